/** How many characters each method of a string looks at, given its receiver, arguments and answer. */
const costs: Readonly<Record<string, (text: string, args: readonly unknown[], answer: unknown) => number>> = {
  charCodeAt: () => 1,
  codePointAt: () => 1,
  charAt: () => 1,
  indexOf: (text, [, from], answer) =>
    Math.max(0, (answer === -1 ? text.length : Number(answer) + 1) - Number(from ?? 0)),
  slice: (_text, _args, answer) => String(answer).length,
  trim: (text) => text.length,
  toLowerCase: (text) => text.length,
};

/** Counts the characters that `work` looks at through methods of strings: what time would measure on an idle machine. */
export function countSteps(work: () => void): number {
  const prototype = String.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const originals = Object.keys(costs).map((name) => [name, prototype[name]] as const);
  let steps = 0;
  let counting = false;
  for (const [name, original] of originals) {
    if (original === undefined) throw new Error(`no method ${name}`);
    prototype[name] = function (this: string, ...args: unknown[]): unknown {
      const answer = original.apply(this, args);
      // What the counting itself calls is not counted.
      if (!counting) {
        counting = true;
        steps += costs[name]?.(this, args, answer) ?? 0;
        counting = false;
      }
      return answer;
    };
  }
  try {
    work();
  } finally {
    for (const [name, original] of originals) if (original !== undefined) prototype[name] = original;
  }
  return steps;
}
