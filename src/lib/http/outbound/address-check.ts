import { lookup as dnsLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AppError } from '../../errors.ts';
import { say } from '../../words/say.ts';
import { isPrivateHost } from '../private-hosts.ts';

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Decides which addresses outbound calls may reach. Pure but for `resolve`. */
export type AddressCheck = {
  /** @throws AppError `address_refused` for a literal address, or `localhost`, that is private and not allowed */
  host(hostname: string): void;
  /** As `dns.lookup`, but fails where any answer is private: the socket then connects to what was checked. */
  readonly lookup: LookupFunction;
  /** Resolves and checks; for calls through a proxy, which resolves again by itself. Unknown names pass. */
  resolved(hostname: string): Promise<void>;
};

/**
 * Only globally reachable unicast addresses pass. ipaddr.js names every special range (private, loopback, link-local with
 * the cloud metadata address 169.254.169.254, carrier-grade NAT, unique local, multicast, reserved …); those that carry
 * an IPv4 address inside (6to4, Teredo, NAT64) are special too, and a mapped one is taken for what it maps to.
 *
 * @param privateHosts host names or CIDRs that may be reached although they are private
 * @param resolve replaced by tests
 */
export function createAddressCheck(
  privateHosts: readonly string[],
  resolve: Resolve = systemResolve,
): AddressCheck {
  const allowed = (address: string) =>
    ipaddr.process(address).range() === 'unicast' || isPrivateHost(address, privateHosts);
  const refuseUnless = (hostname: string, addresses: readonly string[]) => {
    if (isPrivateHost(bare(hostname), privateHosts)) return;
    // One private answer among public ones is a rebinding attempt or a mistake; either way it is not called.
    if (!addresses.every(allowed)) throw refused(hostname);
  };
  const checked = async (hostname: string) => {
    const answers = await resolve(hostname);
    refuseUnless(
      hostname,
      answers.map((answer) => answer.address),
    );
    return answers;
  };
  return {
    host(hostname) {
      const host = bare(hostname);
      if (isIP(host) !== 0) refuseUnless(host, [host]);
      else if (host === 'localhost' || host.endsWith('.localhost')) refuseUnless(host, ['127.0.0.1']);
    },
    lookup(hostname, options, callback) {
      checked(hostname).then(
        (answers) => {
          const family = options.family === 4 || options.family === 6 ? options.family : undefined;
          const fitting = answers.filter((answer) => family === undefined || answer.family === family);
          const [first] = fitting;
          if (first === undefined) callback(notFound(hostname), '', 4);
          else if (options.all === true) callback(null, fitting);
          else callback(null, first.address, first.family);
        },
        (error: unknown) => {
          callback(error as NodeJS.ErrnoException, '', 4);
        },
      );
    },
    async resolved(hostname) {
      this.host(hostname);
      await checked(bare(hostname)).catch((error: unknown) => {
        if (error instanceof AppError) throw error;
      });
    },
  };
}

/** Lower case, without the brackets of a literal IPv6 address and the closing dot of a full name. */
function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function refused(hostname: string): AppError {
  return new AppError('address_refused', say('errors.network.private', { host: hostname }));
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' });
}

function systemResolve(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    dnsLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}
