import { namesIssue, type IssueKeyOptions } from './issue-keys.ts';
import { fillTemplate, placeFault, sampleIssues, type Issue } from './template.ts';

/** GitLab takes 255 signs; what makes a merge request a draft comes before it. */
const mostSigns = 240;

/**
 * A title for a merge request of an issue, always one that belongs to the issue: of what is too long, the summary loses
 * its end.
 * @param template such as `{key} {summary}`; one that gives no such title counts as that
 */
export function titleFor(template: string, issue: Issue, options: IssueKeyOptions): string {
  const title = fitted(template, issue);
  const isFit = signsOf(title).length <= mostSigns && namesIssue(title, issue.key, options);
  return isFit ? title : fitted('{key} {summary}', issue);
}

function fitted(template: string, { key, summary }: Issue): string {
  const times = template.split('{summary}').length - 1;
  const around = signsOf(fillTemplate(template, { key, summary: '' })).length;
  const room = Math.max(0, Math.floor((mostSigns - around) / Math.max(1, times)));
  const kept = signsOf(oneLine(summary)).slice(0, room).join('');
  return oneLine(fillTemplate(template, { key, summary: kept }));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Never half a sign. */
function signsOf(text: string): string[] {
  return Array.from(text);
}

/** What is wrong with a template for titles, as of names of branches (`branchTemplateFault`). */
export function titleTemplateFault(
  template: string,
  options: IssueKeyOptions,
): 'key' | 'place' | 'beside' | undefined {
  const fault = placeFault(template);
  if (fault !== undefined) return fault;
  const isNamed = sampleIssues.every((issue) =>
    namesIssue(fillTemplate(template, issue), issue.key, options),
  );
  return isNamed ? undefined : 'beside';
}
