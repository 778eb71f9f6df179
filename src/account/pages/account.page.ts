import { canDo } from '../../tenant/kinds/abilities.ts';
import type { Tenant } from '../../tenant/tenant.store.ts';
import type { Account, AccountSettings, LinkedAccount } from '../account.ts';
import { letterOf, webAddress } from '../../lib/page-words.ts';
import { say } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import type { Text } from '../../lib/words/text.ts';
import { lackingIn } from '../authorization/gitlab-version.ts';
import type { Started } from '../authorization/start-authorization.ts';
import { creatingForm } from '../creating/creating.page.ts';
import { environmentRulesForm } from '../environment-rules/environment-rules.page.ts';
import { smartCommitsForm } from '../smart-commits/smart-commits.page.ts';
import { hostNameOf } from './guide.page.ts';

type View = Readonly<Record<string, unknown>>;

const kinds: Readonly<Record<Account['state'], string>> = {
  pending: 'info',
  active: 'success',
  needs_authorization: 'warning',
  removed: 'danger',
};

/** The list of accounts. */
export function accountsPage(site: Pick<Tenant, 'kind'>, accounts: readonly Account[]): View {
  const lead = say(canDo(site, 'development') ? 'account.list.lead' : 'account.list.leadLinks');
  return { title: say('page.accounts'), lead, accounts: accounts.map(cardOf), ...offered(site) };
}

function cardOf(account: Account): View {
  return {
    id: account.id,
    url: `/accounts/${account.id}`,
    name: nameOf(account),
    owner: account.state === 'pending' ? undefined : ownerOf(account),
    letter: letterOf(nameOf(account)),
    avatarUrl: avatarOf(account),
    path: account.namespacePath,
    hostName: hostNameOf(account.hostUrl),
    kind: account.state === 'pending' ? undefined : kindWords(account),
    state: { label: say(`account.state.${account.state}`), kind: kinds[account.state] },
    problem: account.problem === null ? undefined : textOfStored(account.problem),
  };
}

/** Which pages beside the accounts a site of this kind has. */
function offered(site: Pick<Tenant, 'kind'>): View {
  return { showsCommands: canDo(site, 'issues'), showsAuthors: canDo(site, 'people') };
}

/** One account: what was found, what it lacks, its switches, what to do next. */
export function accountPage(site: Pick<Tenant, 'kind'>, account: Account): View {
  return {
    ...cardOf(account),
    title: nameOf(account),
    hostUrl: account.hostUrl,
    webUrl: account.state === 'pending' ? account.hostUrl : account.webUrl,
    clientId: account.clientId,
    isPending: account.state === 'pending',
    needsAuthorization: account.state === 'needs_authorization',
    linked: account.state === 'pending' ? undefined : linkedFacts(account),
    switches: switchesOf(account),
    smartCommits: smartCommitsForm(site, account),
    ...offered(site),
    environmentRules: environmentRulesForm(account),
    creating: creatingForm(account),
  };
}

function linkedFacts(account: LinkedAccount): View {
  const { gitlabVersion, enterprise, tokenOwner } = account;
  return {
    version: say(enterprise ? 'account.versionEnterprise' : 'account.version', { version: gitlabVersion }),
    lacks: lackingIn({ version: gitlabVersion, enterprise }),
    owner: ownerOf(account),
    ownerName: tokenOwner.username,
    // `GET /users/:id/projects` shows another user only what that one may see.
    isForeign: account.namespaceKind === 'user' && account.namespaceId !== tokenOwner.id,
  };
}

/** Whose access to GitLab the account has. */
export function ownerOf({ tokenOwner }: LinkedAccount): string {
  return `${tokenOwner.name} (@${tokenOwner.username})`;
}

function kindWords({ namespaceKind }: LinkedAccount): Text {
  return say(`account.kind.${namespaceKind}`);
}

/** GitLab shows it to browsers that are signed in there, and to all where it is public; else the letter stays. */
function avatarOf(account: Account): string | undefined {
  return account.state === 'pending' || account.avatarUrl === null
    ? undefined
    : webAddress(account.avatarUrl);
}

function nameOf(account: Account): string {
  return account.state === 'pending' ? account.namespacePath : account.name;
}

const switchPaths: readonly { setting: keyof AccountSettings; path: string }[] = [
  { setting: 'autoLink', path: 'auto-link' },
  { setting: 'smartCommits', path: 'smart-commits' },
  { setting: 'includeArchived', path: 'archived' },
  { setting: 'lowerCaseKeys', path: 'lower-case-keys' },
];

/** The setting that `/accounts/:id/settings/<path>` switches. */
export function settingAt(path: string): keyof AccountSettings | undefined {
  return switchPaths.find((entry) => entry.path === path)?.setting;
}

function switchesOf(account: Account): View[] {
  return switchPaths.map(({ setting, path }) => ({
    id: `setting-${path}`,
    url: `/accounts/${account.id}/settings/${path}`,
    label: say(`account.switch.${setting}`),
    hint: say(`account.switch.${setting}.hint`),
    on: account[setting],
  }));
}

/** One switch alone, as the answer to switching it. */
export function switchOf(account: Account, path: string): View | undefined {
  return switchesOf(account).find((entry) => entry['id'] === `setting-${path}`);
}

/** Instead of switching archived projects off at once: what that takes away. The switch shows what was asked for. */
export function archivedQuestion(account: Account, count: number): View {
  return { ...switchOf(account, 'archived'), on: false, question: say('account.archived.sure', { count }) };
}

/** The step before GitLab's consent page. */
export function continuePage(account: Account, started: Started): View {
  return {
    title: say('account.continue.title'),
    url: `/accounts/${account.id}`,
    hostName: hostNameOf(account.hostUrl),
    ...started,
  };
}
