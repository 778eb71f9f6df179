import { readConfig, type Config } from '../config.ts';
import type { Context } from '../context.ts';
import { createContext } from '../create-context.ts';
import { createLog } from '../lib/log.ts';
import { checkConfiguration, checkDatabase } from './doctor-local.ts';
import { checkNetwork } from './doctor-network.ts';
import { failed, type Finding } from './finding.ts';
import { print, type Output } from './output.ts';

/** Looks at everything an installation needs and says what to do; the exit code is 1 where there is a fault. */
export async function doctorCommand(output: Output): Promise<void> {
  const findings = await examine();
  const ok = findings.every((finding) => finding.state !== 'fault');
  print(output, { ok, checks: findings }, [
    ...findings.flatMap(linesOf),
    '',
    ok ? 'Everything that is needed works.' : 'Something needs to be done, see above.',
  ]);
  if (!ok) process.exitCode = 1;
}

async function examine(): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    return [failed('configuration', error)];
  }
  let ctx: Context;
  try {
    ctx = await createContext(config, { log: createLog('silent') });
  } catch (error) {
    return [...checkConfiguration(config), failed('start', error)];
  }
  try {
    const local = [...checkConfiguration(config), ...(await checkDatabase(ctx))];
    return [...local, ...(await checkNetwork(ctx))];
  } finally {
    await ctx.close();
  }
}

function linesOf(finding: Finding): string[] {
  const mark = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' }[finding.state];
  const todo = finding.todo === undefined ? [] : [`         ${finding.todo}`];
  return [`${mark}  ${finding.name}: ${finding.detail}`, ...todo];
}
