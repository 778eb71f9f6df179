/** Development information as the documentation has it, with every field that is required. */
type Fields = Record<string, unknown>;

export function commit(id: string, changes: Fields = {}): Fields {
  return {
    id,
    displayId: id.slice(0, 7),
    updateSequenceId: 1,
    message: 'ABC-1 a change',
    author: { name: 'Ann', email: 'ann@example.com' },
    fileCount: 1,
    url: `https://gitlab.example/c/${id}`,
    authorTimestamp: '2026-11-22T10:00:00+00:00',
    issueKeys: ['ABC-1'],
    ...changes,
  };
}

export function branch(id: string, changes: Fields = {}): Fields {
  return {
    id,
    name: `feature/${id}`,
    url: `https://gitlab.example/b/${id}`,
    updateSequenceId: 1,
    lastCommit: commit(`last-of-${id}`, { updateSequenceId: changes['updateSequenceId'] ?? 1 }),
    issueKeys: ['ABC-1'],
    ...changes,
  };
}

export function pullRequest(id: string, changes: Fields = {}): Fields {
  return {
    id,
    displayId: `!${id}`,
    title: 'ABC-1 a change',
    url: `https://gitlab.example/mr/${id}`,
    updateSequenceId: 1,
    status: 'OPEN',
    author: { name: 'Ann', email: 'ann@example.com' },
    commentCount: 0,
    sourceBranch: 'feature',
    destinationBranch: 'main',
    lastUpdate: '2026-11-22T10:00:00.000Z',
    issueKeys: ['ABC-1'],
    ...changes,
  };
}

export function repository(changes: Fields = {}): Fields {
  return {
    id: 'repo-1',
    name: 'group/repo',
    url: 'https://gitlab.example/group/repo',
    updateSequenceId: 1,
    ...changes,
  };
}

/** A request with one repository. */
export function bulk(entities: Fields): { repositories: Fields[] } {
  return { repositories: [repository(entities)] };
}
