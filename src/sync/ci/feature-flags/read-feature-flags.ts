import { storedRules } from '../../../account/environment-rules/environment-rules.ts';
import type { ReadEntity } from '../../../dev-info/entity.ts';
import type { GitlabFeatureFlag } from '../../../gitlab/ci/feature-flag.schema.ts';
import type { CiSource } from '../ci-source.ts';
import { featureFlagEntity, flagKeys } from './feature-flag-entity.ts';

/** Those flags that name an issue. @param version the repository's counter, taken before the read */
export function readFeatureFlags(
  { repository, account, lowerCase }: CiSource,
  flags: readonly GitlabFeatureFlag[],
  version: number,
): ReadEntity[] {
  const rules = storedRules(account.environmentRules);
  return flags.flatMap((flag) => {
    const keys = flagKeys(flag, lowerCase);
    return keys.length === 0 ? [] : [featureFlagEntity(repository, flag, { keys, rules, version })];
  });
}
