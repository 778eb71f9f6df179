import { typedAddress } from '../../lib/http/typed-address.ts';
import { say } from '../../lib/words/say.ts';

const example = say('credentials.address');

/**
 * A Jira Cloud site's address as it is stored: scheme, host and port. A path, as of a page that was copied from the
 * browser, is left out.
 *
 * @throws AppError of `typedAddress`
 */
export function siteAddress(text: string, privateHosts: readonly string[]): string {
  return typedAddress(text, { example, privateHosts }).origin;
}
