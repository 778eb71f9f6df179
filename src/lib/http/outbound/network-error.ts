import { errorCode } from '../../error-code.ts';
import { AppError } from '../../errors.ts';

const certificateCodes =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/;
const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** What went wrong below HTTP, in the words of someone who can do something about it. `host` is the address called. */
export function networkError(thrown: unknown, host: string): AppError {
  const found = causes(thrown);
  const ours = found.find((error) => error instanceof AppError);
  if (ours instanceof AppError) return ours;
  const codes = found.map(errorCode).filter((code) => code !== '');
  const options = { cause: thrown };
  const certificate = codes.find((code) => certificateCodes.test(code));
  if (certificate !== undefined) {
    return new AppError('bad_certificate', certificateWords(certificate, host), options);
  }
  if (codes.some((code) => timeoutCodes.has(code))) return timedOut(host, options);
  return new AppError('unreachable', unreachableWords(codes, host), options);
}

export function timedOut(host: string, options: { cause?: unknown } = {}): AppError {
  return new AppError(
    'timeout',
    `${host} did not answer in time. Check that it is up and that this app can reach it through any firewall.`,
    options,
  );
}

function certificateWords(code: string, host: string): string {
  if (code === 'CERT_HAS_EXPIRED') return `The certificate of ${host} has expired. Renew it there.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    return `The certificate of ${host} is for another host name. Use the name that it is for, or install the right one.`;
  }
  return (
    `The certificate of ${host} is not trusted. Install one of a known authority with its whole chain there, ` +
    'or ask the operator of this app to add your authority with NODE_EXTRA_CA_CERTS.'
  );
}

function unreachableWords(codes: readonly string[], host: string): string {
  const has = (...some: string[]) => codes.some((code) => some.includes(code));
  if (has('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL')) {
    return `The host name of ${host} cannot be found. Check the spelling, and that the name is known to this app's network.`;
  }
  if (has('ECONNREFUSED')) return `${host} refuses connections. Check the port, and that the server runs.`;
  if (codes.some((code) => code === 'EPROTO' || code.startsWith('ERR_SSL'))) {
    return `${host} does not speak HTTPS as expected. Check the address: http or https, and the port.`;
  }
  if (has('ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'))
    return `${host} broke the connection. Try again in a moment.`;
  if (has('EHOSTUNREACH', 'ENETUNREACH')) {
    return `There is no way to ${host} from this app's network. Check the address and any firewall.`;
  }
  return `${host} cannot be reached. Check the address and any firewall or proxy between.`;
}

/**
 * The error with everything it wraps: Node.js tries several addresses and reports them in one AggregateError. Told by
 * shape, not by `instanceof`: an error of another realm (as in jest) is no instance of ours.
 */
function causes(thrown: unknown, depth = 0): unknown[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 5) return [thrown];
  const several: unknown = 'errors' in thrown ? thrown.errors : undefined;
  const inner: unknown[] = Array.isArray(several) ? several : [];
  const cause: unknown = 'cause' in thrown ? thrown.cause : undefined;
  return [thrown, ...[...inner, cause].flatMap((error) => causes(error, depth + 1))];
}
