import type { Command } from 'commander';
import { addSite } from '../tenant/self-hosted/add-site.ts';
import { withDatabase } from './command-context.ts';
import { print, type Output } from './output.ts';

type Site = Output & { readonly url: string; readonly name?: string };

/** What the operator does with Jira sites that run by themselves, below `tenants`. */
export function selfHostedCommands(tenants: Command): void {
  tenants
    .command('add-self-hosted')
    .description('take in a Jira Data Center or Jira Server by its address')
    .requiredOption('--url <address>', 'its base URL, with the path below which it runs')
    .option('--name <name>', 'what people call it (default: its address)')
    .option('--json', 'answer in JSON', false)
    .action(addSelfHosted);
}

async function addSelfHosted(site: Site): Promise<void> {
  const { tenant, isNew } = await withDatabase((ctx) => addSite(ctx, site));
  print(site, { id: tenant.id, kind: tenant.kind, url: tenant.baseUrl, isNew }, [
    isNew
      ? `${tenant.baseUrl} is taken in. Its id is ${tenant.id}.`
      : `${tenant.baseUrl} is here already: ${tenant.id}.`,
    'Next: let its administrator authorize this app. Until then what is to be sent to it waits.',
  ]);
}
