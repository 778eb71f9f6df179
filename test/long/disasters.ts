import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './stage.ts';
import { pick, weather } from './weather.ts';

/** What may happen next, and an end to all of it. */
export type Disasters = {
  /** One thing, at random. @returns what it was, in words */
  next(): Promise<string>;
  /** From now on all is well, and every process runs. */
  clear(): Promise<void>;
};

/** Weather on both sides, processes that are killed or stopped, connections to the database that are cut. */
export function disasters(stage: Stage, random: () => number): Disasters {
  const { tree, client, jira } = stage;
  const sky = weather(stage, random);
  const later = (name: string) => sleep(500 + random() * 2_500).then(() => tree.start(name));
  const ends: Promise<void>[] = [];
  let kills = true;
  // One in twelve bulk requests is the last of a worker: Jira takes it, and nobody is left to note that.
  jira.faults.add({
    match: ({ endpoint }) => {
      if (endpoint !== 'devinfo.bulk' || !kills || random() >= 1 / 12) return false;
      const name = pick(['worker-1', 'worker-2'], random);
      ends.push(tree.kill(name).then(() => later(name)));
      return false;
    },
  });
  const all: (() => Promise<string>)[] = [
    () => Promise.resolve(`GitLab ${sky.changeGitlab()}`),
    () => Promise.resolve(`Jira ${sky.changeJira()}`),
    async () => {
      const name = pick(tree.names, random);
      await tree.kill(name);
      await later(name);
      return `kill ${name}`;
    },
    async () => {
      const name = pick(tree.names, random);
      await tree.stop(name);
      await later(name);
      return `stop ${name}`;
    },
    async () => {
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      return 'cut the database';
    },
  ];
  return {
    next: () => pick([...all, ...all.slice(0, 2), ...all.slice(0, 2)], random)(),
    async clear() {
      kills = false;
      sky.clear();
      await Promise.all(ends);
    },
  };
}
