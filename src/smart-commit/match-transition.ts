/** A transition that Jira offers to a user on an issue now, and the name of the status it leads to. */
export type Transition = { readonly name: string; readonly to?: string | undefined };

export type TransitionMatch<T extends Transition> =
  | { readonly result: 'ok'; readonly matches: readonly [T] }
  /** At least two, equally good. */
  | { readonly result: 'ambiguous'; readonly matches: readonly T[] }
  | { readonly result: 'no_match' | 'none_available'; readonly matches: readonly [] };

/**
 * Which transition a command's name means: the whole name of one, else of a status that one leads to, else a unique
 * beginning of the one, else of the other; hyphens, underscores, spaces and case apart. The first of these rules that
 * any transition meets decides. Status names are an addition to the DVCS connector, whose `TransitionHandler` tried the
 * beginnings of transitions only.
 */
export function matchTransition<T extends Transition>(
  command: string,
  available: readonly T[],
): TransitionMatch<T> {
  if (available.length === 0) return { result: 'none_available', matches: [] };
  const wanted = folded(command);
  if (wanted === '') return { result: 'no_match', matches: [] };
  const rules: readonly ((transition: T) => boolean)[] = [
    ({ name }) => folded(name) === wanted,
    ({ to }) => folded(to ?? '') === wanted,
    ({ name }) => folded(name).startsWith(wanted),
    ({ to }) => folded(to ?? '').startsWith(wanted),
  ];
  for (const rule of rules) {
    const [first, ...others] = available.filter(rule);
    if (first === undefined) continue;
    if (others.length === 0) return { result: 'ok', matches: [first] };
    return { result: 'ambiguous', matches: [first, ...others] };
  }
  return { result: 'no_match', matches: [] };
}

/** Dashes of any kind (Pd), underscores and white space taken out; composed, since macOS writes ö as two characters. */
function folded(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\p{Pd}_\s]/gu, '');
}
