import type { EntityKind } from '../entity.ts';

/** What decides in which request an entity goes. */
export type Packable = {
  /** Entities of one request share what is said once for all of it (account, flags). */
  readonly group: string;
  readonly repositoryId: string;
  readonly kind: EntityKind;
  /** Of its JSON. */
  readonly bytes: number;
};

export type PackLimits = {
  readonly repositories: number;
  /** Of one kind in one repository. */
  readonly ofAKind: number;
  readonly entities: number;
  readonly bytes: number;
};

type Open<T> = { items: T[]; bytes: number; repositories: Set<string>; ofAKind: Map<string, number> };

/** Puts each item into the first request of its group that has room; in order, and alone where it is too large. */
export function pack<T extends Packable>(items: readonly T[], limits: PackLimits): T[][] {
  const groups = new Map<string, Open<T>[]>();
  for (const item of items) {
    const open = groups.get(item.group) ?? [];
    groups.set(item.group, open);
    const fitting = open.find((request) => hasRoom(request, item, limits)) ?? begin(open);
    put(fitting, item);
  }
  return [...groups.values()].flat().map((request) => request.items);
}

function begin<T>(open: Open<T>[]): Open<T> {
  const request: Open<T> = { items: [], bytes: 0, repositories: new Set(), ofAKind: new Map() };
  open.push(request);
  return request;
}

function hasRoom<T extends Packable>(request: Open<T>, item: T, limits: PackLimits): boolean {
  return (
    request.items.length < limits.entities &&
    request.bytes + item.bytes <= limits.bytes &&
    (request.repositories.size < limits.repositories || request.repositories.has(item.repositoryId)) &&
    (request.ofAKind.get(kindKey(item)) ?? 0) < limits.ofAKind
  );
}

function put<T extends Packable>(request: Open<T>, item: T): void {
  request.items.push(item);
  request.bytes += item.bytes;
  request.repositories.add(item.repositoryId);
  request.ofAKind.set(kindKey(item), (request.ofAKind.get(kindKey(item)) ?? 0) + 1);
}

function kindKey({ repositoryId, kind }: Packable): string {
  return `${kind} ${repositoryId}`;
}
