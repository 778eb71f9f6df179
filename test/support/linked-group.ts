import { makeHistory } from '../sandbox/history/make.ts';
import type { TestApp } from './app.ts';
import { addApplication, type OauthApplication } from './link-account.ts';

/** The group `acme` with these projects, each with a small history that names ABC issues, and `dana` who owns it. */
export function makeGroup(app: TestApp, projects: readonly string[]): OauthApplication {
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme', name: 'Acme' });
  world.addMember(group, world.addUser({ username: 'dana', name: 'Dana Developer' }), 50);
  projects.forEach((path, index) => {
    const project = world.addProject({ path, namespace: group });
    world.loadHistory(project, makeHistory({ name: path, seed: index + 1, key: 'ABC', keys: 20 }));
  });
  return addApplication(app);
}

/** Runs every job, and those that wait some seconds to fill a request to Jira. */
export async function finishImport(app: TestApp): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await app.drain();
    app.advance(6000);
  }
  await app.drain();
}
