import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';

const minute = 60_000;
const hour = 60 * minute;

/**
 * Forge guarantees so much of a system token's life when it comes with an event or a schedule (Forge Remote, "Calling
 * product APIs"); there is no way to ask for a new one, so the hourly schedule brings it. ms
 */
const guaranteedLifeMs = 2 * hour;
/** The next hourly call should have brought another one by now. ms */
const freshMs = hour + 5 * minute;

/** Whether the token may still be used. @param issuedAt epoch ms; null where there is none */
export function isUsable(issuedAt: number | null, now: number): issuedAt is number {
  return issuedAt !== null && now - issuedAt < guaranteedLifeMs;
}

/** Whether it is the newest that there can be: what Jira says about it, it says about the installation. */
export function isFresh(issuedAt: number, now: number): boolean {
  return now - issuedAt < freshMs;
}

/** The error for a call that has to wait until Forge brings a token. @param issuedAt of the last one, epoch ms */
export function waitsForToken(issuedAt: number | undefined, now: number): AppError {
  const hours = issuedAt === undefined ? 0 : Math.floor((now - issuedAt) / hour);
  const silence = hours < 1 ? say('tenant.noCallYet') : say('tenant.noCallForHours', { hours });
  const next = issuedAt === undefined ? now + hour : issuedAt + (hours + 1) * hour;
  return new AppError('rate_limited', silence, { retryAt: next });
}
