import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Account } from '../account.ts';
import type { AccountFields, Faults, FieldName } from '../form/account-form.ts';
import type { Finding } from '../form/check-form.ts';
import { ownerOf } from './account.page.ts';
import { hostNameOf, type Guide } from './guide.page.ts';

type View = Readonly<Record<string, unknown>>;
type Field = { readonly value: string; readonly fault: Text | undefined };

/** Ids of the form's fields, by their names. */
const ids: Readonly<Record<FieldName, string>> = {
  host: 'host',
  hostUrl: 'host-url',
  namespace: 'namespace',
  clientId: 'client-id',
  clientSecret: 'client-secret',
};

/**
 * The form to link an account, at its first step or the first with a fault. The secret is never sent back: a person
 * enters it again.
 */
export function linkFormPage(
  fields: AccountFields,
  { faults, guide }: { faults: Faults; guide: Guide },
): View {
  const field = (name: keyof Faults): Field => ({
    value: name === 'clientSecret' ? '' : fields[name],
    fault: faults[name],
  });
  const where = faultsOf(faults, ['host', 'hostUrl']);
  const what = faultsOf(faults, ['namespace']);
  const hasFaults = Object.keys(faults).length > 0;
  const at = where.length > 0 || !hasFaults ? 1 : what.length > 0 ? 2 : 3;
  const steps = ['where', 'what', 'application'] as const;
  return {
    title: say('account.link'),
    at: { first: at === 1, second: at === 2, third: at === 3 },
    steps: steps.map((name, index) => ({
      step: index + 1,
      label: say(`account.link.${name}`),
      isCurrent: at === index + 1,
    })),
    hosts: [
      { value: 'gitlab', label: say('account.field.host.gitlab'), selected: fields.host === 'gitlab' },
      {
        value: 'self-managed',
        label: say('account.field.host.selfManaged'),
        selected: fields.host === 'self-managed',
      },
    ],
    hostFault: faults.host,
    hostUrl: field('hostUrl'),
    namespace: field('namespace'),
    clientId: field('clientId'),
    clientSecret: field('clientSecret'),
    autoLink: fields.autoLink,
    smartCommits: fields.smartCommits,
    hasFaults,
    whereFaults: where,
    whatFaults: what,
    guide,
  };
}

function faultsOf(faults: Faults, names: readonly FieldName[]): View[] {
  return names.flatMap((name) => {
    const text = faults[name];
    return text === undefined ? [] : [findingOf({ kind: 'fault', field: name, text })];
  });
}

/** What was found out about a step. @param next the step after it, where the person has asked to go on */
export function findingsPage(findings: readonly Finding[], next: string | undefined): View {
  const isWrong = findings.some(({ kind }) => kind === 'fault');
  return { findings: findings.map(findingOf), goesTo: isWrong ? undefined : next };
}

function findingOf({ kind, field, text }: Finding): View {
  return { kind, text, field: field && ids[field] };
}

/** The form to replace the OAuth application of an account. */
export function clientFormPage(
  account: Account,
  { clientId, faults, guide }: { clientId: string; faults: Faults; guide: Guide },
): Readonly<Record<string, unknown>> {
  return {
    title: say('account.client.title'),
    url: `/accounts/${account.id}`,
    namespacePath: account.namespacePath,
    hostName: hostNameOf(account.hostUrl),
    owner: account.state === 'pending' ? undefined : ownerOf(account),
    clientId: { value: clientId, fault: faults.clientId },
    clientSecret: { value: '', fault: faults.clientSecret },
    hasFaults: Object.keys(faults).length > 0,
    guide,
  };
}
