import { Deployments, Environments, FeatureFlags, MergeRequests, Pipelines } from '@gitbeaker/rest';
import type { Exchange } from '../http/exchange.client.ts';
import { checked, pageOf, resourceOptions } from '../http/requester.client.ts';
import {
  deploymentSchema,
  deploymentsSchema,
  environmentSchema,
  environmentsSchema,
  pipelineSchema,
  pipelinesSchema,
  shippedSchema,
  testSummarySchema,
} from './ci.schema.ts';
import type { CiCalls } from './ci-port.ts';
import { featureFlagsSchema } from './feature-flag.schema.ts';

const perPage = 100;

/** Builds, deployments and feature flags by REST. */
export function ciCalls(exchange: Exchange, hostUrl: string): CiCalls {
  return {
    ...pipelineCalls(exchange, hostUrl),
    ...deploymentCalls(exchange, hostUrl),
    ...environmentCalls(exchange, hostUrl),
  };
}

type PipelineCalls = Pick<
  CiCalls,
  'pipelinesByUpdate' | 'pipeline' | 'mergeRequestPipelines' | 'testSummary'
>;

function pipelineCalls(exchange: Exchange, hostUrl: string): PipelineCalls {
  const what = 'pipelines';
  const pipelines = new Pipelines(resourceOptions(exchange, { hostUrl, what }));
  const mergeRequests = new MergeRequests(resourceOptions(exchange, { hostUrl, what }));
  return {
    pipelinesByUpdate: async ({ projectId, updatedAfter, page }) => {
      const query = { ...since(updatedAfter), page, perPage, showExpanded: true } as const;
      return pageOf(pipelinesSchema, await pipelines.all<true>(projectId, { ...byUpdate, ...query }), what);
    },
    pipeline: async ({ projectId, id }) =>
      checked(pipelineSchema, await pipelines.show(projectId, id), 'a pipeline'),
    mergeRequestPipelines: async ({ projectId, iid, page }) => {
      const query = { page, perPage, showExpanded: true } as const;
      return pageOf(pipelinesSchema, await mergeRequests.allPipelines<true>(projectId, iid, query), what);
    },
    testSummary: async ({ projectId, id }) =>
      checked(testSummarySchema, await pipelines.showTestReportSummary(projectId, id), 'test reports'),
  };
}

type DeploymentCalls = Pick<
  CiCalls,
  'deploymentsById' | 'deploymentsByUpdate' | 'newestDeploymentUpdate' | 'deployment' | 'shippedMergeRequests'
>;

function deploymentCalls(exchange: Exchange, hostUrl: string): DeploymentCalls {
  const what = 'deployments';
  const deployments = new Deployments(resourceOptions(exchange, { hostUrl, what }));
  return {
    deploymentsById: async ({ projectId, page }) => {
      const query = { orderBy: 'id', sort: 'asc', page, perPage, showExpanded: true } as const;
      return pageOf(deploymentsSchema, await deployments.all<true>(projectId, query), what);
    },
    // `updated_after` demands this order, else 400 (app/finders/deployments_finder.rb).
    deploymentsByUpdate: async ({ projectId, updatedAfter, page }) => {
      const query = { ...since(updatedAfter), page, perPage, showExpanded: true } as const;
      return pageOf(
        deploymentsSchema,
        await deployments.all<true>(projectId, { ...byUpdate, ...query }),
        what,
      );
    },
    newestDeploymentUpdate: async ({ projectId }) => {
      const query = {
        orderBy: 'updated_at',
        sort: 'desc',
        page: 1,
        perPage: 1,
        showExpanded: true,
      } as const;
      const page = pageOf(deploymentsSchema, await deployments.all<true>(projectId, query), what);
      return page.items[0]?.updatedAt;
    },
    deployment: async ({ projectId, id }) =>
      checked(deploymentSchema, await deployments.show(projectId, id), 'a deployment'),
    shippedMergeRequests: async ({ projectId, id }) => {
      const query = { page: 1, perPage, showExpanded: true } as const;
      const answer = await deployments.allMergeRequests<true>(projectId, id, query);
      const shipped = pageOf(shippedSchema, answer, 'merge requests of a deployment').items;
      return shipped.filter((one) => one.projectId === projectId).map(({ iid }) => iid);
    },
  };
}

type EnvironmentCalls = Pick<CiCalls, 'environments' | 'environment' | 'featureFlags'>;

function environmentCalls(exchange: Exchange, hostUrl: string): EnvironmentCalls {
  const what = 'environments';
  const environments = new Environments(resourceOptions(exchange, { hostUrl, what }));
  const flags = new FeatureFlags(resourceOptions(exchange, { hostUrl, what: 'feature flags' }));
  return {
    environments: async ({ projectId, page }) => {
      const query = { page, perPage, showExpanded: true } as const;
      return pageOf(environmentsSchema, await environments.all<true>(projectId, query), what);
    },
    environment: async ({ projectId, id }) =>
      checked(environmentSchema, await environments.show(projectId, id), 'an environment'),
    featureFlags: async ({ projectId, page }) => {
      const query = { page, perPage, showExpanded: true } as const;
      return pageOf(featureFlagsSchema, await flags.all<true>(projectId, query), 'feature flags');
    },
  };
}

const byUpdate = { orderBy: 'updated_at', sort: 'asc' } as const;

function since(updatedAfter: number | undefined): { updatedAfter?: string } {
  return updatedAfter === undefined ? {} : { updatedAfter: new Date(updatedAfter).toISOString() };
}
