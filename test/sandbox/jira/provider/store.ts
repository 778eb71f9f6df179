import { keyOf, sequenceOf } from './provider.ts';
import type { Provider, ProviderEntity } from './provider.ts';

export interface StoredProviderEntity {
  /** The parts of its key with a slash between them, as in its address. */
  key: string;
  payload: ProviderEntity;
  properties: Record<string, string>;
  /** Those of its issues that the site had when it came, by key or through commits. */
  issueKeys: string[];
  /** Digest of the payload without its number, and of the known issues. */
  digest: string;
  /** Epoch ms. */
  receivedAt: number;
}

/** What one app has told one site through one of the APIs. */
export interface ProviderStore {
  readonly entities: ReadonlyMap<string, StoredProviderEntity>;
  ofIssue(issueKey: string): StoredProviderEntity[];
  put(entity: StoredProviderEntity): void;
  /** Removes it if it was stored with at most this number. */
  remove(key: string, upTo: number): void;
  /** Removes what carries all of these properties and was stored with at most this number. */
  removeByProperties(properties: Record<string, string>, upTo: number): void;
}

export function providerStore(provider: Provider): ProviderStore {
  const entities = new Map<string, StoredProviderEntity>();
  const remove = (key: string, upTo: number) => {
    const entity = entities.get(key);
    if (entity !== undefined && sequenceOf(provider, entity.payload) <= upTo) entities.delete(key);
  };
  return {
    entities,
    ofIssue: (issueKey) => [...entities.values()].filter(({ issueKeys }) => issueKeys.includes(issueKey)),
    put: (entity) => void entities.set(keyOf(provider, entity.payload), entity),
    remove,
    removeByProperties(properties, upTo) {
      for (const [key, entity] of [...entities]) {
        const matches = Object.entries(properties).every(
          ([name, value]) => entity.properties[name] === value,
        );
        if (matches) remove(key, upTo);
      }
    },
  };
}
