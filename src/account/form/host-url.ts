import { AppError } from '../../lib/errors.ts';
import { isPrivateHost } from '../../lib/http/private-hosts.ts';

const example = 'Enter an address such as https://gitlab.example.com or https://example.com/gitlab.';

/**
 * The Host URL as it is stored: scheme, host, port and path, without a trailing slash. A missing scheme means https;
 * `/-/jira` at the end, which the DVCS connector of older Jira versions needs (GitLab 11.2 and newer), is dropped.
 *
 * @throws AppError `bad_request` (no address, user name, query), `address_refused` (http, unless PRIVATE_HOSTS has it)
 */
export function normaliseHostUrl(text: string, privateHosts: readonly string[]): string {
  const url = parse(text.trim());
  if (url.username !== '' || url.password !== '') {
    throw new AppError('bad_request', 'Leave the user name and password out of the Host URL.');
  }
  if (url.search !== '' || url.hash !== '') {
    throw new AppError('bad_request', `The Host URL must not have a "?" or "#" part. ${example}`);
  }
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname, privateHosts)) {
    throw new AppError(
      'address_refused',
      'The Host URL must start with https://, because tokens travel over it. Plain http is only for hosts that the ' +
        'operator of this app lists in PRIVATE_HOSTS.',
    );
  }
  const path = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/\/-\/jira$/, '');
  return `${url.origin}${path}`;
}

function parse(text: string): URL {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === undefined || !isWeb || text === '' || /\s/.test(text))
    throw new AppError('bad_request', example);
  return url;
}
