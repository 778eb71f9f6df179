import { Ajv } from 'ajv';
import type { Cloud } from '../../cloud/cloud.ts';
import type { ConnectApp } from '../../cloud/installed-app.ts';
import type { Site } from '../../cloud/site.ts';
import { signHs256 } from '../jwt.ts';
import { qshOf } from '../qsh.ts';

/**
 * What Jira asks a development tool when somebody adds a repository to a Jira project, and how it has to answer.
 * Source: Connect, "Development actions" (`associateRepository` is a POST with `{ id }`, answered with one container or
 * 404), and for the two searches what GitLab's and GitHub's apps answer in production (GET with `searchQuery`).
 */
const text = { type: 'string', minLength: 1 };
const workspace = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: text, name: text, avatarUrl: text, canCreateContainer: { type: 'boolean' } },
  additionalProperties: false,
};
const container = {
  type: 'object',
  required: ['id', 'name', 'url', 'lastUpdatedDate'],
  properties: {
    ...{ id: text, name: text, url: { type: 'string', pattern: '^https?://' }, avatarUrl: text },
    lastUpdatedDate: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}' },
    workspace,
  },
  additionalProperties: false,
};
const listOf = (name: string, items: object) => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'array', items } },
  additionalProperties: false,
});

const ajv = new Ajv({ strict: false });
const answers = {
  searchConnectedWorkspaces: ajv.compile(listOf('workspaces', workspace)),
  searchRepositories: ajv.compile(listOf('containers', container)),
  associateRepository: ajv.compile(container),
};

export type DevToolAction = keyof typeof answers;
export type DevToolAnswer = { readonly status: number; readonly body: unknown };

/** Who asks, and how the token differs from what Jira would sign. */
export interface DevToolCall {
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly secret?: string | undefined;
}

/** Calls an action of the app as Jira does; an answer of another shape is a violation. */
export async function askDevTool(
  { cloud, site, app }: { cloud: Cloud; site: Site; app: ConnectApp },
  action: DevToolAction,
  { query = {}, body, secret = app.sharedSecret }: DevToolCall = {},
): Promise<DevToolAnswer> {
  const template = app.descriptor.modules?.jiraDevelopmentTool?.actions?.[action]?.templateUrl;
  if (template === undefined) throw new Error(`The app has no action ${action}`);
  const url = new URL(template);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const method = body === undefined ? 'GET' : 'POST';
  const path = url.pathname.slice(new URL(app.baseUrl).pathname.replace(/\/$/, '').length);
  const iat = Math.floor(cloud.clock.now() / 1000);
  const qsh = qshOf({ method, path, query: url.searchParams });
  const token = signHs256({ iss: site.clientKey, iat, exp: iat + 180, qsh }, secret);
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `JWT ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = await response.text();
  const answer = { status: response.status, body: parsed(said) };
  const check = answers[action];
  if (response.ok && !check(answer.body))
    cloud.violations.push(`${action} answered ${said.slice(0, 500)}: ${ajv.errorsText(check.errors)}`);
  return answer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
