/** Why git or GitLab would refuse a name of a branch. */
export type RefFault = 'empty' | 'long' | 'sign' | 'slash' | 'dot' | 'start' | 'lock' | 'sha' | 'reserved';

/** Git keeps a branch as a file, whose name has at most 255 bytes, and writes `<name>.lock` beside it. */
const mostBytes = 240;

/** `~ ^ : ? * [ \`, white space and what is no sign at all; `@{` means something else. */
// eslint-disable-next-line no-control-regex -- those are what git refuses
const refusedSigns = /[\x00-\x20\x7f~^:?*[\\]|@\{/;

/**
 * What is wrong with a name of a branch; undefined where nothing is. The rules of `git check-ref-format --branch`, and
 * those GitLab has besides: no name that looks like a sha, none that begins as a full ref does
 * (lib/gitlab/git_ref_validator.rb; doc/user/project/repository/branches, "Name your branch").
 */
export function refFault(name: string): RefFault | undefined {
  if (name === '') return 'empty';
  if (Buffer.byteLength(name) > mostBytes) return 'long';
  if (refusedSigns.test(name) || !name.isWellFormed()) return 'sign';
  if (name.startsWith('/') || name.endsWith('/') || name.includes('//')) return 'slash';
  if (name.includes('..') || name.endsWith('.') || /(^|\/)\./.test(name)) return 'dot';
  if (name.startsWith('-')) return 'start';
  if (/\.lock(\/|$)/.test(name)) return 'lock';
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(name)) return 'sha';
  // A lone `@` is another word for HEAD.
  if (name === 'HEAD' || name === '@' || /^refs\//.test(name)) return 'reserved';
  return undefined;
}

/** What templates take the place of. */
const places = /\{(key|summary)\}/g;
/** As much of a summary as a person still reads in a list of branches. */
const mostSlugBytes = 80;

export type Issue = { readonly key: string; readonly summary: string };

/**
 * A name for a branch of an issue, always one that git takes and that names the issue.
 * @param template such as `{key}-{summary}`; one that gives no such name counts as `{key}`
 */
export function branchNameFor(template: string, issue: Issue): string {
  const slug = slugOf(issue.summary);
  const name = template
    .replace(places, (_, place: 'key' | 'summary') => (place === 'key' ? issue.key : slug))
    // Where a summary has no word, what joined it is left over.
    .replace(/[-_]+(?=\/|$)/g, '');
  return refFault(name) === undefined && name.includes(issue.key) ? name : issue.key;
}

/** Letters and digits of any script, in lower case, joined by hyphens: `Fix "login" page!` -> `fix-login-page`. */
function slugOf(summary: string): string {
  const words = summary
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (Buffer.byteLength(longer) > mostSlugBytes) return slug === '' ? cut(word) : slug;
    slug = longer;
  }
  return slug;
}

/** The beginning of one long word, never half a sign. */
function cut(word: string): string {
  let kept = '';
  for (const sign of word) {
    if (Buffer.byteLength(kept + sign) > mostSlugBytes) break;
    kept += sign;
  }
  return kept;
}

/** Names that a template is tried with before it is stored. */
const samples: readonly Issue[] = [
  { key: 'ABC-123', summary: 'Fix the login page' },
  { key: 'ABC-123', summary: '!' },
];

/** What is wrong with a template for names of branches. `key`: it names no issue; `place`: it names something else. */
export function templateFault(template: string): RefFault | 'key' | 'place' | undefined {
  if (!template.includes('{key}')) return 'key';
  if (/[{}]/.test(template.replace(places, ''))) return 'place';
  for (const sample of samples) {
    const filled = template.replace(places, (_, place: 'key' | 'summary') =>
      place === 'key' ? sample.key : slugOf(sample.summary) || 'x',
    );
    const fault = refFault(filled);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
