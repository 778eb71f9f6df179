import ipaddr from 'ipaddr.js';

/**
 * True when NO_PROXY excludes the host: comma- or space-separated host names, `.suffix` or `*.suffix` (which also
 * match the name itself), addresses, CIDRs, each with an optional `:port`; `*` excludes all.
 */
export function bypassesProxy(url: URL, noProxy: string | undefined): boolean {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return (noProxy ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  const [, name = '', entryPort] = /^(\[[^\]]*\]|[^:]*(?::[^:]*:.*)?)(?::(\d+))?$/.exec(entry) ?? ['', entry];
  if (entryPort !== undefined && entryPort !== port) return false;
  const plain = name.replace(/^\[|\]$/g, '');
  if (plain.includes('/')) return inRange(host, plain);
  const suffix = plain.replace(/^\*?\./, '');
  return host === suffix || host.endsWith(`.${suffix}`);
}

function inRange(host: string, range: string): boolean {
  if (!ipaddr.isValid(host) || !ipaddr.isValidCIDR(range)) return false;
  const ip = ipaddr.process(host);
  const [net, bits] = ipaddr.parseCIDR(range);
  return ip.kind() === net.kind() && ip.match([net, bits] as never);
}
