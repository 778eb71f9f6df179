import type { Context } from '../../context.ts';
import { handle, type Handler } from '../../queue/run-task.ts';
import { runIssue, type IssuePayload } from '../tasks.ts';
import { giveUpIssue, runIssueCommands } from './run-issue.ts';

export const smartCommitHandlers: readonly Handler<Context>[] = [
  handle<Context, IssuePayload>(runIssue, { run: runIssueCommands, onGiveUp: giveUpIssue }),
];
