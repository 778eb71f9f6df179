import { getNamedType, isObjectType, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { schema } from './schema.ts';

/** GitLab's limit for a query with a token. */
export const complexityLimit = 250;
/** Rows a page of a connection has at most. */
export const maxPageSize = 100;

/** What single fields cost instead of 1 (GitLab's types: `complexity:` and `calls_gitaly:`). */
const own: Readonly<Record<string, number>> = {
  'MergeRequest.mergedAt': 5,
  'MergeRequest.closedAt': 5,
  'MergeRequest.reviewers': 5,
  'MergeRequest.diffHeadSha': 2,
  'Repository.tree': 2,
  'Tree.lastCommit': 10,
};

interface Costs {
  readonly fragments: Map<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The score of a query: 1 a field, one more where Gitaly is asked, and for a connection with a resolver
 * `(children + 1, one more when sorted) × (1 + 0.01 × page size)` (GitLab's app/graphql/types/base_field.rb).
 */
export function complexityOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getQueryType();
  if (root === undefined || root === null) throw new Error('The schema has no query type.');
  return selectionCost(operation.selectionSet, root, { fragments, variables });
}

function selectionCost(selections: SelectionSetNode, type: GraphQLObjectType, costs: Costs): number {
  let sum = 0;
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) sum += fieldCost(selection, type, costs);
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      sum += selectionCost(selection.selectionSet, type, costs);
    else {
      const fragment = costs.fragments.get(selection.name.value);
      if (fragment !== undefined) sum += selectionCost(fragment.selectionSet, type, costs);
    }
  }
  return sum;
}

function fieldCost(field: FieldNode, parent: GraphQLObjectType, costs: Costs): number {
  const definition = parent.getFields()[field.name.value];
  if (definition === undefined) return 1;
  const type = getNamedType(definition.type);
  const selections = field.selectionSet;
  const children =
    selections !== undefined && isObjectType(type) ? selectionCost(selections, type, costs) : 0;
  if (parent.name === 'Project' && field.name.value === 'mergeRequests')
    return connectionCost(field, children, costs);
  return children + (own[`${parent.name}.${field.name.value}`] ?? 1);
}

function connectionCost(field: FieldNode, children: number, costs: Costs): number {
  const sorted = argument(field, 'sort', costs) !== undefined ? 1 : 0;
  const first = argument(field, 'first', costs);
  const size = Math.min(typeof first === 'number' ? first : maxPageSize, maxPageSize);
  return Math.floor((children + 1 + sorted) * (1 + 0.01 * size));
}

function argument(field: FieldNode, name: string, costs: Costs): unknown {
  const value = field.arguments?.find((one) => one.name.value === name)?.value;
  if (value === undefined || value.kind === Kind.NULL) return undefined;
  if (value.kind === Kind.VARIABLE) return costs.variables[value.name.value] ?? undefined;
  return value.kind === Kind.INT ? Number(value.value) : value;
}
