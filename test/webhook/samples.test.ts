import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWhere } from '../contract/describe-where.ts';
import { root } from '../house/fixtures/child.ts';
import { openDesk, type Desk } from './desk.ts';

/** What each recorded payload makes us look at in a project of its number; the fragments among them name nothing. */
const expectedOf: Readonly<Record<string, readonly string[]>> = {
  'push_events.json': ['live.branch acme/app master'],
  'tag_events.json': [],
  'merge_request_events_complete_payload_example.json': ['live.merge-request acme/app 16'],
  'comment_events_comment_on_a_merge_request.json': ['live.merge-request acme/app 1'],
  'pipeline_events.json': ['live.pipeline acme/app 31'],
  'deployment_events.json': ['live.deployment acme/app 15'],
  'feature_flag_events.json': ['live.feature-flags acme/app'],
  'project_events_create_a_project_in_a_group.json': ['live.projects'],
  'project_events_delete_a_project_in_a_group.json': ['live.projects'],
  'subgroup_events_create_a_subgroup_in_a_group.json': ['live.projects'],
  'subgroup_events_remove_a_subgroup_from_a_group.json': ['live.projects'],
  'wh-push.woodpecker.json': ['live.branch acme/app main'],
  'wh-push-subgroup.go-scm.json': ['live.branch acme/app master'],
  'wh-branch-create.go-scm.json': ['live.branch acme/app feature'],
  'wh-branch-delete.go-scm.json': ['live.branch acme/app feature'],
  'wh-tag.woodpecker.json': [],
  'wh-deployment.go-gitlab.json': ['live.deployment acme/app 15'],
  'wh-feature-flag.go-gitlab.json': ['live.feature-flags acme/app'],
  'wh-pipeline.go-gitlab.json': ['live.pipeline acme/app 31'],
  'wh-pipeline-subgroup.go-scm.json': ['live.pipeline acme/app 31'],
  'wh-subgroup.go-gitlab.json': ['live.projects'],
};
const fragments =
  /_(changes_field|action_specific_fields|re_request_review_events|reviewer_state_tracking|system_initiated\w*)[.]json$/;
const samples = path.join(root, '../shared/samples');

describeWhere(existsSync(samples), 'the payloads of ../shared/samples', () => {
  const files = existsSync(samples)
    ? readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter(
        (file) => /^gitlab-hooks\/[^_].*json$/.test(file) || /wh-.*json$/.test(file),
      )
    : [];

  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.app.close());
  beforeEach(() => desk.forgetAll());

  it('are all here', () => expect(files.length).toBeGreaterThan(30));

  it.each(files.map((file) => [path.basename(file), file]))(
    '%s is taken for what it is',
    async (name, file) => {
      const text = readFileSync(path.join(samples, file), 'utf8');
      const body = JSON.parse(text) as { project_id?: number; project?: { id: number } };
      const id = body.project?.id ?? body.project_id;
      const known = desk.projectId();
      const setId = (from: number, to: number) =>
        desk.app.ctx.db.run(
          'update repository set gitlab_project_id = $3 where tenant_id = $1 and gitlab_project_id = $2',
          [desk.linked.site.tenant.id, from, to],
        );
      const takes = id !== undefined && id !== desk.projectId(1);
      if (takes) await setId(known, id);
      const answer = await desk.send(text);
      // The sandbox's own numbers are small, too: one of them may be the sample's.
      const found = (await desk.work()).map((one) => one.replace('acme/web', 'acme/app'));
      if (takes) await setId(id, known);
      expect([answer.status, await answer.text()]).toEqual([200, '']);
      if (fragments.test(name)) {
        expect(found).toEqual([]);
        expect(await desk.deliveries()).toMatchObject([{ outcome: 'unreadable' }]);
      } else if (name.startsWith('wh-mr-'))
        expect(found).toEqual([expect.stringMatching(/^live\.merge-request acme\/app \d+$/)]);
      else expect(found).toEqual(expectedOf[name]);
    },
  );
});
