import { adminsOfAuthorizations } from './account/authorization/admins.store.ts';
import { accountHandlers } from './account/handlers.ts';
import {
  accountAuthorized,
  accountRemoved,
  accountSettingsChanged,
  releaseAccount,
} from './account/tasks.ts';
import { awaitRelease } from './account/tokens/await-release.ts';
import { releaseTenant } from './account/tokens/release-tenant.ts';
import type { Context } from './context.ts';
import { devInfoHandlers } from './dev-info/handlers.ts';
import { removeLinksOfTenant } from './dev-info/links/remove-links.ts';
import { resumeTenant } from './dev-info/outbox/resume-tenant.ts';
import { requeueTenant } from './dev-info/outbox/requeue-tenant.ts';
import { facadeHandlers } from './facade/handlers.ts';
import { forgetIdleBudgets } from './health/forget-idle-budgets.ts';
import { peopleOfIdentities } from './identity/account-places.ts';
import { housekeeping } from './queue/housekeeping.ts';
import { handle, type Handler } from './queue/run-task.ts';
import { ensureHooksOfTenant, hookHandlers } from './repository/hooks/handlers.ts';
import { retryHooks } from './repository/hooks/ensure-hooks.ts';
import { forgetOldCommands } from './smart-commit/retention/forget-old-commands.ts';
import { smartCommitHandlers } from './smart-commit/run/handlers.ts';
import { peopleOfCommands } from './smart-commit/people-of-commands.store.ts';
import { resumeSmartCommits } from './smart-commit/run/run-issue.ts';
import { tellFailure } from './smart-commit/tell/tell-failure.ts';
import { commandFailed, type EndedPayload } from './smart-commit/tasks.ts';
import {
  forgetOldRuns,
  onAccountAuthorized,
  onAccountRemoved,
  onAccountSettingsChanged,
} from './sync/account-changes.ts';
import { ciHandlers } from './sync/ci/handlers.ts';
import { syncHandlers } from './sync/handlers.ts';
import { onAuthorizedAgain, scheduleRefreshes } from './sync/refresh/refresh-account.ts';
import { forgetRemovedAccounts } from './sync/leaving/forget-removed-accounts.ts';
import { refreshTenant } from './sync/leaving/refresh-tenant.ts';
import { releaseAccountHooks, releaseWithoutHooks } from './sync/leaving/release-account.ts';
import { eraseTenant } from './tenant/erase-tenant.ts';
import { accountReports } from './tenant/forge/reports/account-reports.ts';
import { rejoinFormer } from './tenant/moving/rejoin-former.ts';
import {
  tenantEnabled,
  tenantErase,
  tenantHeardOf,
  tenantInstalled,
  tenantProbe,
  tenantUninstalled,
} from './tenant/tasks.ts';
import { forgetEndedSessions } from './tenant/session/sessions.ts';
import { probeTenant, probeTenants } from './tenant/vanished/probe-tenant.ts';
import { forgetOldDeliveries } from './webhook/forget-deliveries.ts';

type AccountPayload = { tenantId: string; accountId: string };

/** What is said to Atlassian about stored account ids; a feature that keeps some adds its place here. */
const reports = accountReports([adminsOfAuthorizations, ...peopleOfIdentities, peopleOfCommands]);

/** The job map: every kind of queued work and what does it. */
export const tasks: readonly Handler<Context>[] = [
  housekeeping<Context>([
    forgetOldDeliveries,
    forgetOldRuns,
    forgetOldCommands,
    scheduleRefreshes,
    forgetRemovedAccounts,
    probeTenants,
    forgetIdleBudgets,
    forgetEndedSessions,
    reports.start,
  ]),
  reports.handler,
  handle<Context, { tenantId: string }>(tenantInstalled, {
    run: async (ctx, payload) =>
      inTurn(requeueTenant, resumeSmartCommits)(ctx, await rejoinFormer(ctx, payload)),
  }),
  handle<Context, { tenantId: string }>(tenantEnabled, {
    run: inTurn(resumeTenant, resumeSmartCommits, ensureHooksOfTenant, refreshTenant),
  }),
  handle<Context, { tenantId: string }>(tenantHeardOf, { run: inTurn(resumeTenant, resumeSmartCommits) }),
  handle<Context, { tenantId: string }>(tenantUninstalled, {
    run: inTurn(releaseTenant, removeLinksOfTenant),
  }),
  handle<Context, { tenantId: string }>(tenantErase, { run: inTurn(awaitRelease, eraseTenant) }),
  handle<Context, { tenantId: string }>(tenantProbe, { run: probeTenant }),
  ...accountHandlers,
  ...devInfoHandlers,
  ...hookHandlers,
  ...syncHandlers,
  ...ciHandlers,
  ...smartCommitHandlers,
  ...facadeHandlers,
  handle<Context, EndedPayload>(commandFailed, { run: tellFailure }),
  handle<Context, AccountPayload>(accountAuthorized, {
    run: inTurn(onAccountAuthorized, onAuthorizedAgain, retryHooks, resumeSmartCommits),
  }),
  handle<Context, AccountPayload>(accountSettingsChanged, { run: inTurn(onAccountSettingsChanged) }),
  handle<Context, AccountPayload>(accountRemoved, { run: inTurn(onAccountRemoved) }),
  handle<Context, AccountPayload>(releaseAccount, {
    run: releaseAccountHooks,
    onGiveUp: releaseWithoutHooks,
  }),
];

/** Several features answer one announcement; where one fails, all are asked again, and each does its part once. */
function inTurn<Payload>(
  ...steps: readonly ((ctx: Context, payload: Payload) => Promise<void>)[]
): (ctx: Context, payload: Payload) => Promise<void> {
  return async (ctx, payload) => {
    for (const step of steps) await step(ctx, payload);
  };
}
