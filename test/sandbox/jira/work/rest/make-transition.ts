import { hasProjectPermission } from '../../cloud/permissions.ts';
import type { JiraIssue } from '../../cloud/site.ts';
import { platformError } from '../../http/exchange.ts';
import type { Caller, Exchange, Reply } from '../../http/exchange.ts';
import { ISSUE_MISSING, fieldErrors, objectBody, readDocument, undocumented, visibleIssue } from './body.ts';
import { putComment } from './comment-routes.ts';
import type { ChangedField } from '../model.ts';
import { availableTo, keepWork, noteChange, statusChange, workflowOf, workOf } from '../work-of.ts';
import { fieldName, statusOf } from '../workflow.ts';
import type { Transition } from '../workflow.ts';

/** `properties` is documented, too: those of the issue, which the sandbox does not keep. */
const FIELDS = ['transition', 'fields', 'update', 'historyMetadata'];

/** HistoryMetadata: what the caller says of where the change comes from. */
const ORIGIN_FIELDS = [
  ...['type', 'description', 'descriptionKey', 'activityDescription', 'activityDescriptionKey'],
  ...['emailDescription', 'emailDescriptionKey', 'actor', 'generator', 'cause', 'extraData'],
];

interface Wanted {
  transition: Transition;
  fields: Map<string, unknown>;
  comment: { body: unknown; text: string } | undefined;
  historyMetadata: Record<string, unknown> | undefined;
}

/** Moves an issue along its workflow, as far as the caller, its status and the transition's screen allow. */
export function makeTransition(exchange: Exchange, caller: Caller): Reply {
  const issue = visibleIssue(exchange, caller);
  if (issue === undefined) return ISSUE_MISSING;
  const read = readWanted(exchange, caller, issue);
  if ('refusal' in read) return read.refusal;
  const { transition, fields, comment, historyMetadata } = read.wanted;
  const { site, cloud } = exchange;
  const { issue: kept, work } = keepWork(site, issue);
  const workflow = workflowOf(site, kept);
  const from = statusOf(workflow, kept.status);
  const to = statusOf(workflow, transition.to);
  const items = statusChange(from, to);
  for (const [field, value] of fields) {
    items.push(fieldChange(field, work.fields.get(field), value));
    work.fields.set(field, value);
  }
  kept.status = transition.to;
  work.transitions += 1;
  const created = cloud.clock.now();
  noteChange(site, work, { author: caller.user.accountId, created, items, historyMetadata });
  if (comment !== undefined) putComment(exchange, caller, { issue: kept, ...comment, properties: new Map() });
  return { status: 204 };
}

function fieldChange(field: string, before: unknown, value: unknown): ChangedField {
  const shown = (given: unknown) =>
    given === undefined ? null : typeof given === 'string' ? given : JSON.stringify(given);
  return { field, fieldId: field, from: null, fromString: shown(before), to: null, toString: shown(value) };
}

type Read<T> = T | { refusal: Reply };

function readWanted(exchange: Exchange, caller: Caller, issue: JiraIssue): Read<{ wanted: Wanted }> {
  const read = objectBody(exchange, FIELDS);
  if ('refusal' in read) return read;
  const { historyMetadata } = read.body;
  if (historyMetadata !== undefined && !isOrigin(historyMetadata))
    return { refusal: undocumented(exchange, 'historyMetadata has fields that are not documented') };
  const found = readTransition(exchange, read.body['transition'], {
    available: availableTo(exchange.site, issue, caller.user),
  });
  if ('refusal' in found) return found;
  const { transition } = found;
  const given = readFields(exchange, read.body);
  if ('refusal' in given) return given;
  const { fields, comments } = given;
  const problems = screenProblems({ transition, fields, hasComment: comments.length > 0 }, [
    ...workOf(exchange.site, issue).fields.keys(),
  ]);
  if (problems !== undefined) return { refusal: fieldErrors(problems) };
  const comment = readComment(exchange, caller, { comments, issue });
  if ('refusal' in comment) return comment;
  return { wanted: { transition, fields, ...comment, historyMetadata } };
}

function isOrigin(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).every((name) => ORIGIN_FIELDS.includes(name));
}

function readTransition(
  exchange: Exchange,
  given: unknown,
  { available }: { available: Transition[] },
): Read<{ transition: Transition }> {
  const { id, ...extra } = (given ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || Object.keys(extra).length > 0)
    return { refusal: undocumented(exchange, 'a transition is named by its id, a string, and nothing else') };
  const transition = available.find((candidate) => candidate.id === id);
  if (transition !== undefined) return { transition };
  return { refusal: platformError(400, `Transition id '${id}' is not valid for this issue.`) };
}

/** What is to be set, by field id, from both of the ways to say it; comments apart. */
function readFields(
  exchange: Exchange,
  { fields: set = {}, update = {} }: Record<string, unknown>,
): Read<{ fields: Map<string, unknown>; comments: unknown[] }> {
  if (typeof set !== 'object' || set === null || typeof update !== 'object' || update === null)
    return { refusal: undocumented(exchange, 'fields and update are objects') };
  const fields = new Map<string, unknown>(Object.entries(set));
  const { comment: comments = [], ...others } = update as Record<string, unknown>;
  for (const [name, operations] of Object.entries(others)) {
    if (fields.has(name))
      return { refusal: platformError(400, `Field '${name}' cannot be in both fields and update.`) };
    const [operation, ...more] = Array.isArray(operations) ? (operations as unknown[]) : [];
    if (typeof operation !== 'object' || operation === null || !('set' in operation) || more.length > 0)
      return { refusal: undocumented(exchange, `the sandbox takes one operation "set" for ${name}`) };
    fields.set(name, operation.set);
  }
  if (!Array.isArray(comments)) return { refusal: undocumented(exchange, 'update.comment is a list') };
  return { fields, comments: comments as unknown[] };
}

/** Errors by field: what is not on the screen, and what the screen wants and nobody gave. */
function screenProblems(
  {
    transition,
    fields,
    hasComment,
  }: { transition: Transition; fields: Map<string, unknown>; hasComment: boolean },
  filled: readonly string[],
): Record<string, string> | undefined {
  const onScreen = transition.screen?.fields ?? {};
  const given = [...fields.keys(), ...(hasComment && transition.screen === undefined ? ['comment'] : [])];
  const errors = given
    .filter((name) => !Object.hasOwn(onScreen, name))
    .map((name) => [name, `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`]);
  for (const [name, field] of Object.entries(onScreen)) {
    const isGiven = fields.has(name) || (name === 'comment' && hasComment);
    const isThere = isGiven || filled.includes(name) || field.hasDefaultValue === true;
    if (field.required && !isThere) errors.push([name, `${fieldName(name, field)} is required.`]);
  }
  return errors.length === 0 ? undefined : (Object.fromEntries(errors) as Record<string, string>);
}

function readComment(
  exchange: Exchange,
  { user }: Caller,
  { comments, issue }: { comments: unknown[]; issue: JiraIssue },
): Read<{ comment: Wanted['comment'] }> {
  if (comments.length === 0) return { comment: undefined };
  const [first, ...more] = comments as ({ add?: { body?: unknown } } | null)[];
  const { body, ...extra } = first?.add ?? {};
  if (more.length > 0 || Object.keys(extra).length > 0)
    return { refusal: undocumented(exchange, 'update.comment is one operation "add" with a body') };
  const document = readDocument(exchange, body, 'comment');
  if ('refusal' in document) return document;
  if (hasProjectPermission(user, 'ADD_COMMENTS', issue.projectKey))
    return { comment: { body, text: document.text } };
  const message = `${user.displayName}, you do not have the permission to comment on this issue.`;
  return { refusal: fieldErrors({ comment: message }) };
}
