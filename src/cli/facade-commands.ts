import type { Command } from 'commander';
import { removeAccount } from '../account/remove-account.ts';
import type { Context } from '../context.ts';
import { listFacades, type Facade } from '../facade/facade.store.ts';
import { hookTroubles } from '../facade/hooks/hook.store.ts';
import { listLinked } from '../facade/oauth/token.store.ts';
import { enableFacade, revokeFacadeTokens, stopServing } from '../facade/setup/enable-facade.ts';
import { setupWords, type SetupWords } from '../facade/setup/setup.page.ts';
import { inPlainEnglish } from '../lib/words/speak.ts';
import { textOfStored } from '../lib/words/stored-text.ts';
import { withDatabase } from './command-context.ts';
import { print, table, type Output } from './output.ts';

type Jira = Output & { readonly jira: string };

/** What the operator does with Jira sites whose own connector reads from this server, below `facade`. */
export function facadeCommands(facade: Command): void {
  const jira = ['--jira <address>', 'base URL of the Jira, with the path below which it runs'] as const;
  const json = ['--json', 'answer in JSON', false] as const;
  facade
    .command('enable')
    .description('serve a Jira’s own DVCS connector, host "GitHub Enterprise", in front of a GitLab')
    .requiredOption(...jira)
    .requiredOption('--gitlab <address>', 'the GitLab')
    .option(...json)
    .action(enable);
  facade
    .command('list')
    .description('list the Jira sites that are served, with what is wrong')
    .option(...json)
    .action(list);
  facade
    .command('disable')
    .description('answer 404 to a Jira; nothing is deleted')
    .requiredOption(...jira)
    .option(...json)
    .action(disable);
  facade
    .command('revoke')
    .description('end the tokens that a Jira holds')
    .requiredOption(...jira)
    .option('--account <path>', 'of one account only')
    .option('--forget', 'remove the accounts too, with what was read and our access to GitLab', false)
    .option(...json)
    .action(revoke);
}

async function enable(options: Jira & { readonly gitlab: string }): Promise<void> {
  const { facade, warning, words } = await withDatabase(async (ctx) => {
    const enabled = await enableFacade(ctx, options);
    return { ...enabled, words: setupWords(ctx, enabled.facade) };
  });
  const warnings = [...words.warnings.map(inPlainEnglish), ...(warning === undefined ? [] : [warning])];
  print(
    options,
    {
      tenantId: facade.tenantId,
      jira: facade.jiraUrl,
      gitlab: facade.gitlabUrl,
      ...inEnglish(words),
      warnings,
    },
    [
      `${facade.jiraUrl} may link ${facade.gitlabUrl} now.`,
      ...linesOf(inEnglish(words)),
      ...warnings.map((text) => `Attention: ${text}`),
    ],
  );
}

type Field = { readonly label: string; readonly value: string };

function inEnglish({ inGitlab, inJira, pageUrl }: SetupWords) {
  const fields = (given: SetupWords['inJira']): Field[] =>
    given.map(({ label, value }) => ({ label: inPlainEnglish(label), value: inPlainEnglish(value) }));
  return { inGitlab: fields(inGitlab), inJira: fields(inJira), pageUrl };
}

function linesOf({ inGitlab, inJira, pageUrl }: ReturnType<typeof inEnglish>): string[] {
  const rows = (fields: readonly Field[]) =>
    table(
      ['', ''],
      fields.map(({ label, value }) => [`  ${label}`, value]),
    ).slice(1);
  return [
    '',
    'In GitLab, add an application (user, group or instance):',
    ...rows(inGitlab),
    '',
    'In Jira, under DVCS accounts, "Link Bitbucket or GitHub account":',
    ...rows(inJira),
    '',
    `The same on a page: ${pageUrl}`,
  ];
}

async function list(options: Output): Promise<void> {
  const found = await withDatabase((ctx) =>
    listFacades(ctx.db).then((all) => Promise.all(all.map(detailsOf(ctx)))),
  );
  const rows = found.map((one) => [
    one.jira,
    one.gitlab,
    one.enabled ? 'enabled' : 'disabled',
    one.organizations.join(', '),
    [one.problem, ...one.hookProblems].filter((text) => text !== null).join(' '),
  ]);
  print(
    options,
    found,
    rows.length === 0
      ? ['No Jira is served. "npm run cli -- facade enable" says how.']
      : table(['jira', 'gitlab', 'state', 'accounts', 'problem'], rows),
  );
}

function detailsOf(ctx: Context) {
  return async (facade: Facade) => ({
    tenantId: facade.tenantId,
    jira: facade.jiraUrl,
    gitlab: facade.gitlabUrl,
    enabled: facade.enabled,
    organizations: (await listLinked(ctx.db, facade.tenantId)).map(({ organization }) => organization),
    problem: facade.problem === null ? null : inPlainEnglish(textOfStored(facade.problem)),
    hookProblems: (await hookTroubles(ctx.db, facade.tenantId)).map(({ problem }) =>
      inPlainEnglish(textOfStored(problem)),
    ),
    pageUrl: setupWords(ctx, facade).pageUrl,
  });
}

async function disable(options: Jira): Promise<void> {
  const facade = await withDatabase((ctx) => stopServing(ctx, options.jira));
  print(options, { tenantId: facade.tenantId, jira: facade.jiraUrl, enabled: false }, [
    `${facade.jiraUrl} is answered 404 from now on. What was read stays; "facade enable" goes on with it.`,
  ]);
}

async function revoke(
  options: Jira & { readonly account?: string; readonly forget: boolean },
): Promise<void> {
  const { facade, revoked, accountIds } = await withDatabase(async (ctx) => {
    const done = await revokeFacadeTokens(ctx, options);
    const { tenantId } = done.facade;
    if (options.forget)
      for (const accountId of done.accountIds) await removeAccount(ctx, { tenantId, accountId });
    return done;
  });
  const forgotten = options.forget ? accountIds.length : 0;
  print(options, { tenantId: facade.tenantId, jira: facade.jiraUrl, revoked, forgotten }, [
    `${revoked} ${revoked === 1 ? 'token is' : 'tokens are'} refused from now on.`,
    options.forget
      ? 'The accounts are removed with what was read; our access to GitLab is given back.'
      : 'What was read stays. In Jira, "Reset OAuth Settings" of the account links it again.',
  ]);
}
