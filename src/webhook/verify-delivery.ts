import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What GitLab proves itself with. Header names are lower-case; the body is as it came, byte by byte. */
export type Proof = {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

export type Expected = {
  readonly token: string;
  /** `whsec_` and base64. */
  readonly signingToken: string;
  /** Whether GitLab has said that it signs with it. */
  readonly signed: boolean;
  /** Epoch ms. */
  readonly now: number;
};

const toleranceMs = 5 * 60_000;

/**
 * Whether a delivery comes from who knows the secret. By its signature where it has one (GitLab 19.0, Standard Webhooks:
 * HMAC-SHA256 over `<id>.<timestamp>.<body>`, several separated by spaces, five minutes either way); by its token where
 * it has none, or where GitLab never said that it has our signing token: a hook added by hand may have one of its own.
 */
export function isGenuine({ headers, body }: Proof, expected: Expected): boolean {
  const signature = text(headers['webhook-signature']);
  if (signature !== '' && isSigned({ headers, body }, { ...expected, signature })) return true;
  if (signature !== '' && expected.signed) return false;
  return isSame(text(headers['x-gitlab-token']), expected.token);
}

function isSigned(
  { headers, body }: Proof,
  { signature, signingToken, now }: Expected & { signature: string },
): boolean {
  const [id, timestamp] = [text(headers['webhook-id']), text(headers['webhook-timestamp'])];
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) * 1000 - now) > toleranceMs) return false;
  const key = Buffer.from(signingToken.replace(/^whsec_/, ''), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return signature
    .split(' ')
    .map((one) => isSame(one, `v1,${digest}`))
    .includes(true);
}

/** In a time that tells nothing of where they differ, nor of their lengths. */
function isSame(given: string, wanted: string): boolean {
  const hash = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

function text(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
