import { canSeeIssue } from '../../cloud/permissions.ts';
import { wikiText } from '../../../data-center/wiki.ts';
import type { JiraIssue } from '../../cloud/site.ts';
import { violate } from '../../http/api-call.ts';
import { jsonBody, platformError } from '../../http/exchange.ts';
import type { Caller, Exchange, Reply } from '../../http/exchange.ts';
import { adfProblem, adfText } from '../adf.ts';
import { issueNamed } from '../work-of.ts';

/** Of a comment, in characters; "Jira Cloud text limits". */
const MAX_TEXT = 32_767;

/** Errors by field, as ErrorCollection has them. */
export function fieldErrors(errors: Record<string, string>, status = 400): Reply {
  return { status, body: { errorMessages: [], errors } };
}

/** Refuses what no documentation allows, and notes it as a violation. */
export function undocumented(exchange: Exchange, problem: string): Reply {
  violate(exchange, problem);
  return platformError(400, `Invalid request payload: ${problem}`);
}

/** The page a list is asked for; undefined where startAt or maxResults is no number. */
export function readPage(
  { query }: Exchange,
  of: { usual: number; largest: number },
): { startAt: number; maxResults: number } | undefined {
  const startAt = query.get('startAt') ?? '0';
  const maxResults = query.get('maxResults') ?? String(of.usual);
  if (!/^\d+$/.test(startAt) || !/^\d+$/.test(maxResults)) return undefined;
  return { startAt: Number(startAt), maxResults: Math.min(Number(maxResults), of.largest) };
}

/** Whether an answer is to be expanded by `wanted`, or the refusal where `expand` asks for anything else. */
export function readExpand(exchange: Exchange, wanted: string): { isExpanded: boolean } | { refusal: Reply } {
  const asked = (exchange.query.get('expand') ?? '').split(',').filter((name) => name !== '');
  const other = asked.filter((name) => name !== wanted);
  if (other.length === 0) return { isExpanded: asked.length > 0 };
  return {
    refusal: undocumented(exchange, `expand=${other.join(',')} is not documented here, or not implemented`),
  };
}

export const ISSUE_MISSING = platformError(
  404,
  'Issue does not exist or you do not have permission to see it.',
);

/** The issue of the address, where the caller may see it. */
export function visibleIssue({ site, params }: Exchange, { user }: Caller): JiraIssue | undefined {
  const issue = issueNamed(site, params['issueIdOrKey'] ?? '');
  return issue !== undefined && canSeeIssue(user, issue) ? issue : undefined;
}

/** The body as an object that has no other fields than these; otherwise the refusal. */
export function objectBody(
  exchange: Exchange,
  fields: readonly string[],
): { body: Record<string, unknown> } | { refusal: Reply } {
  const body = jsonBody(exchange);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { refusal: undocumented(exchange, 'the body is no JSON object') };
  const extra = Object.keys(body).filter((name) => !fields.includes(name));
  if (extra.length > 0)
    return { refusal: undocumented(exchange, `the fields ${extra.join(', ')} are not documented`) };
  return { body: body as Record<string, unknown> };
}

/** @param field whose document it is, for the error */
export function readDocument(
  exchange: Exchange,
  document: unknown,
  field: string,
): { text: string } | { refusal: Reply } {
  if (exchange.dataCenter !== undefined) return readWiki(exchange, document, field);
  const problem = adfProblem(document);
  if (problem !== undefined) {
    violate(exchange, `${field} is no valid document: ${problem}`);
    return { refusal: fieldErrors({ [field]: 'Comment body is not valid!' }) };
  }
  const text = adfText(document);
  if (text.trim() === '') return { refusal: fieldErrors({ [field]: 'Comment body can not be empty!' }) };
  if (text.length > MAX_TEXT) {
    violate(exchange, `${field} has ${text.length} characters, at most ${MAX_TEXT} are allowed`);
    const message = 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';
    return { refusal: fieldErrors({ [field]: message }) };
  }
  return { text };
}

/** Data Center takes wiki notation. What a client writes for others is plain text in it, in which nothing is markup. */
function readWiki(exchange: Exchange, body: unknown, field: string): { text: string } | { refusal: Reply } {
  if (typeof body !== 'string') return { refusal: undocumented(exchange, `${field} is no text`) };
  const { text, markup } = wikiText(body);
  if (markup !== undefined) violate(exchange, `${field} has markup: ${markup}`);
  if (text.trim() === '') return { refusal: fieldErrors({ [field]: 'Comment body can not be empty!' }) };
  if (body.length > MAX_TEXT) {
    violate(exchange, `${field} has ${body.length} characters, at most ${MAX_TEXT} are allowed`);
    return { refusal: fieldErrors({ [field]: 'The entered text is too long.' }) };
  }
  return { text };
}
