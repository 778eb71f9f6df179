import { execFileSync } from 'node:child_process';
import { refuse } from '../../http/exchange.ts';
import type { Answer, Call } from '../../http/exchange.ts';
import { jsonBody } from '../../http/json-body.ts';
import type { Endpoint } from '../../http/router.ts';
import { projectLevel } from '../../world/access.ts';
import type { Project } from '../../world/model.ts';
import { createBranch } from '../../world/push.ts';
import { branch } from '../branches.ts';
import { projectWith } from '../find.ts';

/** Source: doc/api/branches, "Create repository branch"; app/services/branches/create_service.rb. */
export const createBranchEndpoint: Endpoint = {
  name: 'project.branches.add',
  method: 'POST',
  path: '/api/v4/projects/:id/repository/branches',
  access: 'user',
  handle: addBranch,
};

const developer = 30;
const maintainer = 40;

function addBranch(call: Call): Answer {
  const project = projectWith(call, 'repository');
  const level = projectLevel(call.user, project);
  if (project.archived || level < developer) return refuse(403, '403 Forbidden');
  const { branch: name, ref } = jsonBody(call, { branch: 'string', ref: 'string' });
  if (typeof name !== 'string') return refuse(400, 'branch is missing');
  if (typeof ref !== 'string') return refuse(400, 'ref is missing');
  if (!isRefName(name)) return refuse(400, 'Branch name is invalid');
  if (project.repository.branches.has(name)) return refuse(400, 'Branch already exists');
  if (level < maintainer && isProtected(project, name))
    return refuse(400, 'You are not allowed to create protected branches on this project.');
  if (project.repository.resolve(ref, project.defaultBranch) === undefined)
    return refuse(400, `Failed to create branch '${name}': invalid reference name '${ref}'`);
  if (isInTheWay(project, name)) return refuse(400, `Failed to create branch '${name}'`);
  createBranch(call.sandbox.state, project, { branch: name, from: ref, by: call.user ?? undefined });
  return { status: 201, json: branch(call, project, name) };
}

/** Git itself is asked, so that what we say of names is held against it. */
function isRefName(name: string): boolean {
  if (/^refs\/heads\/|^-|^[0-9a-f]{40}$/.test(name)) return false;
  try {
    execFileSync('git', ['check-ref-format', '--branch', name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `release/*` and the like: only a Maintainer makes branches of these names. */
function isProtected({ protectedBranches = [] }: Project, name: string): boolean {
  return protectedBranches.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );
}

/** A branch is a file: there cannot be `a` and `a/b`. */
function isInTheWay({ repository }: Project, name: string): boolean {
  return [...repository.branches.keys()].some(
    (other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`),
  );
}
