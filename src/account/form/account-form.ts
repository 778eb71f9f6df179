import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
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
export type Faults = Partial<Record<FieldName, string>>;

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
  const attempt = (name: FieldName, read: () => string): string | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults[name] = error.message;
      return undefined;
    }
  };
  const hostUrl =
    fields.host === 'gitlab'
      ? options.gitlabComUrl
      : attempt('hostUrl', () => normaliseHostUrl(fields.hostUrl, options.privateHosts));
  const namespacePath = attempt('namespace', () => normaliseNamespacePath(fields.namespace, hostUrl));
  const client = readClient(fields);
  Object.assign(faults, client.faults);
  if (hostUrl === undefined || namespacePath === undefined || Object.keys(faults).length > 0)
    return { faults };
  const { autoLink, smartCommits } = fields;
  return {
    account: { hostUrl, namespacePath, ...client.client, autoLink, smartCommits },
  };
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
    faults.clientId = 'Enter the Application ID that GitLab shows for the application.';
  }
  if (!credential.test(client.clientSecret)) {
    faults.clientSecret = 'Enter the Secret that GitLab showed when the application was saved.';
  }
  return { client, faults };
}
