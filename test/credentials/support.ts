import path from 'node:path';
import type { TestApp } from '../support/app.ts';
import { root, startChild } from '../house/fixtures/child.ts';

/** The operator's command, on the database of a test's app. */
export async function operator(
  app: TestApp,
  args: string[],
  input = '',
): Promise<{ code: number | null; output: string; json: unknown }> {
  const child = startChild(path.join(root, 'src/cli.ts'), {
    args,
    input,
    env: {
      DATABASE_URL: app.ctx.config.databaseUrl ?? '',
      ENCRYPTION_KEYS: app.ctx.config.encryptionKeys ?? '',
      APP_BASE_URL: app.ctx.config.appBaseUrl,
      PRIVATE_HOSTS: '127.0.0.1',
      ATLASSIAN_API_URL: app.jira.apiUrl,
      ATLASSIAN_TOKEN_URL: app.jira.credentialsTokenUrl,
      GITLAB_COM_URL: app.gitlab.url,
      CONNECT_INSTALL_KEYS_URL: app.jira.installKeysUrl,
      CONNECT_TOKEN_URL: app.jira.tokenUrl,
    },
  });
  const { code } = await child.ended();
  const output = child.output();
  return { code, output, json: jsonOf(output) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
