import { createHmac, createSign, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface JwtHeader {
  alg?: unknown;
  kid?: unknown;
}

/** Claims of a token nobody has verified yet: any of them may be missing or of another type. */
export type Claims = Record<string, unknown>;

export interface DecodedJwt {
  header: JwtHeader;
  claims: Claims;
  signingInput: string;
  signature: string;
}

/** Signs claims with a shared secret (HS256). */
export function signHs256(claims: Claims, secret: string): string {
  const input = signingInput({ typ: 'JWT', alg: 'HS256' }, claims);
  return `${input}.${hmac(input, secret)}`;
}

/** Signs claims with a private RSA key (RS256) and names the key in the header. */
export function signRs256(claims: Claims, key: { kid: string; privateKey: KeyObject }): string {
  const input = signingInput({ typ: 'JWT', alg: 'RS256', kid: key.kid }, claims);
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key.privateKey, 'base64url')}`;
}

/** Takes a token apart without checking its signature; undefined where it is no JWT. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    return undefined;
  }
  try {
    return {
      header: JSON.parse(Buffer.from(header, 'base64url').toString()) as JwtHeader,
      claims: JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims,
      signingInput: `${header}.${payload}`,
      signature,
    };
  } catch {
    return undefined;
  }
}

/** Whether an HS256 token was signed with this secret. Any other algorithm is false. */
export function isSignedWith(token: DecodedJwt, secret: string): boolean {
  if (token.header.alg !== 'HS256') return false;
  const expected = Buffer.from(hmac(token.signingInput, secret));
  const actual = Buffer.from(token.signature);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function signingInput(header: Record<string, string>, claims: Claims): string {
  const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${segment(header)}.${segment(claims)}`;
}

function hmac(input: string, secret: string): string {
  return createHmac('sha256', secret).update(input).digest('base64url');
}
