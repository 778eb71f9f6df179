import { typedAddress } from '../../lib/http/typed-address.ts';
import { say } from '../../lib/words/say.ts';

const example = say('selfHosted.address');

/** What Jira's own pages begin with, below its base URL: people copy an address from their browser. */
const pages = /\/(secure|browse|projects|plugins|rest|issues|login\.jsp|si)(\/.*)?$/;

/**
 * The base URL of a self-hosted Jira as it is stored, and by which its tenant is found again: scheme, host, port and the
 * path below which it runs ("context path"), without a trailing slash or a page of Jira's.
 *
 * @throws AppError of `typedAddress`
 */
export function siteUrl(text: string, privateHosts: readonly string[]): string {
  const url = typedAddress(text, { example, privateHosts });
  const path = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(pages, '')
    .replace(/\/$/, '');
  return `${url.origin}${path}`;
}
