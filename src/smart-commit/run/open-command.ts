import type { Command } from '../command.ts';
import type { Attempt } from './attempt.ts';

/** A command that has not ended, with what is known of its commit. Times are epoch ms. */
export type OpenCommand = Command & {
  /** The last one; null where Jira has not been asked. */
  readonly attempt: Attempt | null;
  readonly repositoryId: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly authoredAt: number;
  readonly commitSeenAt: number;
};
