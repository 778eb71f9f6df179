import { execute, getOperationAST, Kind, OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Answer, Call } from '../http/exchange.ts';
import type { Endpoint } from '../http/router.ts';
import { complexityLimit, complexityOf } from './complexity.ts';
import { rootOf } from './resolve.ts';
import { schema } from './schema.ts';

export const graphqlEndpoints: readonly Endpoint[] = [
  { name: 'graphql', method: 'POST', path: '/api/graphql', access: 'user', handle: answerQuery },
];

const maxCharacters = 10_000;
const documents = new Map<string, DocumentNode>();

async function answerQuery(call: Call): Promise<Answer> {
  const asked = readRequest(call.request.body);
  if (asked === undefined) return wrong(call, 'Unexpected end of document');
  if (asked.query.length > maxCharacters) return wrong(call, 'Query too large');
  const document = documentOf(asked.query);
  if (typeof document === 'string') return wrong(call, document);
  const operation = getOperationAST(document, asked.operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return wrong(call, 'Only queries are served here');
  if (depthOf(operation) > 20)
    return wrong(call, 'Query has depth of more than 20, which exceeds max depth of 20');
  const score = complexityOf(document, operation, asked.variables);
  if (score > complexityLimit) {
    return wrong(
      call,
      `Query has complexity of ${score}, which exceeds max complexity of ${complexityLimit}`,
    );
  }
  const { sandbox, user } = call;
  if (user === null) return wrong(call, 'Invalid token');
  const result = await execute({
    schema,
    document,
    rootValue: rootOf({ sandbox, user, score, limit: complexityLimit }),
    variableValues: asked.variables,
    operationName: asked.operationName,
  });
  if (result.errors !== undefined)
    sandbox.violation(`GraphQL: ${result.errors.map((error) => error.message).join('; ')}`);
  return { status: 200, json: result };
}

/** GitLab answers a wrong query with 200 and `errors`. */
function wrong(call: Call, message: string): Answer {
  call.sandbox.violation(`GraphQL: ${message}`);
  return { status: 200, json: { errors: [{ message }] } };
}

interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
}

function readRequest(body: string): Asked | undefined {
  try {
    const value = JSON.parse(body) as Record<string, unknown> | null;
    const query = value?.['query'];
    if (typeof query !== 'string') return undefined;
    const operationName = value?.['operationName'];
    return {
      query,
      variables: (value?.['variables'] ?? {}) as Record<string, unknown>,
      operationName: typeof operationName === 'string' ? operationName : undefined,
    };
  } catch {
    return undefined;
  }
}

/** The checked document, or what is wrong with it. */
function documentOf(query: string): DocumentNode | string {
  const known = documents.get(query);
  if (known !== undefined) return known;
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return errors.map((error) => error.message).join('; ');
    documents.set(query, document);
    return document;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function depthOf(operation: OperationDefinitionNode): number {
  const below = (selections: OperationDefinitionNode['selectionSet'] | undefined): number => {
    if (selections === undefined) return 0;
    let deepest = 0;
    for (const selection of selections.selections) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) deepest = Math.max(deepest, below(selection.selectionSet));
    }
    return deepest + 1;
  };
  return below(operation.selectionSet);
}
