/**
 * The origin of a Jira Cloud site as a person writes it: `team.atlassian.net`, or any address of a page there. Undefined
 * for what is none. Nothing is looked up, so that nobody learns here which sites there are.
 *
 * @param ownUrl our own address: in development, where it is a loopback one, so may the site's be
 */
export function siteAddress(entered: string, ownUrl: string): string | undefined {
  const text = entered.trim();
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (text.length > 500 || !URL.canParse(address)) return undefined;
  const { hostname, origin, protocol, username, password } = new URL(address);
  if (username !== '' || password !== '') return undefined;
  if (protocol === 'https:' && /^[a-z0-9-]+\.(atlassian\.net|jira\.com)$/.test(hostname)) return origin;
  return isLoopback(hostname) && isLoopback(new URL(ownUrl).hostname) ? origin : undefined;
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
