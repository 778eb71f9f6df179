import type { StateFault } from './oauth-state.store.ts';

/** What to tell the person whose authorization cannot go on. */
export const stateFaultWords: Readonly<Record<StateFault, string>> = {
  unknown:
    'This authorization was not started here. Start it in Jira: from the account under "DVCS accounts", or from your ' +
    'page "My GitLab identity".',
  used:
    'This authorization has been used already. If Jira does not show the account, or your GitLab user, as linked, ' +
    'start it again there.',
  elsewhere: 'This authorization was started in another browser. Finish it there, or start it again in Jira.',
  expired: 'This authorization took longer than 10 minutes and has ended. Start it again in Jira.',
};
