import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import type { HttpResponse } from '../../../lib/http/request.ts';

export type AccountReport = {
  readonly accountId: string;
  /** RFC 3339. */
  readonly updatedAt: string;
};

export type ReportAnswer = {
  /** Those that something is to be done about. */
  readonly accounts: readonly { readonly accountId: string; readonly status: 'closed' | 'updated' }[];
  /** How long after a report the next one is due. */
  readonly cycleMs: number;
};

const dayMs = 24 * 3_600_000;
const usualDays = 7;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const answer = z.object({
  accounts: z.array(z.object({ accountId: z.string(), status: z.enum(['closed', 'updated']) })),
});

/**
 * `POST /app/report-accounts/` with at most 90 accounts (Forge, "User privacy guide for app developers").
 * @throws AppError `rate_limited` with the time to wait for, `unavailable`, `unexpected_answer`
 */
export async function sendReport(
  ctx: Context,
  { token, report }: { token: string; report: readonly AccountReport[] },
): Promise<ReportAnswer> {
  const response = await ctx.http.send({
    method: 'POST',
    url: `${ctx.config.atlassianApiUrl}/app/report-accounts/`,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ accounts: report }),
    timeoutMs: 10_000,
    maxBytes: 64 * 1024,
  });
  const { status, headers } = response;
  if (status === 429) throw limited(ctx.clock.now(), headers['retry-after']);
  if (status >= 500) throw new AppError('unavailable', 'Atlassian takes no report of account ids right now.');
  return { accounts: status === 204 ? [] : accountsIn(response), cycleMs: cycleOf(headers['cycle-period']) };
}

function accountsIn({ status, text }: HttpResponse): ReportAnswer['accounts'] {
  const parsed = status === 200 ? answer.safeParse(safeJson(text)) : undefined;
  if (parsed?.success === true) return parsed.data.accounts;
  throw new AppError(
    'unexpected_answer',
    `Atlassian did not take a report of account ids (${status}). The manifest needs the scope report:personal-data.`,
  );
}

/** The guide names the header and no form: days as a number, or as an ISO 8601 duration. A day at least. */
function cycleOf(text = ''): number {
  const [, days] = /^P?(\d{1,3})D?$/.exec(text.trim()) ?? [];
  return Math.max(1, Number(days ?? usualDays)) * dayMs;
}

/** At least a second, and no longer than an hour is believed. */
function limited(now: number, after: string | undefined): AppError {
  const seconds = Number(after);
  const wait = after !== undefined && Number.isFinite(seconds) ? seconds * 1000 : minuteMs;
  return new AppError('rate_limited', 'Atlassian takes no more reports of account ids for now.', {
    retryAt: now + Math.min(Math.max(wait, 1000), hourMs),
  });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
