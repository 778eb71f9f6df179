/**
 * Whether an address is below a Jira's base URL, the path below which it runs included. Written once, for codes and
 * notices of changes go nowhere else. URL takes dot segments away before they are compared.
 */
export function isBelow(address: string, baseUrl: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(baseUrl)) return false;
  const [url, base] = [new URL(address), new URL(baseUrl)];
  if (url.username !== '' || url.password !== '') return false;
  return url.origin === base.origin && url.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
}
