import { AppError } from '../errors.ts';
import { say } from '../words/say.ts';
import type { Text } from '../words/text.ts';
import { isPrivateHost } from './private-hosts.ts';

type Typed = {
  /** A sentence that shows what is asked for. */
  readonly example: Text;
  readonly privateHosts: readonly string[];
};

/**
 * The address of a server as a person types it: a missing scheme means https.
 *
 * @throws AppError `bad_request` (no address, user name, query), `address_refused` (http, unless PRIVATE_HOSTS has it)
 */
export function typedAddress(text: string, { example, privateHosts }: Typed): URL {
  const url = parse(text.trim(), example);
  if (url.username !== '' || url.password !== '') {
    throw new AppError('bad_request', say('errors.address.noUser'));
  }
  if (url.search !== '' || url.hash !== '') {
    throw new AppError('bad_request', say('errors.address.noQuery', { example }));
  }
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname, privateHosts)) {
    throw new AppError('address_refused', say('errors.address.https'));
  }
  return url;
}

function parse(text: string, example: Text): URL {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === undefined || !isWeb || text === '' || /\s/.test(text))
    throw new AppError('bad_request', example);
  return url;
}
