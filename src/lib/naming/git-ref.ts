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
