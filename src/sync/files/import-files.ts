import type { Context } from '../../context.ts';
import { attachFiles, commitsWithoutFiles } from '../../dev-info/ledger.store.ts';
import type { GitlabDiff } from '../../gitlab/commit.schema.ts';
import { AppError, asAppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { isReading } from '../run/cursor.store.ts';
import type { Reading } from '../run/reading.ts';

/** Enough in flight to use up gitlab.com's 2,000 requests a minute when an answer takes 200 ms. */
const atOnce = 8;
/** This part of a window is left to what people wait for. */
const reserve = 0.05;

/**
 * Reads the changed files of commits that go to Jira, one request each, while nothing else is read for the account.
 * `later`: something else is; its end announces this stream again.
 */
export async function readFiles(ctx: Context, reading: Reading): Promise<'more' | 'finished' | 'later'> {
  const { key, cursor, repository } = reading;
  for (;;) {
    if (await isReading(ctx.db, key.tenantId, cursor.accountId)) return 'later';
    const shas = await commitsWithoutFiles(ctx.db, { ...key, limit: atOnce });
    if (shas.length === 0) return 'finished';
    leaveReserve(ctx, reading);
    const settled = await Promise.allSettled(shas.map((sha) => readDiff(reading, sha)));
    const diffs = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    await reading.save(async (tx) => {
      for (const { sha, files, fileCount } of diffs) {
        const shown = files.map((file) => ({ ...file, url: fileUrl(repository.webUrl, sha, file.path) }));
        const { tenantId, repositoryId } = key;
        await attachFiles(tx, { tenantId, repositoryId, sha, files: shown, fileCount, now: ctx.clock.now() });
      }
      return { position: {}, read: diffs.length, entities: [], isChange: diffs.length > 0 };
    });
    const failure = settled.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    if (reading.isTimeUp()) return 'more';
  }
}

async function readDiff(
  { gitlab, repository }: Reading,
  sha: string,
): Promise<GitlabDiff & { readonly sha: string }> {
  try {
    return { sha, ...(await gitlab.commitDiff({ projectId: repository.gitlabProjectId, sha })) };
  } catch (thrown) {
    // Gone since it was listed (a force push, then garbage collection): a commit without files.
    if (asAppError(thrown).code === 'not_found') return { sha, files: [], fileCount: 0 };
    throw thrown;
  }
}

function leaveReserve(ctx: Context, { gitlab }: Reading): void {
  const window = gitlab.limits();
  if (!window || window.resetAt <= ctx.clock.now()) return;
  if (window.remaining - atOnce > window.limit * reserve) return;
  throw new AppError('rate_limited', say('sync.files.wait'), {
    retryAt: window.resetAt,
  });
}

function fileUrl(webUrl: string, sha: string, path: string): string {
  return `${webUrl}/-/blob/${sha}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
