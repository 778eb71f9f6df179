import { refFault, type RefFault } from './git-ref.ts';
import { namesIssue, type IssueKeyOptions } from './issue-keys.ts';
import { fillTemplate, placeFault, sampleIssues, type Issue } from './template.ts';

/** As much of a summary as a person still reads in a list of branches. */
const mostSlugBytes = 80;

/**
 * A name for a branch of an issue, always one that git takes and that belongs to the issue.
 * @param template such as `{key}-{summary}`; one that gives no such name counts as `{key}`
 */
export function branchNameFor(template: string, issue: Issue, options: IssueKeyOptions): string {
  const summary = slugOf(issue.summary);
  // Where a summary has no word, what joined it goes, too.
  const filled = summary === '' ? template.replaceAll(/[-_]*\{summary\}(?=\/|$)/g, '') : template;
  const name = fillTemplate(filled, { key: issue.key, summary });
  return refFault(name) === undefined && namesIssue(name, issue.key, options) ? name : issue.key;
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

/**
 * What is wrong with a template for names of branches. `key`: it names no issue; `place`: it names something else;
 * `beside`: no key would be found in the name, for what stands beside it.
 */
export function branchTemplateFault(
  template: string,
  options: IssueKeyOptions,
): RefFault | 'key' | 'place' | 'beside' | undefined {
  const fault = placeFault(template);
  if (fault !== undefined) return fault;
  for (const { key, summary } of sampleIssues) {
    const name = fillTemplate(template, { key, summary: slugOf(summary) || 'x' });
    const ref = refFault(name);
    if (ref !== undefined) return ref;
    if (!namesIssue(name, key, options)) return 'beside';
  }
  return undefined;
}
