import { typedAddress } from '../../lib/http/typed-address.ts';

const example = 'Give the address of the Jira site, such as --url https://acme.atlassian.net.';

/**
 * A Jira Cloud site's address as it is stored: scheme, host and port. A path, as of a page that was copied from the
 * browser, is left out.
 *
 * @throws AppError of `typedAddress`
 */
export function siteAddress(text: string, privateHosts: readonly string[]): string {
  return typedAddress(text, { called: 'the address of the Jira site', example, privateHosts }).origin;
}
