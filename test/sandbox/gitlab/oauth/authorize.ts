import type { Answer, Call } from '../http/exchange.ts';
import type { Endpoint } from '../http/router.ts';
import type { Application, User } from '../world/model.ts';
import { consentPage, errorPage, redirect } from './pages.ts';
import { askToSignIn, signedIn } from './session.ts';

export const authorizeEndpoints: readonly Endpoint[] = [
  {
    name: 'oauth.authorize.page',
    method: 'GET',
    path: '/oauth/authorize',
    access: 'web',
    handle: showConsent,
  },
  { name: 'oauth.authorize', method: 'POST', path: '/oauth/authorize', access: 'web', handle: decide },
];

const carried = [
  'client_id',
  'redirect_uri',
  'response_type',
  'state',
  'scope',
  'code_challenge',
  'code_challenge_method',
  'root_namespace_id',
] as const;

/** The request for a grant, checked. */
interface Checked {
  readonly application: Application;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly challenge: { value: string; method: string } | null;
}

function showConsent(call: Call): Answer {
  for (const name of call.query.keys()) {
    if (!carried.some((known) => known === name))
      call.sandbox.violation(`/oauth/authorize: no such parameter ${name}`);
  }
  const user = signedIn(call);
  if (user === null) return askToSignIn(call, `${call.sandbox.url}/oauth/authorize?${call.query.toString()}`);
  const checked = check(call, call.query);
  if ('status' in checked) return checked;
  const { application, scopes } = checked;
  if (application.trusted || call.sandbox.oauth.hasConsent(application, user, scopes))
    return grant(call, checked, user);
  const fields: Record<string, string> = {};
  for (const name of carried) {
    const value = call.query.get(name);
    if (value !== null) fields[name] = value;
  }
  return consentPage(call.sandbox.url, { application, user, fields: { ...fields, scope: scopes.join(' ') } });
}

function decide(call: Call): Answer {
  const form = new URLSearchParams(call.request.body);
  const user = signedIn(call);
  if (user === null) return askToSignIn(call, `${call.sandbox.url}/oauth/authorize?${form.toString()}`);
  const checked = check(call, form);
  if ('status' in checked) return checked;
  if (form.get('_method') !== 'delete') return grant(call, checked, user);
  return redirectBack(checked, {
    error: 'access_denied',
    error_description: 'The resource owner or authorization server denied the request.',
  });
}

function grant(call: Call, checked: Checked, user: User): Answer {
  const { application, scopes, redirectUri, challenge } = checked;
  return redirectBack(checked, {
    code: call.sandbox.oauth.issueCode({ application, user, scopes, redirectUri, challenge }),
  });
}

function redirectBack(checked: Checked, query: Readonly<Record<string, string>>): Answer {
  const to = new URL(checked.redirectUri);
  for (const [name, value] of Object.entries(query)) to.searchParams.set(name, value);
  if (checked.state !== null) to.searchParams.set('state', checked.state);
  return redirect(to.toString());
}

/** Doorkeeper's checks in its order. Whatever is wrong with client, address or scope is shown, not redirected. */
function check(call: Call, from: URLSearchParams): Checked | Answer {
  const application = call.sandbox.state.applications.get(from.get('client_id') ?? '');
  if (application === undefined) {
    return errorPage(
      'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
      401,
    );
  }
  const redirectUri = from.get('redirect_uri') ?? '';
  // An exact comparison: no prefix, no added slash, no other port.
  if (!application.redirectUris.includes(redirectUri))
    return errorPage('The redirect URI included is not valid.');
  const asked = (from.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const scopes = asked.length > 0 ? asked : application.scopes.filter((scope) => scope === 'read_user');
  if (scopes.length === 0 || scopes.some((scope) => !application.scopes.includes(scope))) {
    return errorPage('The requested scope is invalid, unknown, or malformed.');
  }
  const value = from.get('code_challenge');
  const checked: Checked = {
    application,
    redirectUri,
    scopes,
    state: from.get('state'),
    challenge:
      value === null || value === '' ? null : { value, method: from.get('code_challenge_method') ?? 'plain' },
  };
  if (from.get('response_type') !== 'code') {
    return redirectBack(checked, {
      error: 'unsupported_response_type',
      error_description: 'The authorization server does not support this response type.',
    });
  }
  if (checked.challenge !== null && !['S256', 'plain'].includes(checked.challenge.method)) {
    return redirectBack(checked, {
      error: 'invalid_request',
      error_description: 'The code challenge method must be plain or S256.',
    });
  }
  return checked;
}
