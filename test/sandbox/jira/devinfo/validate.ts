import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { BulkRequest, RepositoryPayload } from './entities.ts';
import { BULK_SCHEMA, ENTITY_KINDS, MAX_ENTITIES } from './schema.ts';

/** What is wrong with a bulk request; empty where Jira would take it. `text` is the body as it came. */
export type DevInfoValidator = (body: unknown, text: string) => string[];

/** Jira's own schemas of the requests, where the reference material lies beside the repository. */
const PUBLISHED_SCHEMAS = new URL('../../../../../shared/specs/jira/', import.meta.url);

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const MAX_MESSAGES = 20;

export function devInfoValidator(): DevInfoValidator {
  const check = schemaCheck(BULK_SCHEMA, 'devinfo-bulk.request.schema.json');
  return (body, text) => {
    const errors = check(body);
    if (errors.length > 0) return errors;
    const { repositories } = body as BulkRequest;
    return [...sizeErrors(repositories), ...repeatedIds(repositories), ...characterErrors(text, body)];
  };
}

type SchemaCheck = (body: unknown) => string[];
const compiled = new Map<string, SchemaCheck>();

/** Compiled once for each process, when the first request comes: compiling costs more than checking a full one. */
export function schemaCheck(documented: object, published: string): SchemaCheck {
  return (body) => {
    let check = compiled.get(published);
    if (check === undefined) compiled.set(published, (check = compile(documented, published)));
    return check(body);
  };
}

function compile(documented: object, published: string): SchemaCheck {
  const ajv = new Ajv({ strict: false, allErrors: false });
  const isTime = (value: string) => TIME.test(value) && !Number.isNaN(Date.parse(value));
  ajv.addFormat('jira-time', isTime).addFormat('date-time', isTime);
  ajv.addFormat('web-address', /^https?:\/\/[^\s]+$/).addFormat('uri', /^https?:\/\/[^\s]+$/);
  ajv.addFormat('int32', true).addFormat('int64', true).addFormat('URL', true);
  const schemas: ValidateFunction[] = [ajv.compile(documented)];
  const file = new URL(published, PUBLISHED_SCHEMAS);
  if (existsSync(file)) schemas.push(ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object));
  return (body) => {
    const failed = schemas.find((schema) => !schema(body));
    return (failed?.errors ?? []).map(messageOf).slice(0, MAX_MESSAGES);
  };
}

function messageOf(error: ErrorObject): string {
  const name: unknown = error.params['additionalProperty'];
  const which = typeof name === 'string' ? `: ${name}` : '';
  return `${error.instancePath} ${error.message ?? 'is invalid'}${which}`;
}

function sizeErrors(repositories: RepositoryPayload[]): string[] {
  const total = repositories.reduce(
    (sum, repository) => sum + ENTITY_KINDS.reduce((of, kind) => of + (repository[kind]?.length ?? 0), 0),
    0,
  );
  return total > MAX_ENTITIES
    ? [`/repositories hold ${total} entities, at most ${MAX_ENTITIES} are allowed`]
    : [];
}

/** The same id twice in one request leaves open which of the two is meant. */
function repeatedIds(repositories: RepositoryPayload[]): string[] {
  const errors: string[] = [];
  const repositoryIds = new Set<string>();
  for (const repository of repositories) {
    if (repositoryIds.has(repository.id)) errors.push(`repository ${repository.id} is in the request twice`);
    repositoryIds.add(repository.id);
    for (const kind of ENTITY_KINDS) {
      const ids = new Set<string>();
      for (const { id } of repository[kind] ?? []) {
        if (ids.has(id)) errors.push(`${kind} ${id} is in the request twice`);
        ids.add(id);
      }
    }
  }
  return errors.slice(0, MAX_MESSAGES);
}

// Jira keeps XML 1.0 characters of the basic plane only: \t \n \r U+20-D7FF U+E000-FFFD.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSUPPORTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
// The same in JSON text, where control characters and lone surrogates can only stand escaped.
const UNSUPPORTED_JSON = /[\ud800-\udfff\ufffe\uffff]|\\u(?:00[01]|[dD][89a-fA-F]|[fF]{3}[eEfF])|\\[bf]/;

export function characterErrors(text: string, body: unknown): string[] {
  if (!UNSUPPORTED_JSON.test(text)) return [];
  const found = firstUnsupported(body);
  return found === undefined ? [] : [`Invalid binary character '#x${found}'`];
}

/** The first character that Jira cannot keep, as four hexadecimal digits. */
function firstUnsupported(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const character = UNSUPPORTED.exec(value)?.[0];
    return character?.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const member of Object.values(value)) {
    const found = firstUnsupported(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
