import type { EntityProperty } from '../../jira/issue/issue-call.ts';

/** Key of the property that says of which command a comment or worklog is; the kind of origin in an issue's history. */
export const markKey = 'dvcs-connector.smart-commit';

/** What a comment or worklog is made with, so that it is found again where Jira's answer was lost. */
export function markOf(commandId: string): readonly EntityProperty[] {
  return [{ key: markKey, value: { id: commandId } }];
}

export function isMarked(properties: readonly EntityProperty[], commandId: string): boolean {
  return properties.some(
    ({ key, value }) =>
      key === markKey &&
      typeof value === 'object' &&
      value !== null &&
      'id' in value &&
      value.id === commandId,
  );
}

/** The same as the last part of the commit's address, where a worklog carries no properties. */
export function fragmentOf(commandId: string): string {
  return `#work-${commandId}`;
}
