import { errorCode } from '../../error-code.ts';
import { AppError } from '../../errors.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';

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
  return new AppError('timeout', say('errors.network.timeout', { host }), options);
}

function certificateWords(code: string, host: string): Text {
  if (code === 'CERT_HAS_EXPIRED') return say('errors.network.certificateExpired', { host });
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    return say('errors.network.certificateOther', { host });
  }
  return say('errors.network.certificateUntrusted', { host });
}

function unreachableWords(codes: readonly string[], host: string): Text {
  const has = (...some: string[]) => codes.some((code) => some.includes(code));
  if (has('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL')) {
    return say('errors.network.notFound', { host });
  }
  if (has('ECONNREFUSED')) return say('errors.network.refuses', { host });
  if (codes.some((code) => code === 'EPROTO' || code.startsWith('ERR_SSL'))) {
    return say('errors.network.noHttps', { host });
  }
  if (has('ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE')) return say('errors.network.broke', { host });
  if (has('EHOSTUNREACH', 'ENETUNREACH')) {
    return say('errors.network.noWay', { host });
  }
  return say('errors.network.unreachable', { host });
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
