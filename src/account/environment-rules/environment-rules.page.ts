import type { Text } from '../../lib/words/text.ts';
import type { Account } from '../account.ts';

type View = Readonly<Record<string, unknown>>;

/** The form for the rules of an account. @param entered what the admin wrote, when it could not be stored */
export function environmentRulesForm(
  account: Account,
  state: { readonly isSaved?: boolean; readonly entered?: string; readonly fault?: Text } = {},
): View {
  return {
    url: `/accounts/${account.id}/environment-rules`,
    rules: state.entered ?? account.environmentRules,
    fault: state.fault,
    isSaved: state.isSaved ?? false,
  };
}
