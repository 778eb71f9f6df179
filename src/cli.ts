import { Command } from 'commander';
import { withContext } from './cli/command-context.ts';
import { doctorCommand } from './cli/doctor.ts';
import { facadeCommands } from './cli/facade-commands.ts';
import { issueKeysCommand } from './cli/lines/issue-keys-command.ts';
import { accountsCommand, tenantsCommand } from './cli/listings.ts';
import { manifestCommand, type ManifestOptions } from './cli/manifest-command.ts';
import { print, type Output } from './cli/output.ts';
import { rotateKeysCommand } from './cli/rotate-keys.ts';
import { explainCommand, transitionCommand } from './cli/lines/smart-commit-command.ts';
import { selfHostedCommands } from './cli/tenants/self-hosted-commands.ts';
import { credentialsCommands } from './cli/tenants/credentials-commands.ts';
import { syncCommand } from './cli/sync-command.ts';
import { prepareDatabase } from './prepare-database.ts';
import { faultText } from './start-fault.ts';

/** The operator's commands. Answers go to standard output, everything else to standard error. */
const program = new Command('cli')
  .description('Commands for operators of the DVCS connector for GitLab')
  // An option behind the name of a command is that command's, also where the one above has the same.
  .enablePositionalOptions();

command('doctor', 'check configuration, database, addresses, GitLab, Jira, clock and certificates').action(
  doctorCommand,
);

command('migrate', 'bring the database up to this version').action(async (output: Output) => {
  const taken = await withContext(prepareDatabase);
  print(output, { taken }, [taken.length === 0 ? 'Already up to date.' : `Done: ${taken.join(', ')}.`]);
});

const tenants = command('tenants', 'list the Jira sites that use the app').action(tenantsCommand);
selfHostedCommands(tenants);
credentialsCommands(tenants);

facadeCommands(
  program
    .command('facade')
    .description('the DVCS connector built into a self-hosted Jira (host "GitHub Enterprise")'),
);

command('accounts', 'list the linked GitLab groups and namespaces')
  .option('--tenant <id>', 'of one Jira site only')
  .action((options: Output & { tenant?: string }) => accountsCommand(options, options.tenant));

command('sync', 'read again what has changed in GitLab, or compare GitLab, the ledger and Jira')
  .option('--tenant <id>', 'all accounts of one Jira site')
  .option('--account <id>', 'one account with its repositories')
  .option('--repository <id>', 'one repository')
  .option('--full', 'read everything again, not only what has changed', false)
  .option('--verify', 'print every difference; exit code 1 when there is one', false)
  .option('--repair', 'heal every difference', false)
  .action(syncCommand);

command('issue-keys', 'say which issue keys each line of standard input names')
  .option('--lower-case', 'take abc-1 for ABC-1', false)
  .action((options: Output & { lowerCase: boolean }) => issueKeysCommand(options, options));

const smartCommit = program
  .command('smart-commit')
  .description('how Smart Commits are read; nothing is done');
jsonOption(
  smartCommit.command('explain').description('say which commands each message on standard input holds'),
).action(explainCommand);
jsonOption(
  smartCommit.command('transition').description('say which transition each command on standard input means'),
).action(transitionCommand);

command('manifest', 'write the manifest of a Forge app of your own')
  .option('--app-id <ari>', 'what "forge register" gave (default: FORGE_APP_ID)')
  .option('--base-url <address>', 'where this server is reached (default: APP_BASE_URL)')
  .option('--region <code=address>', 'its address for sites of a region; may be repeated', gathered, [])
  .option('--connect-key <key>', 'key of the Connect app whose sites it takes over')
  .option('--licensed', 'it is sold through the Marketplace', false)
  .option('--out <folder>', 'write manifest.yml there instead of to standard output')
  .action((options: Output & ManifestOptions) => manifestCommand(options, options));

const keys = program.command('keys').description('encryption keys');
jsonOption(keys.command('rotate').description('seal every stored secret with the first key')).action(
  rotateKeysCommand,
);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${faultText(error)}\n`);
  process.exitCode = 1;
}

function command(name: string, description: string): Command {
  return jsonOption(program.command(name).description(description));
}

function gathered(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

function jsonOption(given: Command): Command {
  return given.option('--json', 'answer in JSON', false);
}
