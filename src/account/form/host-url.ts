import { typedAddress } from '../../lib/http/typed-address.ts';
import { say } from '../../lib/words/say.ts';

const example = say('account.form.hostUrl');

/**
 * The Host URL as it is stored: scheme, host, port and path, without a trailing slash. A missing scheme means https;
 * `/-/jira` at the end, which the DVCS connector of older Jira versions needs (GitLab 11.2 and newer), is dropped.
 *
 * @throws AppError of `typedAddress`
 */
export function normaliseHostUrl(text: string, privateHosts: readonly string[]): string {
  const url = typedAddress(text, { example, privateHosts });
  const path = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/\/-\/jira$/, '');
  return `${url.origin}${path}`;
}
