import { z } from 'zod';
import { defineTask } from '../queue/task.ts';

const accountPayload = z.object({ tenantId: z.uuid(), accountId: z.uuid() });
export type AccountPayload = z.infer<typeof accountPayload>;
const perAccount = ({ accountId }: AccountPayload) => accountId;

/** List the next projects of an account. */
export const discoverRepositories = defineTask({
  name: 'repository.discover',
  payload: accountPayload,
  orderKey: perAccount,
  jobKey: perAccount,
  priority: 5,
});

/** A page of an account's projects has been stored: import what is new. */
export const repositoriesFound = defineTask({
  name: 'repository.found',
  payload: accountPayload,
  orderKey: perAccount,
  jobKey: perAccount,
});

/** All of an account's projects have been listed: look at those that moved. */
export const repositoriesListed = defineTask({
  name: 'repository.listed',
  payload: accountPayload,
  orderKey: perAccount,
  jobKey: perAccount,
});

const repositoriesPayload = z.object({ tenantId: z.uuid(), repositoryIds: z.array(z.uuid()).min(1) });
export type RepositoriesPayload = z.infer<typeof repositoriesPayload>;

/** No linked account reaches these any more. */
export const repositoriesVanished = defineTask({
  name: 'repository.vanished',
  payload: repositoriesPayload,
});

/** Another account owns these repositories from now on. */
export const repositoriesHandedOver = defineTask({
  name: 'repository.handed-over',
  payload: repositoriesPayload,
});

const address = z.object({ webUrl: z.string(), path: z.string() });
const move = z.object({ repositoryId: z.uuid(), from: address, to: address });

/** GitLab shows these repositories under another name, address or picture than Jira was told. */
export const repositoriesRenamed = defineTask({
  name: 'repository.renamed',
  payload: repositoriesPayload.extend({
    /** Those whose address is another now, with what it and the path were before. */
    moves: z.array(move).optional(),
  }),
});
