import type { Cloud } from '../cloud/cloud.ts';

/** When Jira was first told of something: `level` is how far it had come (see `levelOf`), `at` epoch ms. */
export interface Arrival {
  readonly name: string;
  readonly level: number;
  readonly at: number;
}

interface PullRequest {
  readonly id: string;
  readonly title: string;
}
interface Build {
  readonly pipelineId: string;
  readonly buildNumber: number;
  readonly state: string;
}
interface DevInfo {
  readonly repositories: readonly { commits?: { id: string }[]; pullRequests?: PullRequest[] }[];
}

/** A measurement of how quickly changes get here: looks at what is sent, and refuses nothing. */
export function watchArrivals(cloud: Cloud): () => Arrival[] {
  const newest = new Map<string, number>();
  const arrivals: Arrival[] = [];
  const note = (name: string, level: number) => {
    if ((newest.get(name) ?? -1) >= level) return;
    newest.set(name, level);
    arrivals.push({ name, level, at: Date.now() });
  };
  cloud.faults.add({
    match: ({ endpoint, body }) => {
      if (endpoint === 'devinfo.bulk') noteDevInfo(JSON.parse(body.toString('utf8')) as DevInfo, note);
      if (endpoint === 'builds.bulk') {
        const { builds } = JSON.parse(body.toString('utf8')) as { builds: Build[] };
        for (const build of builds) {
          // The repository's id ends with GitLab's project id.
          const project = build.pipelineId.split('-').at(-1) ?? '';
          note(`build ${project}/${build.buildNumber}`, levelOf(build.state));
        }
      }
      return false;
    },
  });
  return () => arrivals;
}

function noteDevInfo({ repositories }: DevInfo, note: (name: string, level: number) => void): void {
  for (const { commits = [], pullRequests = [] } of repositories) {
    for (const { id } of commits) note(`commit ${id}`, 0);
    for (const { id, title } of pullRequests) {
      note(`pull_request ${id}`, Number(/(\d+)$/.exec(title)?.[1] ?? 0));
    }
  }
}

/** Waiting, running, over. */
function levelOf(state: string): number {
  return ['pending', 'in_progress'].includes(state) ? ['pending', 'in_progress'].indexOf(state) : 2;
}
