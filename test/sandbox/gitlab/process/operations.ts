import type { GitlabSandbox } from '../sandbox.ts';
import type { Feature, MergeRequest, Project, ReviewState, User } from '../world/model.ts';
import type { NewCommit } from '../world/push.ts';

/** The body of a control request. Those who send it are our own demo, bench and tests: fields are taken as told. */
export type Body = Readonly<Record<string, unknown>>;
export type Operation = (body: Body) => unknown;

/** What can be done to the world over HTTP: `POST /_sandbox/<name>`. */
export function worldOperations({ world }: GitlabSandbox): Readonly<Record<string, Operation>> {
  const project = (body: Body): Project => world.project(body['project'] as string | number);
  const user = (body: Body, field = 'by'): User => world.user((body[field] as string | undefined) ?? 'admin');
  const row = (body: Body): MergeRequest => {
    const found = project(body).mergeRequests.get(body['iid'] as number);
    if (found === undefined) throw new Error('There is no such merge request.');
    return found;
  };
  return {
    ...placeOperations({ world, project, user }),
    push: (body) => world.push(project(body), body['branch'] as string, body['commits'] as NewCommit[]),
    'force-push': (body) =>
      world.forcePush(project(body), body['branch'] as string, {
        onto: body['onto'] as string,
        commits: (body['commits'] ?? []) as NewCommit[],
      }),
    'create-branch': (body) =>
      world.createBranch(project(body), body['branch'] as string, body['from'] as string | undefined),
    'delete-branch': (body) => world.deleteBranch(project(body), body['branch'] as string),
    'open-merge-request': (body) => {
      const made = world.openMergeRequest(project(body), {
        sourceBranch: body['sourceBranch'] as string,
        title: body['title'] as string,
        description: body['description'] as string | undefined,
        targetBranch: body['targetBranch'] as string | undefined,
        author: user(body, 'author'),
        reviewers: ((body['reviewers'] ?? []) as string[]).map((name) => world.user(name)),
      });
      return { id: made.id, iid: made.iid };
    },
    'update-merge-request': (body) => world.updateMergeRequest(row(body), { ...body, by: user(body) }),
    merge: (body) =>
      world.merge(row(body), { by: user(body), deleteSourceBranch: body['deleteSourceBranch'] === true }),
    close: (body) => world.close(row(body), user(body)),
    reopen: (body) => world.reopen(row(body), user(body)),
    approve: (body) => world.approve(row(body), user(body)),
    unapprove: (body) => world.unapprove(row(body), user(body)),
    'request-review': (body) => world.requestReview(row(body), user(body, 'reviewer')),
    review: (body) => world.review(row(body), user(body), body['state'] as ReviewState),
    comment: (body) => world.comment(row(body), user(body)),
    'delete-merge-request': (body) => world.deleteMergeRequest(row(body)),
  };
}

interface Finders {
  readonly world: GitlabSandbox['world'];
  readonly project: (body: Body) => Project;
  readonly user: (body: Body, field?: string) => User;
}

function placeOperations({ world, project, user }: Finders): Record<string, Operation> {
  const application = (body: Body) => {
    const found = world.state.applications.get(body['clientId'] as string);
    if (found === undefined) throw new Error('There is no such application.');
    return found;
  };
  return {
    'create-application': (body) => {
      const made = world.addApplication({
        name: body['name'] as string | undefined,
        redirectUris: body['redirectUris'] as string[],
        scopes: body['scopes'] as string[] | undefined,
        trusted: body['trusted'] === true,
      });
      return { clientId: made.clientId, clientSecret: made.clientSecret };
    },
    'issue-token': (body) => world.issueToken(application(body), user(body, 'username')),
    'renew-secret': (body) => ({ clientSecret: world.renewSecret(application(body)) }),
    'revoke-grant': (body) => world.revokeGrant(user(body, 'username'), application(body)),
    'block-user': (body) => world.blockUser(user(body, 'username')),
    'create-project': (body) => {
      const made = world.addProject({
        path: body['path'] as string,
        namespace: world.namespace(body['namespace'] as string),
      });
      return { id: made.id };
    },
    'rename-project': (body) => world.renameProject(project(body), body['path'] as string),
    'delete-project': (body) => world.deleteProject(project(body)),
    archive: (body) => world.archive(project(body), body['archived'] !== false),
    'disable-feature': (body) => world.disableFeature(project(body), body['feature'] as Feature),
    'enable-feature': (body) => world.enableFeature(project(body), body['feature'] as Feature),
  };
}
