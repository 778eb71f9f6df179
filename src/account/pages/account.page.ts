import type { Tenant } from '../../tenant/tenant.store.ts';
import type { Account, AccountSettings, LinkedAccount } from '../account.ts';
import { letterOf, webAddress } from '../../lib/page-words.ts';
import { lackingIn } from '../authorization/gitlab-version.ts';
import { creatingForm } from '../creating/creating.page.ts';
import { environmentRulesForm } from '../environment-rules/environment-rules.page.ts';
import { smartCommitsForm } from '../smart-commits/smart-commits.page.ts';
import { hostNameOf } from './guide.page.ts';

type View = Readonly<Record<string, unknown>>;

const states: Readonly<Record<Account['state'], { label: string; kind: string }>> = {
  pending: { label: 'Not authorized yet', kind: 'info' },
  active: { label: 'Linked', kind: 'success' },
  needs_authorization: { label: 'Needs to be authorized again', kind: 'warning' },
  removed: { label: 'Removed', kind: 'danger' },
};

/** The list of accounts. */
export function accountsPage(accounts: readonly Account[]): View {
  return { title: 'DVCS accounts', accounts: accounts.map(cardOf) };
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
    state: states[account.state],
    problem: account.problem,
  };
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
    environmentRules: environmentRulesForm(account),
    creating: creatingForm(account),
  };
}

function linkedFacts(account: LinkedAccount): View {
  const { gitlabVersion, enterprise, tokenOwner } = account;
  return {
    version: `GitLab ${gitlabVersion}${enterprise ? ', Enterprise Edition' : ''}`,
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

function kindWords({ namespaceKind }: LinkedAccount): string {
  return namespaceKind === 'group' ? 'Group, with its subgroups' : 'Personal namespace';
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

const switchWords: readonly { setting: keyof AccountSettings; path: string; label: string; hint: string }[] =
  [
    {
      setting: 'autoLink',
      path: 'auto-link',
      label: 'Auto Link New Repositories',
      hint: 'Projects that appear in GitLab later are linked by themselves.',
    },
    {
      setting: 'smartCommits',
      path: 'smart-commits',
      label: 'Enable Smart Commits',
      hint: 'For new repositories. Each repository has its own switch.',
    },
    {
      setting: 'includeArchived',
      path: 'archived',
      label: 'Include archived projects',
      hint: 'Archived projects are imported like the others.',
    },
    {
      setting: 'lowerCaseKeys',
      path: 'lower-case-keys',
      label: 'Find issue keys in lower case',
      hint: 'abc-12 counts as ABC-12. May find keys where none was meant.',
    },
  ];

/** The setting that `/accounts/:id/settings/<path>` switches. */
export function settingAt(path: string): keyof AccountSettings | undefined {
  return switchWords.find((entry) => entry.path === path)?.setting;
}

function switchesOf(account: Account): View[] {
  return switchWords.map(({ setting, path, label, hint }) => ({
    id: `setting-${path}`,
    url: `/accounts/${account.id}/settings/${path}`,
    label,
    hint,
    on: account[setting],
  }));
}

/** One switch alone, as the answer to switching it. */
export function switchOf(account: Account, path: string): View | undefined {
  return switchesOf(account).find((entry) => entry['id'] === `setting-${path}`);
}

/** The step before GitLab's consent page. @param continueUrl on this app; opens in the whole window */
export function continuePage(account: Account, continueUrl: string): View {
  return {
    title: 'Continue in GitLab',
    url: `/accounts/${account.id}`,
    hostName: hostNameOf(account.hostUrl),
    continueUrl,
  };
}
