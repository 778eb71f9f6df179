import { Refusal, violate } from './exchange.ts';
import type { Call } from './exchange.ts';

/** What an attribute has to be; `list` takes anything within. */
export type AttributeType = 'string' | 'boolean' | 'list';

/**
 * The JSON object of a POST or PUT. GitLab passes over what it does not know; here an attribute that is not documented
 * is a violation, because it is a mistake of the caller. A wrong type is refused in Grape's words.
 */
export function jsonBody(
  call: Call,
  attributes: Readonly<Record<string, AttributeType>>,
): Readonly<Record<string, unknown>> {
  const { body, headers } = call.request;
  if (body === '') return {};
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) violate(call, `A body of type ${type} is not JSON.`);
  const given = parsed(call, body);
  for (const [name, value] of Object.entries(given)) {
    const wanted = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (wanted === undefined) violate(call, `no such attribute ${name}`);
    if (value !== null && !fits(value, wanted))
      throw new Refusal({ status: 400, json: { error: `${name} is invalid` } });
  }
  return given;
}

function parsed(call: Call, body: string): Record<string, unknown> {
  try {
    const value = JSON.parse(body) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  return violate(call, 'The body is no JSON object.');
}

function fits(value: unknown, wanted: AttributeType): boolean {
  return wanted === 'list' ? Array.isArray(value) : typeof value === wanted;
}
