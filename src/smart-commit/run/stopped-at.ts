import { AppError } from '../../lib/errors.ts';

/** Why a job could not go on, and at what: where it is given up, that ends, and the rest goes on. */
export class StoppedAt extends AppError {
  /** The command that it was about, or the repository whose GitLab does not answer. */
  readonly at: { readonly commandId: string } | { readonly repositoryId: string };

  constructor(cause: AppError, at: StoppedAt['at']) {
    super(cause.code, cause.text, { cause, retryAt: cause.retryAt });
    this.at = at;
  }
}
