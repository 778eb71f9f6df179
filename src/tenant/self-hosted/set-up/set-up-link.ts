import type { Context } from '../../../context.ts';
import { takeAll } from '../../../db/budget.store.ts';
import { AppError } from '../../../lib/errors.ts';
import { randomText, sha256 } from '../../../lib/secrets/one-time-state.ts';
import { clockTime, say } from '../../../lib/words/say.ts';
import { forgetEndedSetUps, insertSetUp, isSettingUp, takeSetUp } from './set-up.store.ts';

const hourMs = 60 * 60_000;
/** An operator hands the link over to an administrator of Jira, who has to make something there first. */
const linkMs = 24 * hourMs;
const browserMs = 2 * hourMs;

/** Of everybody together: what a few people who type need, and nothing to try secrets or knock at doors with. */
const attempts = { name: 'set-up', cost: 1, limit: 60, windowMs: 5 * 60_000 };

/** `endsAt` is epoch ms. */
export type SetUpLink = { readonly url: string; readonly endsAt: number };

/**
 * A one-time address of the page where a self-hosted Jira is set up. As with a sign-in link its secret stands behind `#`,
 * and only the button on the page uses it up.
 */
export async function makeSetUpLink({ db, clock, config }: Context): Promise<SetUpLink> {
  const now = clock.now();
  await forgetEndedSetUps(db, now);
  const secret = randomText();
  const endsAt = now + linkMs;
  await insertSetUp(db, { hash: sha256(secret), holder: 'link', endsAt });
  return { url: `${config.appBaseUrl}/self-hosted/set-up#${secret}`, endsAt };
}

/** Uses a link up. @returns what the browser that opened it holds from now on @throws AppError `gone` */
export async function openSetUp({ db, clock }: Context, link: string): Promise<string> {
  const now = clock.now();
  if (!(await takeSetUp(db, { hash: sha256(link), holder: 'link', now }))) {
    throw new AppError('gone', say('selfHosted.setUp.linkGone'));
  }
  const secret = randomText();
  await insertSetUp(db, { hash: sha256(secret), holder: 'browser', endsAt: now + browserMs });
  return secret;
}

/** @throws AppError `gone` where the browser has opened no link, or too long ago */
export async function requireSetUp({ db, clock }: Context, secret: string | undefined): Promise<string> {
  const isOpen = secret !== undefined && (await isSettingUp(db, { hash: sha256(secret), now: clock.now() }));
  if (!isOpen) throw new AppError('gone', say('selfHosted.setUp.ended'));
  return secret;
}

/** It is done: of two who press at the same time one sets up. @throws AppError `gone` for the other */
export async function closeSetUp({ db, clock }: Context, secret: string): Promise<void> {
  const taken = await takeSetUp(db, { hash: sha256(secret), holder: 'browser', now: clock.now() });
  if (!taken) throw new AppError('gone', say('selfHosted.setUp.ended'));
}

/** @throws AppError `rate_limited`, with the time from which it goes on */
export async function countSetUp({ db, clock }: Context): Promise<void> {
  const refused = await takeAll(db, { takes: [attempts], now: clock.now() });
  if (refused === undefined) return;
  throw new AppError('rate_limited', say('selfHosted.setUp.tooMany', { until: clockTime(refused.until) }), {
    retryAt: refused.until,
  });
}
