import type { Command } from 'commander';
import { addSite } from '../../tenant/self-hosted/add-site.ts';
import { authorizeByLink, authorizeByToken } from '../../tenant/self-hosted/authorize-site.ts';
import { redirectUri } from '../../tenant/self-hosted/oauth/oauth.client.ts';
import { makeSetUpLink } from '../../tenant/self-hosted/set-up/set-up-link.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import { withDatabase } from '../command-context.ts';
import { answersTo } from './answers-to.ts';
import { print, type Output } from '../output.ts';

type Site = Output & { readonly url?: string; readonly name?: string };

/** What the operator does with Jira sites that run by themselves, below `tenants`. */
export function selfHostedCommands(tenants: Command): void {
  tenants
    .command('add-self-hosted')
    .description(
      'take in a Jira Data Center or Jira Server: by its address, or without one by a page whose one-time address it prints',
    )
    .option('--url <address>', 'its base URL, with the path below which it runs')
    .option('--name <name>', 'what people call it (default: its address)')
    .option('--json', 'answer in JSON', false)
    .action(addSelfHosted);
  tenants
    .command('authorize-self-hosted')
    .description(
      'let the app into a self-hosted Jira: by the Client ID and secret of an application link, or by a personal access token, read from standard input',
    )
    .requiredOption('--tenant <id>', 'as "tenants" lists it')
    .option('--personal-token', 'a personal access token; only where Jira and this server are yours', false)
    .option('--json', 'answer in JSON', false)
    .action(authorizeSelfHosted);
}

type Authorize = Output & { readonly tenant: string; readonly personalToken: boolean };

async function authorizeSelfHosted(given: Authorize): Promise<void> {
  const questions = given.personalToken
    ? [{ words: 'Personal access token', isSecret: true }]
    : [
        { words: 'Client ID', isSecret: false },
        { words: 'Client secret', isSecret: true },
      ];
  const [first = '', second = ''] = await answersTo(questions);
  await withDatabase(async (ctx) => {
    const tenant = await getTenant(ctx.db, given.tenant);
    if (given.personalToken) {
      const { name, isAdmin } = await authorizeByToken(ctx, tenant, first);
      print(given, { tenant: tenant.id, name, isAdmin }, [
        `${tenant.baseUrl} has let the app in as ${name}. What waited for it goes on.`,
      ]);
      return;
    }
    const url = await authorizeByLink(ctx, tenant, { clientId: first, clientSecret: second });
    print(given, { tenant: tenant.id, url, redirectUrl: redirectUri(ctx) }, [
      'Open this address once, within 24 hours, signed in to Jira as the user that the app is to have there:',
      url,
    ]);
  });
}

async function addSelfHosted({ url, ...site }: Site): Promise<void> {
  if (url === undefined) return printSetUpLink(site);
  const { tenant, isNew, redirect } = await withDatabase(async (ctx) => ({
    ...(await addSite(ctx, { url, name: site.name })),
    redirect: redirectUri(ctx),
  }));
  print(site, { id: tenant.id, kind: tenant.kind, url: tenant.baseUrl, isNew, redirectUrl: redirect }, [
    isNew
      ? `${tenant.baseUrl} is taken in. Its id is ${tenant.id}.`
      : `${tenant.baseUrl} is here already: ${tenant.id}.`,
    'Next, in Jira 8.22 or newer, as its administrator: Application links > Create link > External application,',
    `direction Incoming, Redirect URL ${redirect}, permission Write.`,
    `Give its Client ID and Client secret to "npm run cli -- tenants authorize-self-hosted --tenant ${tenant.id}".`,
    'Older ones (8.14 and newer) take a personal access token: add --personal-token.',
    'Until then what is to be sent to it waits.',
  ]);
}

async function printSetUpLink(output: Output): Promise<void> {
  const { url, endsAt } = await withDatabase(makeSetUpLink);
  const until = new Date(endsAt).toISOString();
  print(output, { url, until }, [
    url,
    `It works once, until ${until}. Whoever opens it connects one Jira to this server: give it to an administrator of that Jira.`,
  ]);
}
