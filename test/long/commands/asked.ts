import type { NewCommit } from '../../sandbox/gitlab/world/push.ts';
import type { JiraSite } from '../../sandbox/jira/jira-site.ts';

/** One command on one issue, as it is to be found in Jira: by a text that no other has, and by what it moves. */
export type Asked = {
  readonly issueKey: string;
  readonly type: 'comment' | 'time' | 'transition';
  /** Of the comment or the worklog; undefined for a transition without words. */
  readonly text: string | undefined;
};

export type Asking = { readonly commit: NewCommit; readonly asks: readonly Asked[] };

export const issueProject = 'RUN';
export const author = { authorName: 'Jane Doe', authorEmail: 'jane@example.com' };

/** What is asked of an issue, in turn. The default workflow of the sandbox has these transitions. */
const pairs = [
  [comment, time],
  [start, close],
  [comment, start],
  [time, close],
  [startAndSay, comment],
] as const;

/** Two commands on each of `issues` issues: in one commit, in two, or one on two issues each. The oldest first. */
export function commitsFor(issues: number): Asking[] {
  return Array.from({ length: issues }, (_, n) => {
    const issueKey = `${issueProject}-${n + 1}`;
    const [first, second] = (pairs[n % pairs.length] ?? pairs[0]).map((make, at) =>
      make(`${n + 1}.${at + 1}`),
    );
    if (first === undefined || second === undefined) return [];
    const asks = [first, second].map(({ type, text }): Asked => ({ issueKey, type, text }));
    if (n % 2 === 0) return [asking(`${issueKey} ${first.words} ${second.words}`, asks)];
    return [first, second].map(({ words }, at) => asking(`${issueKey} ${words}`, asks.slice(at, at + 1)));
  }).flat();
}

function asking(message: string, asks: readonly Asked[]): Asking {
  return { commit: { ...author, message }, asks };
}

type Written = { readonly words: string } & Omit<Asked, 'issueKey'>;

function comment(id: string): Written {
  return { words: `#comment Comment ${id}`, type: 'comment', text: `Comment ${id}` };
}
function time(id: string): Written {
  return { words: `#time 1h 30m Work ${id}`, type: 'time', text: `Work ${id}` };
}
function start(): Written {
  return { words: '#start-progress', type: 'transition', text: undefined };
}
function close(): Written {
  return { words: '#close', type: 'transition', text: undefined };
}
/** The comment of this one is a call of its own, after the transition. */
function startAndSay(id: string): Written {
  return { words: `#start-progress Begun ${id}`, type: 'transition', text: `Begun ${id}` };
}

/** Commands that Jira shows as often as it should, and those it does not. */
export type Judged = { readonly once: number; readonly missing: string[]; readonly repeated: string[] };

/** Looks at Jira alone: what was asked is there, once, and nothing else is. */
export function judge(site: JiraSite, asked: readonly Asked[]): Judged {
  const missing: string[] = [];
  const repeated: string[] = [];
  let once = 0;
  for (const [issueKey, asks] of Map.groupBy(asked, (one) => one.issueKey)) {
    const { comments, worklogs, changelog, transitions } = site.issue(issueKey);
    const moves = asks.filter(({ type }) => type === 'transition').length;
    const moved = changelog.filter(({ items }) => items.some(({ field }) => field === 'status')).length;
    const texts = [...comments, ...worklogs].map(({ text }) => text);
    const strange = texts.filter((text) => !asks.some((one) => one.text === text));
    repeated.push(...strange.map((text) => `${issueKey} "${text}", which nobody asked for`));
    if (Math.max(moved, transitions) > moves)
      repeated.push(`${issueKey} was moved ${moved} times, not ${moves}`);
    if (moved < moves) missing.push(`${issueKey} was moved ${moved} times, not ${moves}`);
    for (const { text, type } of asks) {
      const found = text === undefined ? 1 : texts.filter((one) => one === text).length;
      const isMoved = type !== 'transition' || (moved === moves && transitions === moves);
      if (found === 0) missing.push(`${issueKey} "${text ?? ''}"`);
      if (found > 1) repeated.push(`${issueKey} "${text ?? ''}" ${found} times`);
      if (found === 1 && isMoved) once += 1;
    }
  }
  return { once, missing, repeated };
}
