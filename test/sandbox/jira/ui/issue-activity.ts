import type { JiraIssue, Site } from '../cloud/site.ts';
import { durationText } from '../work/duration.ts';
import type { IssueChange, IssueComment, IssueWork, IssueWorklog } from '../work/model.ts';
import { workOf } from '../work/work-of.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const SHOWN = 50;

/** What people and apps did on an issue, newest first: comments, work logged, and changes of its status. */
export function issueActivity(site: Site, issue: JiraIssue): Html {
  const work = workOf(site, issue);
  const changes = work.changelog.filter(({ items }) => items.some(({ field }) => field === 'status'));
  return html`<section class="card activity" aria-label="Activity">
    <h2>Activity</h2>
    ${!isWorkedOn(work) && html`<p class="quiet">Nobody has done anything here yet.</p>`}
    ${group('Comments', work.comments, (comment) => commentItem(site, comment))}
    ${group('Work log', work.worklogs, (worklog) => worklogItem(site, worklog))}
    ${group('History', changes, (change) => changeItem(site, change))}
  </section>`;
}

function isWorkedOn({ comments, worklogs, changelog }: IssueWork): boolean {
  return comments.length + worklogs.length + changelog.length > 0;
}

function group<T>(title: string, entries: readonly T[], item: (entry: T) => Html): Html | false {
  if (entries.length === 0) return false;
  return html`<h3>${title}</h3>
    <ul>
      ${entries.toReversed().slice(0, SHOWN).map(item)}
    </ul>
    ${entries.length > SHOWN && html`<p class="quiet">and ${entries.length - SHOWN} more</p>`}`;
}

function commentItem(site: Site, { id, author, created, text }: IssueComment): Html {
  return html`<li id="comment-${id}">
    <span class="quiet">${nameOf(site, author)} · ${shortTime(created)}</span>
    <p class="words">${text}</p>
  </li>`;
}

function worklogItem(site: Site, worklog: IssueWorklog): Html {
  const { id, author, started, timeSpentSeconds, text } = worklog;
  return html`<li id="worklog-${id}">
    <span class="quiet">${nameOf(site, author)} · ${shortTime(started)}</span>
    <strong>${durationText(timeSpentSeconds)}</strong>
    ${text !== '' && html`<p class="words">${text}</p>`}
  </li>`;
}

function changeItem(site: Site, { author, created, items }: IssueChange): Html {
  const change = items.find(({ field }) => field === 'status');
  return html`<li>
    <span class="quiet">${nameOf(site, author)} · ${shortTime(created)}</span>
    <span class="lozenge">${change?.fromString ?? ''}</span> →
    <span class="lozenge">${change?.toString ?? ''}</span>
  </li>`;
}

function nameOf({ users }: Site, accountId: string): string {
  return users.get(accountId)?.displayName ?? 'Former user';
}

function shortTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
