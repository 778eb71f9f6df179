import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { NewAccount } from '../account.ts';
import { normaliseHostUrl } from './host-url.ts';
import { normaliseNamespacePath } from './namespace-path.ts';

const line = z.string().max(2000).catch('');
const checkbox = z.literal('on').optional().catch(undefined);

/** The form as it is posted; a checkbox that is off is absent. Anything odd is treated as left empty. */
export const accountFields = z
  .object({
    host: z.enum(['gitlab', 'self-managed']).catch('gitlab'),
    hostUrl: line,
    namespace: line,
    clientId: line,
    clientSecret: line,
    autoLink: checkbox,
    smartCommits: checkbox,
  })
  .transform((fields) => ({
    ...fields,
    autoLink: fields.autoLink === 'on',
    smartCommits: fields.smartCommits === 'on',
  }));
export type AccountFields = z.output<typeof accountFields>;

export type FieldName = 'host' | 'hostUrl' | 'namespace' | 'clientId' | 'clientSecret';
/** What is wrong with each field, in words that say what to enter. Empty: nothing. */
export type Faults = Partial<Record<FieldName, Text>>;

export type FormOptions = { readonly gitlabComUrl: string; readonly privateHosts: readonly string[] };

/** An empty form: both checkboxes on, as the DVCS connector has them. */
export const emptyFields: AccountFields = {
  host: 'gitlab',
  hostUrl: '',
  namespace: '',
  clientId: '',
  clientSecret: '',
  autoLink: true,
  smartCommits: true,
};

/** The account these fields describe, or every fault at once. Pure: nothing is asked of anyone. */
export function readAccountForm(
  fields: AccountFields,
  options: FormOptions,
): { account: NewAccount } | { faults: Faults } {
  const faults: Faults = {};
  const where = readWhere(fields, options);
  if ('fault' in where) faults.hostUrl = where.fault;
  const hostUrl = 'fault' in where ? undefined : where.hostUrl;
  const what = readNamespace(fields, hostUrl);
  if ('fault' in what) faults.namespace = what.fault;
  const client = readClient(fields);
  Object.assign(faults, client.faults);
  if (hostUrl === undefined || 'fault' in what || Object.keys(faults).length > 0) return { faults };
  const { namespacePath } = what;
  const { autoLink, smartCommits } = fields;
  return {
    account: { hostUrl, namespacePath, ...client.client, autoLink, smartCommits },
  };
}

/** Where the form says that GitLab is. */
export function readWhere(
  { host, hostUrl }: Pick<AccountFields, 'host' | 'hostUrl'>,
  { gitlabComUrl, privateHosts }: FormOptions,
): { hostUrl: string } | { fault: Text } {
  if (host === 'gitlab') return { hostUrl: gitlabComUrl };
  return orFault(() => ({ hostUrl: normaliseHostUrl(hostUrl, privateHosts) }));
}

/** Which group or user the form names. @param hostUrl where that is known: a whole address of it may be pasted */
export function readNamespace(
  { namespace }: Pick<AccountFields, 'namespace'>,
  hostUrl: string | undefined,
): { namespacePath: string } | { fault: Text } {
  return orFault(() => ({ namespacePath: normaliseNamespacePath(namespace, hostUrl) }));
}

function orFault<Read extends object>(read: () => Read): Read | { fault: Text } {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return { fault: error.text };
    throw error;
  }
}

// Both are shown by GitLab as one run of printable characters.
const credential = /^[\x21-\x7e]{1,512}$/;

/** Client id and secret as pasted, with the blanks that pasting brings cut off. */
export function readClient(fields: Pick<AccountFields, 'clientId' | 'clientSecret'>): {
  client: { clientId: string; clientSecret: string };
  faults: Faults;
} {
  const client = { clientId: fields.clientId.trim(), clientSecret: fields.clientSecret.trim() };
  const faults: Faults = {};
  if (!credential.test(client.clientId)) {
    faults.clientId = say('account.form.clientId');
  }
  if (!credential.test(client.clientSecret)) {
    faults.clientSecret = say('account.form.clientSecret');
  }
  return { client, faults };
}
