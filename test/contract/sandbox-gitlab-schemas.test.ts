import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { makeHistory } from '../sandbox/history/make.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { describeWhere } from './describe-where.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

const schemas = join(import.meta.dirname, '../../../shared/specs/gitlab/schemas/public_api/v4');
const described = existsSync(schemas);

/** GitLab's schemas refer to each other by relative path; ajv gets them one inside the other. */
function inlined(path: string): unknown {
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, ...rest } = value as Record<string, unknown>;
    if (typeof $ref === 'string') return inlined(join(dirname(path), $ref));
    return Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, resolve(inner)]));
  };
  // The folder has not all that a detailed status refers to; nothing here answers with those parts.
  return existsSync(path) ? resolve(JSON.parse(readFileSync(path, 'utf8'))) : false;
}

function problems(schema: string, value: unknown): unknown {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const check = ajv.compile(inlined(join(schemas, schema)) as object);
  return check(value) ? [] : check.errors;
}

function furnishCi({ sandbox: { world }, user }: Caller, project: Project): void {
  const row = project.mergeRequests.get(1);
  if (row !== undefined) world.runPipeline(project, { mergeRequest: row, user });
  const pipeline = world.runPipeline(project, { ref: 'main', user, status: 'running' });
  world.setTests(pipeline, { success: 2, failed: 1 });
  world.setPipelineStatus(pipeline, 'failed');
  const to = { environment: 'production', ref: 'main', user };
  world.setDeploymentStatus(world.deploy(project, { ...to, pipeline }), 'success');
  world.deploy(project, to);
  const strategies = [{ name: 'default' }, { name: 'gitlabUserList', userList: 'Friends' }] as const;
  world.addFeatureFlag(project, { name: 'apple', description: 'Apples', strategies });
}

describeWhere(described, 'answers against the schemas of ../shared', () => {
  let caller: Caller;
  let project: Project;
  let id: string;
  beforeAll(async () => {
    caller = await startCaller();
    const { world } = caller.sandbox;
    project = world.addProject({ path: 'app', namespace: caller.group });
    world.loadHistory(project, makeHistory());
    world.addProject({ path: 'empty', namespace: caller.group, defaultBranch: null });
    id = `/api/v4/projects/${project.id}`;
    furnishCi(caller, project);
  });
  afterAll(async () => {
    expect(caller.sandbox.violations).toEqual([]);
    await caller.sandbox.close();
  });

  it.each([
    ['metadata.json', () => '/api/v4/metadata'],
    ['projects.json', () => '/api/v4/groups/acme/projects?simple=true'],
    ['projects.json', () => '/api/v4/users/jira/projects?simple=true'],
    ['project/identity.json', () => id],
    ['user/public.json', () => '/api/v4/user'],
    ['user/basics.json', () => '/api/v4/users?username=jira'],
    ['commits.json', () => `${id}/repository/commits?per_page=100`],
    ['commits_with_stats.json', () => `${id}/repository/commits?per_page=100&with_stats=true`],
    ['commit/detail.json', () => `${id}/repository/commits/main`],
    ['merge_requests.json', () => `${id}/merge_requests?per_page=100`],
    ['merge_request.json', () => `${id}/merge_requests/1`],
    ['merge_request_simple.json', () => `${id}/merge_requests/2`],
    ['commits.json', () => `${id}/merge_requests/1/commits`],
    ['branch.json', () => `${id}/repository/branches/main`],
    ['pipelines.json', () => `${id}/pipelines`],
    ['pipelines.json', () => `${id}/merge_requests/1/pipelines`],
    ['pipeline.json', () => `${id}/pipelines/1`],
    ['pipeline/detail.json', () => `${id}/pipelines/2`],
    ['deployment.json', () => `${id}/deployments/1`],
    ['deployment.json', () => `${id}/deployments/2`],
    ['merge_requests.json', () => `${id}/deployments/1/merge_requests`],
    ['environments.json', () => `${id}/environments`],
    ['environment.json', () => `${id}/environments/1`],
    ['feature_flag.json', () => `${id}/feature_flags/apple`],
  ])('%s holds', async (schema, path) => {
    const { status, body } = await caller.get(path());
    expect(status).toBe(200);
    expect(problems(schema, body)).toEqual([]);
  });

  it('branch.json holds for each branch', async () => {
    const { body } = await caller.get(`${id}/repository/branches?per_page=100`);
    for (const branch of body) expect(problems('branch.json', branch)).toEqual([]);
  });

  it('finds a wrong answer wrong', () => {
    expect(problems('metadata.json', { version: 18 })).not.toEqual([]);
  });

  it('answers have no field that the OpenAPI description does not know', async () => {
    const file = join(schemas, '../../../openapi-subset.json');
    const { definitions } = JSON.parse(readFileSync(file, 'utf8'));
    const known = (name: string): string[] => Object.keys(definitions[name].properties);
    const shown = async (path: string): Promise<string[]> => {
      const { body } = await caller.get(path);
      return Object.keys(Array.isArray(body) ? body[0] : body);
    };
    const pairs: [string, string][] = [
      ['API_Entities_MergeRequestBasic', `${id}/merge_requests`],
      ['API_Entities_MergeRequest', `${id}/merge_requests/1`],
      ['API_Entities_MergeRequestApprovals', `${id}/merge_requests/1/approvals`],
      ['API_Entities_MergeRequestReviewer', `${id}/merge_requests/1/reviewers`],
      ['API_Entities_CommitDetail', `${id}/repository/commits/main`],
      ['API_Entities_Diff', `${id}/repository/commits/main/diff`],
      ['API_Entities_Branch', `${id}/repository/branches`],
      ['API_Entities_Ci_PipelineBasic', `${id}/merge_requests/1/pipelines`],
      ['API_Entities_Ci_PipelineWithMetadata', `${id}/pipelines`],
      ['API_Entities_Ci_PipelineWithMetadata', `${id}/pipelines/2`],
      ['TestReportSummaryEntity', `${id}/pipelines/2/test_report_summary`],
      ['API_Entities_Deployment', `${id}/deployments`],
      ['API_Entities_Environment', `${id}/environments/1`],
      ['API_Entities_FeatureFlag', `${id}/feature_flags`],
      ['API_Entities_Namespace', '/api/v4/namespaces/acme'],
      ['API_Entities_GroupDetail', '/api/v4/groups/acme?with_projects=false'],
      ['API_Entities_ProjectWithAccess', id],
      ['API_Entities_BasicProjectDetails', '/api/v4/groups/acme/projects?simple=true'],
    ];
    for (const [name, path] of pairs) {
      expect({ path, unknown: (await shown(path)).filter((field) => !known(name).includes(field)) }).toEqual({
        path,
        unknown: [],
      });
    }
  });
});
