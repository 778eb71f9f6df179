import type { Site } from '../../cloud/site.ts';
import { platformError } from '../../http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../../http/exchange.ts';
import { ISSUE_MISSING, readExpand, visibleIssue } from './body.ts';
import { makeTransition } from './make-transition.ts';
import { statusJson } from './status-json.ts';
import { availableTo, workflowOf } from '../work-of.ts';
import { fieldName } from '../workflow.ts';
import type { ScreenField, Transition, Workflow } from '../workflow.ts';

const PATH = '/rest/api/3/issue/:issueIdOrKey/transitions';

/** Transitions. Source: Jira Cloud platform REST API v3, "Issues". */
export const TRANSITION_ROUTES: ApiRoute[] = [
  {
    kind: 'api',
    method: 'GET',
    path: PATH,
    endpoint: 'issue.transitions',
    query: ['expand', 'transitionId'],
    unsupportedQuery: ['skipRemoteOnlyCondition', 'includeUnavailableTransitions', 'sortByOpsBarAndStatus'],
    scope: 'READ',
    forgeScope: 'read:jira-work',
    handle: listTransitions,
  },
  {
    kind: 'api',
    method: 'POST',
    path: PATH,
    endpoint: 'issue.transition',
    query: [],
    scope: 'WRITE',
    forgeScope: 'write:jira-work',
    writesIssue: true,
    handle: makeTransition,
  },
];

function listTransitions(exchange: Exchange, caller: Caller): Reply {
  const { site, query } = exchange;
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  const expand = readExpand(exchange, 'transitions.fields');
  if ('refusal' in expand) return expand.refusal;
  const wanted = query.get('transitionId');
  if (wanted !== null && !/^\d+$/.test(wanted)) return platformError(400, 'transitionId is no number.');
  const workflow = workflowOf(site, issue);
  const transitions = availableTo(site, issue, caller.user).filter(
    ({ id }) => wanted === null || id === wanted,
  );
  return {
    status: 200,
    objects: transitions.length,
    body: {
      expand: 'transitions',
      transitions: transitions.map((transition) => ({
        ...transitionJson(site, workflow, transition),
        looped: transition.to === issue.status,
        ...(expand.isExpanded ? { fields: fieldsJson(transition) } : { expand: 'fields' }),
      })),
    },
  };
}

function transitionJson(site: Site, workflow: Workflow, transition: Transition): Record<string, unknown> {
  const { id, name, from, to, onlyFor, screen } = transition;
  return {
    ...{ id, name, to: statusJson(site, workflow, to) },
    hasScreen: screen !== undefined,
    isGlobal: from === '*',
    ...{ isInitial: false, isAvailable: true, isConditional: onlyFor !== undefined },
  };
}

function fieldsJson({ screen }: Transition): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(screen?.fields ?? {}).map(([key, field]) => [key, fieldJson(key, field)]),
  );
}

function fieldJson(key: string, field: ScreenField): Record<string, unknown> {
  const { required, hasDefaultValue = false } = field;
  const customId = /^customfield_(\d+)$/.exec(key)?.[1];
  const schema =
    customId === undefined
      ? { type: 'string', system: key }
      : {
          type: 'string',
          custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield',
          customId: Number(customId),
        };
  return { required, schema, name: fieldName(key, field), key, hasDefaultValue, operations: ['set'] };
}
