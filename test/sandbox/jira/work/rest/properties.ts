import type { Site } from '../../cloud/site.ts';
import { platformError } from '../../http/exchange.ts';
import type { Exchange, Reply } from '../../http/exchange.ts';
import { undocumented } from './body.ts';
import type { EntityProperties } from '../model.ts';

/** Source: "Entity properties", limits. The value is counted as JSON. */
const MAX_PROPERTY_KEY = 255;
const MAX_PROPERTY_VALUE = 32_768;

/** The properties that something is made with. */
export function readProperties(
  exchange: Exchange,
  given: unknown,
): { properties: EntityProperties } | { refusal: Reply } {
  const properties: EntityProperties = new Map();
  if (given === undefined) return { properties };
  if (!Array.isArray(given)) return { refusal: undocumented(exchange, 'properties is no list') };
  for (const entry of given as unknown[]) {
    const { key, value, ...extra } = (entry ?? {}) as Record<string, unknown>;
    const problem =
      Object.keys(extra).length > 0 ? 'a property has a key and a value only' : propertyProblem(key, value);
    if (problem !== undefined) return { refusal: undocumented(exchange, problem) };
    if (properties.has(String(key)))
      return { refusal: undocumented(exchange, `the property ${String(key)} is given twice`) };
    properties.set(String(key), value);
  }
  return { properties };
}

function propertyProblem(key: unknown, value: unknown): string | undefined {
  if (typeof key !== 'string' || key === '') return 'a property has no key';
  if (key.length > MAX_PROPERTY_KEY)
    return `the key of a property is longer than ${MAX_PROPERTY_KEY} characters`;
  if (value === undefined || value === '') return 'the value of a property is empty';
  return JSON.stringify(value).length > MAX_PROPERTY_VALUE
    ? `the value of a property is longer than ${MAX_PROPERTY_VALUE} characters`
    : undefined;
}

/** Keys of the properties of a thing, or one of them with its value. @param self the address of the properties */
export function propertyReply(
  site: Site,
  properties: EntityProperties,
  { self, key }: { self: string; key: string | undefined },
): Reply {
  if (key === undefined) {
    const keys = [...properties.keys()].map((name) => ({
      self: `${site.url}${self}/${encodeURIComponent(name)}`,
      key: name,
    }));
    return { status: 200, body: { keys }, objects: keys.length };
  }
  if (!properties.has(key)) return platformError(404, `The property ${key} does not exist.`);
  return { status: 200, body: { key, value: properties.get(key) }, objects: 1 };
}
