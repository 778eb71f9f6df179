import { z } from 'zod';

const messages = z
  .array(z.object({ message: z.string() }))
  .nullish()
  .transform((list) => (list ?? []).map(({ message }) => message));
const failures = z
  .array(z.object({ id: z.string(), errorMessages: messages }))
  .nullish()
  .transform((list) => list ?? []);

/**
 * The 202 of the bulk call. What was accepted is not read: it is all that did not fail; nor unknown issue keys, which
 * are nothing unusual.
 */
export const bulkAnswer = z.object({
  failedDevinfoEntities: z
    .record(
      z.string(),
      z.object({ errorMessages: messages, commits: failures, branches: failures, pullRequests: failures }),
    )
    .nullish()
    .transform((failed) => failed ?? {}),
});
