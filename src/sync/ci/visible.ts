import { AppError } from '../../lib/errors.ts';

/** Undefined where GitLab does not show this part (403, 404); what it belongs to stands without it. */
export async function visible<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && ['not_found', 'feature_disabled'].includes(error.code)) return undefined;
    throw error;
  }
}
