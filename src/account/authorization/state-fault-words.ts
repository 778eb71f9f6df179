import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { StateFault } from './oauth-state.store.ts';

/** What to tell the person whose authorization cannot go on. */
export const stateFaultWords: Readonly<Record<StateFault, Text>> = {
  unknown: say('authorization.unknown'),
  used: say('authorization.used'),
  elsewhere: say('authorization.elsewhere'),
  expired: say('authorization.expired'),
};
