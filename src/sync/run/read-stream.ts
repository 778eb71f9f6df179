import type { Context } from '../../context.ts';
import { AppError, asAppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { importBranches } from '../branches/import-branches.ts';
import { importDeployments } from '../ci/deployments/import-deployments.ts';
import { importFeatureFlags } from '../ci/feature-flags/import-feature-flags.ts';
import { importPipelines } from '../ci/pipelines/import-pipelines.ts';
import { importCommits } from '../commits/import-commits.ts';
import { refreshCommits } from '../commits/refresh-commits.ts';
import { readFiles } from '../files/import-files.ts';
import { importMergeRequests } from '../merge-requests/import-merge-requests.ts';
import type { Stream } from '../stream.ts';
import { importFiles, importStream, type StreamPayload } from '../tasks.ts';
import { noteState } from './cursor.store.ts';
import { endStream } from './end-stream.ts';
import { openStream, startReading, type OpenStream, type Reading } from './reading.ts';

/** `later`: something else announces this stream again when it can go on. */
type Outcome = 'more' | 'finished' | 'later';

const readers: Readonly<Record<Stream, (ctx: Context, reading: Reading) => Promise<Outcome>>> = {
  branches: importBranches,
  commits: (ctx, reading) =>
    reading.run.mode === 'full' ? importCommits(ctx, reading) : refreshCommits(ctx, reading),
  merge_requests: importMergeRequests,
  pipelines: importPipelines,
  deployments: importDeployments,
  feature_flags: importFeatureFlags,
  files: readFiles,
};

/**
 * Reads one slice of a stream and queues the next. What GitLab does not show (403, 404) is skipped with words and
 * stops nothing beside it; everything else is noted for people to see and left to the job rules.
 */
export async function readStream(ctx: Context, payload: StreamPayload): Promise<void> {
  const open = await openStream(ctx, payload);
  if (!open) return;
  try {
    const outcome = await readers[payload.stream](ctx, await startReading(ctx, open));
    if (outcome === 'more') {
      await ctx.jobs.add(ctx.db, payload.stream === 'files' ? importFiles : importStream, { payload });
    }
    if (outcome === 'finished') await endStream(ctx, { key: payload, state: 'finished' });
  } catch (thrown) {
    const error = await reasonOf(ctx, open, thrown);
    if (isHidden(error)) return endStream(ctx, { key: payload, state: 'skipped', error });
    await noteTrouble(ctx, payload, error);
    throw error;
  }
}

/** No try will follow: the stream has failed until someone asks for it again. */
export async function giveUpStream(ctx: Context, payload: StreamPayload, error: AppError): Promise<void> {
  const open = await openStream(ctx, payload);
  if (open) await endStream(ctx, { key: payload, state: 'failed', error });
}

/** What a repository's former owner ran into does not matter when another account reads it now. */
async function reasonOf(ctx: Context, { key, account }: OpenStream, thrown: unknown): Promise<AppError> {
  const now = await openStream(ctx, key);
  if (now !== undefined && now.account.id === account.id) return asAppError(thrown);
  return new AppError('cancelled', say('sync.otherJob'), { cause: thrown });
}

function isHidden({ code }: AppError): boolean {
  return code === 'feature_disabled' || code === 'not_found' || code === 'gone';
}

async function noteTrouble(ctx: Context, key: StreamPayload, error: AppError): Promise<void> {
  if (error.code === 'cancelled') return;
  const waits = error.code === 'rate_limited';
  await noteState(ctx.db, {
    ...key,
    state: 'running',
    waitingUntil: waits ? error.retryAt : undefined,
    errorCode: waits ? undefined : error.code,
    error: waits ? undefined : error.text,
    now: ctx.clock.now(),
  });
}
