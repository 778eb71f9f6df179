import { AppError } from '../errors.ts';
import { isPrivateHost } from './private-hosts.ts';

type Typed = {
  /** What it is called where it is typed, as the object of a sentence: `the Host URL`. */
  readonly called: string;
  /** A sentence that shows what is asked for. */
  readonly example: string;
  readonly privateHosts: readonly string[];
};

/**
 * The address of a server as a person types it: a missing scheme means https.
 *
 * @throws AppError `bad_request` (no address, user name, query), `address_refused` (http, unless PRIVATE_HOSTS has it)
 */
export function typedAddress(text: string, { called, example, privateHosts }: Typed): URL {
  const url = parse(text.trim(), example);
  if (url.username !== '' || url.password !== '') {
    throw new AppError('bad_request', `Leave the user name and password out of ${called}.`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new AppError('bad_request', `${capital(called)} must not have a "?" or "#" part. ${example}`);
  }
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname, privateHosts)) {
    throw new AppError(
      'address_refused',
      `${capital(called)} must start with https://, because tokens travel over it. Plain http is only for hosts that ` +
        'the operator of this app lists in PRIVATE_HOSTS.',
    );
  }
  return url;
}

function parse(text: string, example: string): URL {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === undefined || !isWeb || text === '' || /\s/.test(text))
    throw new AppError('bad_request', example);
  return url;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
