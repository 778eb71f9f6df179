import type { World } from '../sandbox/gitlab/world/world.ts';
import type { FeatureFlag, Pipeline } from '../sandbox/gitlab/world/ci.ts';
import type { MergeRequest, Project, User } from '../sandbox/gitlab/world/model.ts';
import { randomFrom } from '../sandbox/history/make.ts';

export type BusyTeam = {
  readonly world: World;
  readonly projects: readonly Project[];
  readonly people: readonly [User, ...User[]];
  readonly seed: number;
  /** Issue keys are `<key>-1` to `<key>-<keys>`; every third text names none. */
  readonly key: string;
  readonly keys: number;
  /** Told of merge requests that are deleted: no hook tells of those. */
  readonly onDelete?: ((row: MergeRequest) => void) | undefined;
};

/** People who do everything that this product follows, at random but the same for the same seed: one thing a call. */
export function busyTeam(team: BusyTeam): () => void {
  const random = randomFrom(team.seed);
  const dice: Dice = {
    chance: (share) => random() < share,
    pick: (list) => list[Math.floor(random() * list.length)],
    text: (words) =>
      random() < 2 / 3 ? `${team.key}-${1 + Math.floor(random() * team.keys)} ${words}` : words,
    number: (below) => Math.floor(random() * below),
  };
  const acts = Object.entries(actions(team, dice)).flatMap(([, { weight, act }]) =>
    Array.from({ length: weight }, () => act),
  );
  return () => {
    // What cannot be done in this project right now is tried in another.
    for (let tries = 0; tries < 100; tries += 1) {
      const project = dice.pick(team.projects);
      if (project !== undefined && dice.pick(acts)?.(project) === true) return;
    }
    throw new Error('This team has nothing to do.');
  };
}

type Dice = {
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T | undefined;
  readonly text: (words: string) => string;
  readonly number: (below: number) => number;
};

/** @returns false where there is nothing to do it with */
type Act = (project: Project) => boolean;
type Actions = Readonly<Record<string, { readonly weight: number; readonly act: Act }>>;

function actions(team: BusyTeam, dice: Dice): Actions {
  return { ...code(team, dice), ...mergeRequests(team, dice), ...delivery(team, dice) };
}

function code({ world, keys, key }: BusyTeam, dice: Dice): Actions {
  let made = 0;
  const gone: { readonly project: Project; readonly branch: string }[] = [];
  const commits = (most = 3) =>
    Array.from({ length: 1 + dice.number(most) }, () => ({ message: dice.text(`Step ${(made += 1)}`) }));
  const branches = (project: Project) => [...project.repository.branches.keys()];
  const others = (project: Project) => branches(project).filter((name) => name !== project.defaultBranch);
  const newName = () =>
    dice.chance(0.5) ? `${key}-${1 + dice.number(keys)}-topic-${(made += 1)}` : `topic-${(made += 1)}`;
  const onBranch = (act: (project: Project, branch: string) => void, from = branches): Act => {
    return (project) => {
      const branch = dice.pick(from(project));
      if (branch !== undefined) act(project, branch);
      return branch !== undefined;
    };
  };
  return {
    push: { weight: 26, act: onBranch((project, branch) => world.push(project, branch, commits())) },
    largePush: { weight: 1, act: onBranch((project, branch) => world.push(project, branch, commits(45))) },
    newBranch: {
      weight: 8,
      act: (project) => {
        world.push(project, newName(), commits());
        return true;
      },
    },
    manyBranches: {
      weight: 1,
      act: (project) => {
        const names = Array.from({ length: 5 }, newName);
        world.pushMany(
          project,
          names.map((branch) => ({ branch, commits: commits() })),
        );
        return true;
      },
    },
    forcePush: {
      weight: 3,
      act: onBranch((project, branch) => {
        const onto = project.repository.branches.get(project.defaultBranch ?? '');
        if (onto !== undefined) world.forcePush(project, branch, { onto, commits: commits() });
      }, others),
    },
    deleteBranch: {
      weight: 4,
      act: onBranch((project, branch) => {
        world.deleteBranch(project, branch);
        gone.push({ project, branch });
      }, others),
    },
    bringBack: {
      weight: 2,
      act: (project) => {
        const found = dice.pick(gone.filter((one) => one.project === project))?.branch;
        if (found === undefined || project.repository.branches.has(found)) return false;
        world.push(project, found, commits());
        return true;
      },
    },
    tag: {
      weight: 1,
      act: onBranch((project, branch) => world.pushTag(project, `v${(made += 1)}`, branch)),
    },
  };
}

function mergeRequests({ world, people, onDelete }: BusyTeam, dice: Dice): Actions {
  const somebody = () => dice.pick(people) ?? people[0];
  const onRow = (
    act: (row: MergeRequest) => void,
    fits: (row: MergeRequest) => boolean = () => true,
  ): Act => {
    return (project) => {
      const row = dice.pick([...project.mergeRequests.all()].filter(fits));
      if (row !== undefined) act(row);
      return row !== undefined;
    };
  };
  const isOpen = (row: MergeRequest) => row.state === 'opened';
  const hasSource = (row: MergeRequest) =>
    isOpen(row) && row.project.repository.branches.has(row.targetBranch);
  return {
    open: {
      weight: 9,
      act: (project) => {
        const sourceBranch = dice.pick(
          [...project.repository.branches.keys()].filter((name) => name !== project.defaultBranch),
        );
        if (sourceBranch === undefined) return false;
        const title = `${dice.chance(0.2) ? 'Draft: ' : ''}${dice.text('Change something')}`;
        world.openMergeRequest(project, { sourceBranch, title, author: somebody() });
        return true;
      },
    },
    retitle: {
      weight: 6,
      act: onRow((row) => world.updateMergeRequest(row, { title: dice.text('Another title') })),
    },
    describe: {
      weight: 2,
      act: onRow((row) => world.updateMergeRequest(row, { description: dice.text('Because.') })),
    },
    merge: {
      weight: 4,
      act: onRow(
        (row) => world.merge(row, { by: somebody(), deleteSourceBranch: dice.chance(0.5) }),
        hasSource,
      ),
    },
    close: { weight: 3, act: onRow((row) => world.close(row, somebody()), isOpen) },
    reopen: {
      weight: 1,
      act: onRow(
        (row) => world.reopen(row),
        (row) => row.state === 'closed',
      ),
    },
    approve: { weight: 5, act: onRow((row) => world.approve(row, somebody()), isOpen) },
    takeBack: { weight: 2, act: onRow((row) => world.unapprove(row, somebody()), isOpen) },
    askForReview: { weight: 3, act: onRow((row) => world.requestReview(row, somebody()), isOpen) },
    comment: { weight: 5, act: onRow((row) => world.comment(row)) },
    delete: {
      weight: 1,
      act: onRow((row) => {
        world.deleteMergeRequest(row);
        onDelete?.(row);
      }),
    },
  };
}

function delivery({ world, people }: BusyTeam, dice: Dice): Actions {
  const running = new Map<Project, Pipeline>();
  const flags = new Map<Project, FeatureFlag[]>();
  return {
    pipeline: {
      weight: 16,
      act: (project) => {
        const current = running.get(project);
        if (current?.status === 'pending') world.setPipelineStatus(current, 'running');
        else if (current?.status === 'running') {
          world.setPipelineStatus(current, dice.chance(0.8) ? 'success' : 'failed');
        } else {
          const ref = dice.pick([...project.repository.branches.keys()]);
          if (ref === undefined) return false;
          running.set(project, world.runPipeline(project, { ref }));
        }
        return true;
      },
    },
    deploy: {
      weight: 5,
      act: (project) => {
        const ref = project.defaultBranch;
        if (ref === null || !project.repository.branches.has(ref)) return false;
        const environment = dice.pick(['staging', 'production', 'review/one']) ?? 'staging';
        const deployment = world.deploy(project, { environment, ref, user: people[0] });
        world.setDeploymentStatus(deployment, dice.chance(0.8) ? 'success' : 'failed');
        return true;
      },
    },
    flag: {
      weight: 3,
      act: (project) => {
        const known = flags.get(project) ?? [];
        flags.set(project, known);
        const flag = dice.pick(known);
        if (flag === undefined || dice.chance(0.2)) {
          const name = `flag_${known.length + 1}`;
          known.push(world.addFeatureFlag(project, { name, description: dice.text('Try it') }));
        } else world.updateFeatureFlag(flag, { active: !flag.active });
        return true;
      },
    },
  };
}
