import type { StateFault } from './oauth-state.store.ts';

/** What to tell the person whose authorization cannot go on. */
export const stateFaultWords: Readonly<Record<StateFault, string>> = {
  unknown:
    'This authorization was not started here. Open "DVCS accounts" in Jira and start it from the account.',
  used:
    'This authorization has been used already. If the account does not show as linked in Jira, start it again from ' +
    'the account there.',
  elsewhere:
    'This authorization was started in another browser. Finish it there, or start it again from the account in Jira.',
  expired:
    'This authorization took longer than 10 minutes and has ended. Start it again from the account in Jira.',
};
