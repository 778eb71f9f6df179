import type { Account } from '../account.ts';
import type { AccountFields, Faults } from '../form/account-form.ts';
import { hostNameOf, type Guide } from './guide.page.ts';

type Field = { readonly value: string; readonly fault: string | undefined };

/** The form to link an account. The secret is never sent back: a person enters it again. */
export function linkFormPage(
  fields: AccountFields,
  { faults, guide }: { faults: Faults; guide: Guide },
): Readonly<Record<string, unknown>> {
  const field = (name: keyof Faults): Field => ({
    value: name === 'clientSecret' ? '' : fields[name],
    fault: faults[name],
  });
  return {
    title: 'Link GitLab account',
    hosts: [
      { value: 'gitlab', label: 'GitLab', selected: fields.host === 'gitlab' },
      { value: 'self-managed', label: 'GitLab Self-Managed', selected: fields.host === 'self-managed' },
    ],
    hostFault: faults.host,
    hostUrl: field('hostUrl'),
    namespace: field('namespace'),
    clientId: field('clientId'),
    clientSecret: field('clientSecret'),
    autoLink: fields.autoLink,
    smartCommits: fields.smartCommits,
    hasFaults: Object.keys(faults).length > 0,
    guide,
  };
}

/** The form to replace the OAuth application of an account. */
export function clientFormPage(
  account: Account,
  { clientId, faults, guide }: { clientId: string; faults: Faults; guide: Guide },
): Readonly<Record<string, unknown>> {
  return {
    title: 'Reset OAuth settings',
    url: `/accounts/${account.id}`,
    namespacePath: account.namespacePath,
    hostName: hostNameOf(account.hostUrl),
    clientId: { value: clientId, fault: faults.clientId },
    clientSecret: { value: '', fault: faults.clientSecret },
    hasFaults: Object.keys(faults).length > 0,
    guide,
  };
}
