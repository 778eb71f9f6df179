import type { JiraUser } from '../cloud/site.ts';

/** Jira's three kinds of status: to do, in progress, done. */
export type StatusCategory = 'new' | 'indeterminate' | 'done';

export interface Status {
  name: string;
  category: StatusCategory;
}

export interface ScreenField {
  required: boolean;
  /** As people see it; the id with a capital by default. */
  name?: string | undefined;
  /** A required field with a default needs not be sent. */
  hasDefaultValue?: boolean | undefined;
}

export interface Transition {
  id: string;
  name: string;
  /** Names of statuses; `*` makes it a global transition. */
  from: '*' | readonly string[];
  to: string;
  /** A condition: account ids of those who see it. */
  onlyFor?: readonly string[] | undefined;
  /** The screen people are shown, by field id. Comments are always possible on a screen, and only there. */
  screen?: { fields: Readonly<Record<string, ScreenField>> } | undefined;
}

export interface Workflow {
  /** New issues are in the first one. */
  statuses: readonly [Status, ...Status[]];
  transitions: readonly Transition[];
}

/** A workflow as a test writes it: a bare name is to do at the start, done at the end, in progress between. */
export interface NewWorkflow {
  statuses: readonly (string | Status)[];
  transitions: readonly (Omit<Transition, 'from'> & { from: string | readonly string[] })[];
}

export const DEFAULT_WORKFLOW: Workflow = {
  statuses: [
    { name: 'To Do', category: 'new' },
    { name: 'In Progress', category: 'indeterminate' },
    { name: 'Done', category: 'done' },
  ],
  transitions: [
    { id: '11', name: 'Start progress', from: ['To Do'], to: 'In Progress' },
    { id: '21', name: 'Stop progress', from: ['In Progress'], to: 'To Do' },
    { id: '31', name: 'Close issue', from: ['To Do', 'In Progress'], to: 'Done' },
    { id: '41', name: 'Reopen', from: ['Done'], to: 'To Do' },
  ],
};

/** @throws Error where it names a status it does not have, or an id twice */
export function readWorkflow({ statuses: given, transitions }: NewWorkflow): Workflow {
  const [first, ...others] = given.map((status, at) =>
    typeof status === 'string' ? { name: status, category: categoryAt(at, given.length) } : status,
  );
  if (first === undefined) throw new Error('A workflow has at least one status');
  const statuses = [first, ...others] as const;
  const names = new Set<string>(statuses.map(({ name }) => name));
  const ids = new Set<string>();
  const read = transitions.map((transition): Transition => {
    const from = typeof transition.from === 'string' ? [transition.from] : transition.from;
    const isGlobal = transition.from === '*';
    for (const name of [...(isGlobal ? [] : from), transition.to])
      if (!names.has(name)) throw new Error(`Transition "${transition.name}": no status "${name}"`);
    if (ids.has(transition.id)) throw new Error(`Two transitions have the id ${transition.id}`);
    ids.add(transition.id);
    return { ...transition, from: isGlobal ? '*' : from };
  });
  return { statuses: [...statuses] as [Status, ...Status[]], transitions: read };
}

/** As people see it. */
export function fieldName(id: string, { name }: ScreenField): string {
  return name ?? id.charAt(0).toUpperCase() + id.slice(1);
}

function categoryAt(at: number, count: number): StatusCategory {
  if (at === 0) return 'new';
  return at === count - 1 ? 'done' : 'indeterminate';
}

/** What leads on from a status, for this person: the conditions they fail are not shown to them. */
export function transitionsFor(workflow: Workflow, status: string, { accountId }: JiraUser): Transition[] {
  return workflow.transitions.filter(
    ({ from, onlyFor }) =>
      (from === '*' || from.includes(status)) && (onlyFor === undefined || onlyFor.includes(accountId)),
  );
}

/** A status by its name, with an id that is the same in every workflow. */
export function statusOf(workflow: Workflow, name: string): Status & { id: string } {
  const at = workflow.statuses.findIndex((status) => status.name === name);
  const status = workflow.statuses[at] ?? { name, category: 'indeterminate' as const };
  return { ...status, id: String(10_000 + numberOf(name)) };
}

/** Small and stable: two statuses of one workflow hardly ever meet. */
function numberOf(name: string): number {
  return [...Buffer.from(name)].reduce((sum, byte) => (sum * 31 + byte) % 9973, 7);
}
