import type { EntityPayload } from './entities.ts';
import type { EntityKind } from './schema.ts';

/** A command that Jira would carry out by itself. */
export interface NativeSmartCommit {
  /** Where it stood: a commit, the last commit of a branch, the title of a pull request. */
  kind: EntityKind;
  entityId: string;
  issueKey: string;
  command: string;
}

/** What a site does by itself with what it is sent without `preventTransitions`. */
export interface Automation {
  smartCommits: NativeSmartCommit[];
  /** New things that workflow triggers and automation rules get to see, as `kind id`. */
  triggers: string[];
}

/**
 * Jira's reading of Smart Commits is not published: this is the one of the connector that it comes from, and more
 * than that: each place that holds text is read, on each line, and a sha that came before is read again.
 */
export function automate(
  { smartCommits, triggers }: Automation,
  entity: { kind: EntityKind; payload: EntityPayload; isNew: boolean },
): void {
  const { kind, payload, isNew } = entity;
  if (isNew) triggers.push(`${kind} ${payload.id}`);
  for (const text of [payload['message'], payload.lastCommit?.['message'], payload['title']]) {
    if (typeof text !== 'string') continue;
    for (const line of text.split(/\r?\n/)) {
      for (const found of commandsIn(line)) smartCommits.push({ kind, entityId: payload.id, ...found });
    }
  }
}

function* commandsIn(line: string): Generator<{ issueKey: string; command: string }> {
  for (const { index, 1: command = '' } of line.matchAll(/(?:^|\s)#([A-Za-z][A-Za-z-]*)/g)) {
    const keys = line.slice(0, index).match(/(?<![&=?>^!~/-])\b\p{Lu}[\p{Lu}\d]+-\d+\b/gu) ?? [];
    for (const issueKey of new Set(keys)) yield { issueKey, command };
  }
}
