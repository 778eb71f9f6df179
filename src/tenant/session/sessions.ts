import type { Context } from '../../context.ts';
import { newSecret, secretKeyOf } from './session-id.ts';
import {
  deleteSession,
  findSession,
  forgetEnded,
  insertSession,
  touchSession,
  type Person,
} from './session.store.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A session ends when nobody has used it for a working day, and a week after sign-in whatever happens. */
const idleMs = 8 * hourMs;
const longestMs = 7 * 24 * hourMs;
/** "Used" is written down so often at most. */
const touchMs = minuteMs;

/** Who has a session, and with which site. */
export type SignedIn = Person & { readonly tenantId: string };

/**
 * Signs a person in. What the browser had before is worth nothing afterwards: nobody can have slipped it a session of
 * his own to share ("session fixation").
 *
 * @param before the secret in the browser's cookie, if any
 * @returns the secret for the browser's cookie; the database has its hash alone
 */
export async function startSession(
  ctx: Context,
  { tenantId, ...person }: SignedIn,
  before: string | undefined,
): Promise<string> {
  if (before !== undefined) await endSession(ctx, before);
  const { secret, key } = newSecret(tenantId);
  const now = ctx.clock.now();
  await insertSession(ctx.db, key, { ...person, now, endsAt: now + longestMs });
  return secret;
}

/** Who a cookie's secret stands for; undefined where it is none of ours or has ended. */
export async function readSession(ctx: Context, secret: string): Promise<SignedIn | undefined> {
  const key = secretKeyOf(secret);
  const session = key && (await findSession(ctx.db, key));
  if (key === undefined || session === undefined) return undefined;
  const { usedAt, endsAt, ...person } = session;
  const now = ctx.clock.now();
  if (now >= endsAt || now >= usedAt + idleMs) return undefined;
  if (now >= usedAt + touchMs) await touchSession(ctx.db, key, now);
  return { tenantId: key.tenantId, ...person };
}

/** Signs out. Nothing happens where the session is gone already. */
export async function endSession(ctx: Context, secret: string): Promise<void> {
  const key = secretKeyOf(secret);
  if (key !== undefined) await deleteSession(ctx.db, key);
}

/** Housekeeping: what has ended is deleted. */
export async function forgetEndedSessions(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await forgetEnded(ctx.db, { now, usedBefore: now - idleMs });
}
