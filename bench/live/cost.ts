import { setTimeout as sleep } from 'node:timers/promises';
import { control } from '../../scripts/demo/control.ts';
import { decimals, table } from '../table.ts';
import { counted, issueProject, liveGroup, resetCounts, settled, startLive, sumOf } from './stage.ts';

const changes = 1_000;
const perSecond = 20;
const projects = 20;

/** What 1,000 changes of each kind cost, 20 a second over 20 projects. */
export async function costOfChanges(data: string): Promise<string> {
  const stack = await startLive({
    data,
    projects,
    mergeRequests: 50,
    gitlabFlags: ['--license', 'premium'],
  });
  try {
    const rows: (string | number)[][] = [];
    for (const kind of ['push', 'merge_request', 'pipeline'] as const) {
      await resetCounts(stack);
      const seconds = changes / perSecond;
      await control(stack.addresses.gitlab, 'traffic', {
        ...{ group: liveGroup, key: issueProject, perSecond, seconds, kinds: [kind] },
      });
      await sleep(seconds * 1000);
      await settled(stack);
      await sleep(2_000);
      const { gitlab, devInfo, builds } = await counted(stack);
      rows.push([
        kind,
        sumOf(gitlab),
        devInfo.requests + builds.requests,
        devInfo.entities + builds.entities,
        decimals((devInfo.entities + builds.entities) / (devInfo.requests + builds.requests), 1),
        `one, were nobody in a hurry; ${seconds} with one a second`,
      ]);
    }
    return `### ${changes} changes of each kind, ${perSecond} a second in ${projects} projects\n\n${table(
      [
        'change',
        'requests to GitLab',
        'requests to Jira',
        'entities to Jira',
        'entities a request',
        'smallest number of requests to Jira',
      ],
      rows,
    )}`;
  } finally {
    await stack.stop();
  }
}
