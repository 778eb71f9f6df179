import type { Deployment, Environment, FeatureFlag, Pipeline } from '../ci.ts';
import type { Project } from '../model.ts';

/** Rows by id, with the sorted lists that paging needs kept until something changes. */
export class RowTable<T extends { readonly id: number }> {
  private readonly byId = new Map<number, T>();
  private sorted = new Map<string, readonly T[]>();
  private lastIid = 0;

  get size(): number {
    return this.byId.size;
  }

  get(id: number): T | undefined {
    return this.byId.get(id);
  }

  all(): IterableIterator<T> {
    return this.byId.values();
  }

  /** Of a row that is deleted the number is not given again. */
  nextIid(): number {
    return (this.lastIid += 1);
  }

  add(row: T): T {
    this.byId.set(row.id, row);
    this.changed();
    return row;
  }

  remove(id: number): void {
    this.byId.delete(id);
    this.changed();
  }

  /** To be called after a row was edited. */
  changed(): void {
    this.sorted = new Map();
  }

  /** `key` names the order that `compare` makes. */
  inOrder(key: string, compare: (a: T, b: T) => number): readonly T[] {
    const rows = this.sorted.get(key) ?? [...this.byId.values()].sort(compare);
    this.sorted.set(key, rows);
    return rows;
  }
}

export interface CiTables {
  readonly pipelines: RowTable<Pipeline>;
  readonly environments: RowTable<Environment>;
  readonly deployments: RowTable<Deployment>;
  readonly featureFlags: RowTable<FeatureFlag>;
}

const tables = new WeakMap<Project, CiTables>();

/** What a project has of pipelines, environments, deployments and feature flags. */
export function ciOf(project: Project): CiTables {
  let known = tables.get(project);
  if (known === undefined) {
    known = {
      pipelines: new RowTable(),
      environments: new RowTable(),
      deployments: new RowTable(),
      featureFlags: new RowTable(),
    };
    tables.set(project, known);
  }
  return known;
}
