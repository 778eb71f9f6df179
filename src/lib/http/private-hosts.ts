import ipaddr from 'ipaddr.js';

/** Whether PRIVATE_HOSTS (host names and CIDRs) names this host: only such a one may be spoken to without https. */
export function isPrivateHost(hostname: string, privateHosts: readonly string[]): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  if (privateHosts.some((entry) => entry.toLowerCase() === name)) return true;
  if (!ipaddr.isValid(name)) return false;
  const address = ipaddr.process(name);
  return privateHosts.some((entry) => {
    if (!ipaddr.isValidCIDR(entry)) return false;
    const [range, bits] = ipaddr.parseCIDR(entry);
    return range.kind() === address.kind() && address.match(range, bits);
  });
}
