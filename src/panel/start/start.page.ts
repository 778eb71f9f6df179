import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

/** What a person wrote into the field, and why it leads nowhere. */
export type Entered = { readonly issueKey: string; readonly fault: Text };

const places = [
  {
    url: '/identity',
    label: say('tenant.nav.identity'),
    hint: say('panel.start.identity'),
    isForAdmins: false,
  },
  {
    url: '/smart-commits/mine',
    label: say('tenant.nav.mine'),
    hint: say('panel.start.mine'),
    isForAdmins: false,
  },
  {
    url: '/accounts',
    label: say('tenant.nav.accounts'),
    hint: say('panel.start.accounts'),
    isForAdmins: true,
  },
];

/** Where somebody begins who comes from no issue: only what this person may open. */
export function startPage({ isAdmin, entered }: { isAdmin: boolean; entered?: Entered | undefined }) {
  return {
    title: say('panel.start.title'),
    issueKey: entered?.issueKey,
    fault: entered?.fault,
    places: places.filter(({ isForAdmins }) => isAdmin || !isForAdmins),
  };
}
