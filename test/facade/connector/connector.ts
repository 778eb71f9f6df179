import { createVisitor } from '../../support/visitor.ts';
import { allowInGitlab, type OauthApplication } from '../../support/link-account.ts';
import { createOldClient, RequestError, type Json, type OldClient } from './old-client.ts';
import { newRepository, synchronize, type StoredRepository, type Sync } from './repository.ts';

/** The DVCS connector of a Jira, host "GitHub Enterprise": the calls of its source of 2015, and what it stores. */
export type Connector = {
  /** The account's own name in Jira. */
  readonly organization: string;
  readonly token: string;
  readonly client: OldClient;
  readonly repositories: Map<string, StoredRepository>;
  /** Lists the account's repositories, and registers the hooks of new ones. @throws RequestError */
  refreshList(): Promise<void>;
  sync(slug: string, sync: Sync): Promise<StoredRepository>;
};

export type AddAccount = {
  /** As typed into Jira: "Host URL", "Team or User Account", "OAuth Key", "OAuth Secret". */
  readonly hostUrl: string;
  readonly organization: string;
  readonly application: Pick<OauthApplication, 'clientId' | 'clientSecret'>;
  /** Who signs in to GitLab. */
  readonly username: string;
  /** Base URL of the Jira. */
  readonly jiraUrl: string;
  readonly reach: (origin: string) => string;
};

/** `GithubOAuthUtils.createGithubRedirectUrl`. */
function authorizeAddress({ hostUrl, organization, application, jiraUrl }: AddAccount): string {
  const back =
    `${jiraUrl}/secure/admin/AddOrganizationProgressAction!default.jspa?url=${encodeURIComponent(hostUrl)}` +
    `&atl_token=BQ1R-XVTR|5f2a|lin&organization=${organization}&autoLinking=true&autoSmartCommits=true`;
  return (
    `${hostUrl}/login/oauth/authorize?scope=repo&client_id=${application.clientId}` +
    `&redirect_uri=${encodeURIComponent(back)}${encodeURIComponent('&t=3')}`
  );
}

/** A person goes to GitLab and back. @returns the address in Jira that they end at, or the page where they got stuck */
export async function consent(given: AddAccount) {
  const visitor = createVisitor(given.jiraUrl);
  const start = await visitor.open(authorizeAddress(given));
  return start.text.includes('id="sign-in"') || start.text.includes('id="authorize"')
    ? allowInGitlab(visitor, start, given.username)
    : start;
}

/** `GithubOAuthUtils.requestAccessToken`. @throws Error with the words that Jira shows */
export async function requestAccessToken(
  { hostUrl, application }: Pick<AddAccount, 'hostUrl' | 'application'>,
  code: string | null,
): Promise<string> {
  if (code === null || code === '') throw new Error('Ops, no access code returned. Did you click Allow?');
  const answer = await fetch(`${hostUrl}/login/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', charset: 'utf-8' },
    body: `client_id=${application.clientId}&client_secret=${application.clientSecret}&code=${code}`,
  });
  if (!answer.ok) throw new Error(`Error obtaining access token. Cannot access ${hostUrl} from Jira.`);
  const result = await answer.text();
  if (result.startsWith('error=')) {
    const word = result.replaceAll('error=', '');
    const known: Record<string, string> = {
      incorrect_client_credentials: 'Incorrect client credentials',
      bad_verification_code: 'Bad verification code',
    };
    throw new Error(`Error obtaining access token: ${known[word] ?? word}`);
  }
  if (!result.startsWith('access_token'))
    throw new Error('Error obtaining access token. Response is invalid.');
  return result.replace(/access_token=([^&]*).*/, '$1');
}

/** Adds the account, lists its repositories and links them all ("Auto Link New Repositories"). */
export async function addAccount(given: AddAccount): Promise<Connector> {
  const end = await consent(given);
  if (!end.url.startsWith(given.jiraUrl))
    throw new Error(`stuck at ${end.url} (${end.status}):\n${end.text}`);
  const token = await requestAccessToken(given, new URL(end.url).searchParams.get('code'));
  return connectorWith(given, token);
}

export function connectorWith(given: AddAccount, token: string): Connector {
  const { hostUrl, organization, jiraUrl, reach } = given;
  const client = createOldClient({ hostUrl, token, reach });
  const repositories = new Map<string, StoredRepository>();
  return {
    ...{ organization, token, client, repositories },
    async refreshList() {
      const slugs = await listSlugs(client, organization);
      for (const slug of slugs.filter((one) => !repositories.has(one))) {
        const stored = newRepository(repositories.size + 1, slug);
        repositories.set(slug, stored);
        const hookUrl = `${jiraUrl}/rest/bitbucket/1.0/repository/${stored.id}/sync`;
        await ensureHooks(client, { path: `/repos/${organization}/${slug}/hooks`, hookUrl, jiraUrl });
      }
      for (const slug of repositories.keys()) if (!slugs.includes(slug)) repositories.delete(slug);
    },
    async sync(slug, sync) {
      const stored = repositories.get(slug);
      if (stored === undefined) throw new Error(`Jira knows no repository ${slug}.`);
      await synchronize({ client, organization, stored }, sync);
      return stored;
    },
  };
}

/** `GithubCommunicator.getRepositories`. */
async function listSlugs(client: OldClient, organization: string): Promise<string[]> {
  const ofOrganization = await client.list(`/orgs/${organization}/repos`).catch((error: unknown) => {
    // Any failure here is taken for an account that is no organization.
    if (error instanceof RequestError) return [];
    throw error;
  });
  const all = [
    ...ofOrganization,
    ...(await client.list(`/users/${organization}/repos`)),
    ...(await client.list('/user/repos')),
  ];
  const own = all.filter((one) => {
    const { login } = one['owner'] as { login: string };
    return login.toLowerCase() === organization.toLowerCase();
  });
  return [...new Set(own.map((one) => String(one['name'])))];
}

/** `GithubCommunicator.ensureHookPresent`. */
async function ensureHooks(
  client: OldClient,
  { path, hookUrl, jiraUrl }: { path: string; hookUrl: string; jiraUrl: string },
): Promise<void> {
  const found = (await client.hooks('GET', path)).json as Json[];
  const config = (hook: Json) => hook['config'] as { url?: string; content_type?: string };
  const has = (type: string | undefined) =>
    found.some((hook) => config(hook).url === hookUrl && config(hook).content_type === type);
  for (const hook of found) {
    const { url = '' } = config(hook);
    if (url !== hookUrl && url.startsWith(`${jiraUrl}/rest/bitbucket/`)) {
      await client.hooks('DELETE', `${path}/${String(hook['id'])}`);
    }
  }
  const add = (body: object) => client.hooks('POST', path, { name: 'web', active: true, ...body });
  if (!has(undefined)) await add({ events: ['push'], config: { url: hookUrl } });
  if (!has('json')) {
    const events = ['push', 'pull_request', 'pull_request_review_comment', 'issue_comment'];
    await add({ events, config: { url: hookUrl, content_type: 'json' } });
  }
}
