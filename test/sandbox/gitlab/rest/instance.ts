import { refuse } from '../http/exchange.ts';
import type { Answer, Call } from '../http/exchange.ts';
import { countedPage, pageRequest, pagingParameters } from '../http/paging.ts';
import type { Endpoint } from '../http/router.ts';
import { groupLevel } from '../world/access.ts';
import { namespaceAt } from './find.ts';
import { isoMs, namespaceBasic, userBasic } from './shapes.ts';

/** The instance itself, its users and namespaces. */
export const instanceEndpoints: readonly Endpoint[] = [
  {
    name: 'metadata',
    method: 'GET',
    path: '/api/v4/metadata',
    // A GitLab that does not have it says so to anyone.
    access: 'anyone',
    scopes: ['read_user'],
    handle: metadata,
  },
  {
    name: 'version',
    method: 'GET',
    path: '/api/v4/version',
    access: 'user',
    scopes: ['read_user'],
    handle: metadata,
  },
  {
    name: 'user',
    method: 'GET',
    path: '/api/v4/user',
    access: 'user',
    scopes: ['read_user'],
    handle: whoAmI,
  },
  {
    name: 'user.emails',
    method: 'GET',
    path: '/api/v4/user/emails',
    query: pagingParameters,
    access: 'user',
    scopes: ['read_user'],
    handle: emails,
  },
  {
    name: 'users',
    method: 'GET',
    path: '/api/v4/users',
    query: ['username'],
    access: 'user',
    handle: usersNamed,
  },
  {
    name: 'user.one',
    method: 'GET',
    path: '/api/v4/users/:id',
    access: 'user',
    limit: { count: 300, seconds: 600 },
    handle: oneUser,
  },
  { name: 'namespace', method: 'GET', path: '/api/v4/namespaces/:id', access: 'user', handle: oneNamespace },
];

function metadata(call: Call): Answer {
  const [major = 0, minor = 0] = call.sandbox.version.split('.').map(Number);
  const older = major < 15 || (major === 15 && minor < 2);
  // /metadata came with 15.2; /version is as old as the API.
  if (older && call.request.path.endsWith('/metadata')) {
    return { status: 404, json: { error: '404 Not Found' } };
  }
  if (call.user === null) return refuse(401, '401 Unauthorized');
  return {
    status: 200,
    json: {
      version: call.sandbox.version,
      revision: '6714c913625',
      kas: { enabled: false, externalUrl: null, version: null },
      enterprise: call.sandbox.hooks.license === 'premium',
    },
  };
}

function whoAmI(call: Call): Answer {
  const { user, sandbox } = call;
  if (user === null) return refuse(401, '401 Unauthorized');
  return {
    status: 200,
    json: {
      ...userBasic(sandbox.url, user),
      created_at: isoMs(user.createdAt),
      bio: '',
      location: '',
      linkedin: '',
      twitter: '',
      website_url: '',
      organization: '',
      bot: false,
      last_sign_in_at: null,
      confirmed_at: user.emailConfirmed ? isoMs(user.createdAt) : null,
      email: user.email,
      commit_email: user.commitEmail,
      color_scheme_id: 1,
      projects_limit: 100_000,
      current_sign_in_at: null,
      identities: [],
      can_create_group: true,
      can_create_project: true,
      two_factor_enabled: false,
      external: false,
      ...(user.admin ? { is_admin: true } : {}),
    },
  };
}

/** All but the primary one. Source: "User email addresses API". */
function emails(call: Call): Answer {
  const { user } = call;
  if (user === null) return refuse(401, '401 Unauthorized');
  const page = pageRequest(call.query);
  const rows = user.otherEmails.slice(page.offset, page.offset + page.perPage).map((one) => ({
    id: one.id,
    email: one.email,
    confirmed_at: one.confirmedAt === null ? null : isoMs(one.confirmedAt),
  }));
  return countedPage(call, page, { total: user.otherEmails.length, rows });
}

function usersNamed(call: Call): Answer {
  const username = call.query.get('username');
  if (username === null) {
    call.sandbox.violation('GET /api/v4/users: only the look-up by username is served here');
    return { status: 400, json: { error: 'username is missing' } };
  }
  const user = call.sandbox.state.userNamed(username);
  return { status: 200, json: user === undefined ? [] : [userBasic(call.sandbox.url, user)] };
}

function oneUser(call: Call): Answer {
  const user = call.sandbox.state.users.get(Number(call.params['id']));
  if (user === undefined) return refuse(404, '404 User Not Found');
  return { status: 200, json: { ...userBasic(call.sandbox.url, user), created_at: isoMs(user.createdAt) } };
}

function oneNamespace(call: Call): Answer {
  const { url } = call.sandbox;
  const namespace = namespaceAt(call, call.params['id'] ?? '');
  // Unlike /groups/:id this shows only what the user belongs to, also where the group is public.
  const visible = namespace !== undefined && groupLevel(call.user, namespace) > 0;
  if (!visible) return refuse(404, '404 Namespace Not Found');
  return { status: 200, json: namespaceBasic(url, namespace) };
}
