import { characterErrors, schemaCheck } from '../devinfo/validate.ts';
import type { DevInfoValidator } from '../devinfo/validate.ts';
import { entitiesOf, keyOf } from './provider.ts';
import type { Provider, ProviderEntity, ProviderRequest } from './provider.ts';
import { MAX_ASSOCIATIONS } from './rules.ts';

/** What is wrong with a bulk request of this API; empty where Jira would take it. */
export function providerValidator(provider: Provider): DevInfoValidator {
  const check = schemaCheck(provider.schema, provider.publishedSchema);
  return (body, text) => {
    const errors = check(body);
    if (errors.length > 0) return errors;
    const entities = entitiesOf(provider, body as ProviderRequest);
    return [
      ...repeatedKeys(provider, entities),
      ...tooMany(provider, entities),
      ...characterErrors(text, body),
    ];
  };
}

/** The same key twice in one request leaves open which of the two is meant. */
function repeatedKeys(provider: Provider, entities: ProviderEntity[]): string[] {
  const keys = entities.map((entity) => keyOf(provider, entity));
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].map(
    (key) => `${provider.name} ${key} is in the request twice`,
  );
}

/** Jira counts the values of all associations of an entity together; GitLab's own integration found that out. */
function tooMany(provider: Provider, entities: ProviderEntity[]): string[] {
  return entities.flatMap((entity) => {
    const lists = [entity.issueKeys ?? [], ...(entity.associations ?? []).map(({ values }) => values)];
    const count = lists.reduce((sum, { length }) => sum + length, 0);
    return count > MAX_ASSOCIATIONS
      ? [`${provider.name} ${keyOf(provider, entity)} has ${count} associations, at most ${MAX_ASSOCIATIONS}`]
      : [];
  });
}
