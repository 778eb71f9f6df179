import { Refusal, refuse } from '../../http/exchange.ts';
import type { Answer, Call } from '../../http/exchange.ts';
import { jsonBody } from '../../http/json-body.ts';
import type { Endpoint } from '../../http/router.ts';
import { projectLevel } from '../../world/access.ts';
import { openMergeRequest } from '../../world/merge-requests.ts';
import { projectWith } from '../find.ts';
import { mergeRequestBasic } from '../shapes.ts';

/** Source: doc/api/merge_requests, "Create MR"; lib/api/merge_requests.rb, `handle_merge_request_errors!`. */
export const createMergeRequestEndpoint: Endpoint = {
  name: 'project.merge_requests.add',
  method: 'POST',
  path: '/api/v4/projects/:id/merge_requests',
  access: 'user',
  handle: addMergeRequest,
};

const developer = 30;
const attributes = { source_branch: 'string', target_branch: 'string', title: 'string' } as const;

function addMergeRequest(call: Call): Answer {
  const project = projectWith(call, 'merge_requests');
  if (call.user === null || project.archived || projectLevel(call.user, project) < developer)
    return refuse(403, '403 Forbidden');
  const body = jsonBody(call, attributes);
  const [source, target, title] = [body['source_branch'], body['target_branch'], body['title']];
  if (typeof source !== 'string' || typeof target !== 'string' || typeof title !== 'string')
    return refuse(400, 'source_branch, target_branch or title is missing');
  if (title === '' || title.length > 255)
    throw new Refusal({
      status: 400,
      json: { message: { title: ['is too long (maximum is 255 characters)'] } },
    });
  for (const [end, name] of [
    ['Source', source],
    ['Target', target],
  ] as const)
    if (!project.repository.branches.has(name))
      throw new Refusal({ status: 409, json: { message: [`${end} branch "${name}" does not exist`] } });
  if (source === target)
    throw new Refusal({
      status: 422,
      json: { message: ["You can't use same project/branch for source and target"] },
    });
  const open = [...project.mergeRequests.all()].find(
    (one) => one.state === 'opened' && one.sourceBranch === source && one.targetBranch === target,
  );
  if (open !== undefined) {
    const words = `Another open merge request already exists for this source branch: !${open.iid}`;
    throw new Refusal({ status: 409, json: { message: [words] } });
  }
  const made = openMergeRequest(call.sandbox.state, project, {
    ...{ sourceBranch: source, targetBranch: target, title, author: call.user },
  });
  return { status: 201, json: mergeRequestBasic(call.sandbox.url, made) };
}
