import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import type {
  BranchFacts,
  ChangedFile,
  CommitFacts,
  EntityFacts,
  MergeRequestFacts,
  Person,
} from '../../src/dev-info/entity.ts';
import { toJira, withSequence } from '../../src/dev-info/to-jira/entity.ts';
import { fitText, fitTime, fitUrl } from '../../src/dev-info/to-jira/fit.ts';
import { toRepository } from '../../src/dev-info/to-jira/repository.ts';
import { BULK_SCHEMA } from '../sandbox/jira/devinfo/schema.ts';
import { anyKeys, anyNumber, anyText, anyUrl, isTime, maybe, unsupported } from './support/arbitraries.ts';
import { branch, commit, commitFacts, mergeRequest, shaOf } from './support/facts.ts';

const schemaFile = new URL('../../../shared/specs/jira/devinfo-bulk.request.schema.json', import.meta.url);

const listOf: Readonly<Record<string, string>> = {
  commit: 'commits',
  branch: 'branches',
  pull_request: 'pullRequests',
};
const home = { id: 'a-1', name: 'Project', url: 'https://h/p' };

function requestOf(entity: EntityFacts, keys: readonly string[], name = 'Project'): object {
  const repository = toRepository({ jiraRepositoryId: 'a-1', name, webUrl: 'https://h/p', avatarUrl: null });
  const { payload } = toJira(entity, { id: 'some-id', issueKeys: keys, repository });
  // What is sent is JSON: undefined fields are gone.
  return JSON.parse(
    JSON.stringify({
      repositories: [
        { ...repository, updateSequenceId: 1, [listOf[entity.kind] ?? '']: [withSequence(payload, 7)] },
      ],
      operationType: 'BACKFILL',
      preventTransitions: true,
    }),
  ) as object;
}

function payloadOf(entity: EntityFacts, keys: readonly string[] = ['ABC-1']): Record<string, unknown> {
  const { payload } = toJira(entity, { id: 'x', issueKeys: keys, repository: home });
  return JSON.parse(JSON.stringify(payload)) as Record<string, unknown>;
}

describe('translation', () => {
  it('makes a commit', () => {
    const facts = commitFacts(5, {
      isMerge: true,
      files: [{ path: 'a.txt', change: 'MODIFIED', linesAdded: 1, linesRemoved: 2, url: 'https://h/a.txt' }],
      fileCount: 12,
    });
    const result = toJira(
      { kind: 'commit', facts },
      { id: facts.sha, issueKeys: ['ABC-6'], repository: home },
    );
    expect(result.cuts).toBe(0);
    expect(withSequence(result.payload, 42)).toEqual({
      id: shaOf(5),
      displayId: '00000000',
      message: 'ABC-6 change 5',
      author: { name: 'Ada', email: 'ada@example.com' },
      fileCount: 12,
      files: [
        { path: 'a.txt', changeType: 'MODIFIED', linesAdded: 1, linesRemoved: 2, url: 'https://h/a.txt' },
      ],
      url: `https://gitlab.example/group/project/-/commit/${shaOf(5)}`,
      authorTimestamp: '2026-01-01T00:05:00.000Z',
      flags: ['MERGE_COMMIT'],
      issueKeys: ['ABC-6'],
      updateSequenceId: 42,
    });
  });

  it('makes a branch whose last commit stands for its issues', () => {
    const entity = branch('ABC-7-ünï #1?');
    const result = toJira(entity, { id: entity.id, issueKeys: ['ABC-7'], repository: home });
    expect(withSequence(result.payload, 42)).toMatchObject({
      id: entity.id,
      name: 'ABC-7-ünï #1?',
      url: 'https://gitlab.example/group/project/-/tree/ABC-7-%C3%BCn%C3%AF%20%231%3F',
      issueKeys: ['ABC-7'],
      updateSequenceId: 42,
      lastCommit: { id: shaOf(1), issueKeys: ['ABC-7'], updateSequenceId: 42, fileCount: 0 },
    });
  });

  it.each([
    ['opened', 'OPEN'],
    ['locked', 'OPEN'],
    ['merged', 'MERGED'],
    ['closed', 'DECLINED'],
  ] as const)('makes a merge request that is %s a pull request that is %s', (state, status) => {
    const entity = mergeRequest(3, {
      state,
      reviewers: [
        { name: 'Bob', approval: 'APPROVED' },
        { name: 'Eve', approval: 'NEEDSWORK' },
      ],
    });
    expect(payloadOf(entity)).toEqual({
      id: 'x',
      displayId: 'group/project!3',
      title: 'ABC-4 merge 3',
      url: 'https://gitlab.example/group/project/-/merge_requests/3',
      status,
      author: { name: 'Ada' },
      commentCount: 2,
      sourceBranch: 'feature-3',
      sourceBranchUrl: 'https://gitlab.example/group/project/-/tree/feature-3',
      destinationBranch: 'main',
      destinationBranchUrl: 'https://gitlab.example/group/project/-/tree/main',
      lastUpdate: '2026-02-01T00:03:00.000Z',
      reviewers: [
        { name: 'Bob', approvalStatus: 'APPROVED' },
        { name: 'Eve', approvalStatus: 'UNAPPROVED' },
      ],
      issueKeys: ['ABC-1'],
    });
  });

  it('gives a branch and its pull request the same address', () => {
    const name = 'AB-1/ä{x}|^`"<>\\%zz';
    const url = `https://h/p/-/tree/${name}`;
    const made = payloadOf(branch(name, { url }))['url'];
    expect(made).toBe(payloadOf(mergeRequest(1, { sourceBranchUrl: url }))['sourceBranchUrl']);
    expect(made).toMatch(/^[\w\-.~:/%]+$/);
  });

  it('cuts to limits and counts it', () => {
    const message = `ABC-1 ${'x'.repeat(10_000)}`;
    const many = Array.from({ length: 600 }, (_, index) => `ABC-${index}`);
    const { payload, cuts } = toJira(commit(1, { message }), {
      id: 'x',
      issueKeys: many,
      repository: home,
    });
    expect(payload).toMatchObject({ message: message.slice(0, 1024), issueKeys: many.slice(0, 500) });
    expect(cuts).toBe(2);
    const long = 'b'.repeat(600);
    expect(payloadOf(branch(long))['name']).toHaveLength(512);
    expect(payloadOf(mergeRequest(1, { sourceBranch: long }))['sourceBranch']).toHaveLength(255);
  });

  it('strips what Jira cannot store', () => {
    const cuts = { count: 0 };
    expect(fitText('ship it 🚀\u0000\u0007\ud83d now\ttab\nline é 修', 100, cuts)).toBe(
      'ship it  now\ttab\nline é 修',
    );
    expect(fitText('🚀', 100, cuts)).toBe('\ufffd');
    expect(cuts.count).toBe(2);
  });

  it('leaves out an e-mail or address that does not fit rather than sending half of it', () => {
    const author = { name: 'Ada', email: `${'a'.repeat(300)}@example.com`, avatar: 'javascript:alert(1)' };
    expect(payloadOf(commit(1, { author }))['author']).toEqual({ name: 'Ada' });
    expect(payloadOf(commit(1, { url: `https://h/${'a'.repeat(2000)}` }))['url']).toBe('https://h/p');
  });

  it('writes times of 1970, 2038 and of no calendar', () => {
    expect(fitTime(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(fitTime(2 ** 31 * 1000)).toBe('2038-01-19T03:14:08.000Z');
    expect([fitTime(-1), fitTime(Number.NaN)]).toEqual([fitTime(0), fitTime(0)]);
    expect(fitTime(Number.MAX_SAFE_INTEGER)).toBe('9999-12-31T23:59:59.999Z');
  });

  it('escapes addresses and leaves escaped ones alone', () => {
    const cuts = { count: 0 };
    expect(fitUrl('https://h/a%20b/%zz?x[y]=🚀', cuts)).toBe('https://h/a%20b/%25zz?x%5By%5D=%F0%9F%9A%80');
    expect(fitUrl('http://[::1]:3000/a[b', cuts)).toBe('http://[::1]:3000/a%5Bb');
    expect(cuts.count).toBe(0);
  });
});

const anyPerson: fc.Arbitrary<Person> = fc.record({
  name: anyText,
  email: maybe(anyText),
  username: maybe(anyText),
  url: maybe(anyUrl),
  avatar: maybe(anyUrl),
});
const anyFile: fc.Arbitrary<ChangedFile> = fc.record({
  path: anyText,
  change: fc.constantFrom('ADDED', 'COPIED', 'DELETED', 'MODIFIED', 'MOVED', 'UNKNOWN'),
  linesAdded: anyNumber,
  linesRemoved: anyNumber,
  url: anyUrl,
});
const anyCommit: fc.Arbitrary<CommitFacts> = fc.record({
  sha: anyText,
  message: anyText,
  author: anyPerson,
  authoredAt: anyNumber,
  committedAt: anyNumber,
  url: anyUrl,
  isMerge: fc.boolean(),
  files: maybe(fc.array(anyFile, { maxLength: 15 })),
  fileCount: maybe(anyNumber),
});
const anyBranch: fc.Arbitrary<BranchFacts> = fc.record({
  name: anyText,
  url: anyUrl,
  createMergeRequestUrl: anyUrl,
  lastCommit: anyCommit,
});
const anyMergeRequest: fc.Arbitrary<MergeRequestFacts> = fc.record({
  id: fc.nat(),
  iid: fc.nat(),
  title: anyText,
  reference: anyText,
  url: anyUrl,
  state: fc.constantFrom('opened', 'closed', 'merged', 'locked'),
  draft: fc.boolean(),
  author: anyPerson,
  sourceBranch: anyText,
  sourceBranchUrl: maybe(anyUrl),
  targetBranch: anyText,
  targetBranchUrl: anyUrl,
  commentCount: anyNumber,
  updatedAt: anyNumber,
  createdAt: anyNumber,
  reviewers: fc.array(
    fc.tuple(anyPerson, fc.constantFrom('APPROVED', 'NEEDSWORK', 'UNAPPROVED')).map(([person, approval]) => ({
      ...person,
      approval,
    })),
    { maxLength: 3 },
  ),
});
const anyEntity: fc.Arbitrary<EntityFacts> = fc.oneof(
  anyCommit.map((facts) => ({ kind: 'commit' as const, facts })),
  anyBranch.map((facts) => ({ kind: 'branch' as const, facts })),
  anyMergeRequest.map((facts) => ({ kind: 'pull_request' as const, facts })),
);
function expectValid(schema: object): void {
  const ajv = new Ajv({ strict: false, formats: { 'jira-time': isTime, int64: true, int32: true } });
  const validate = ajv.compile(schema);
  fc.assert(
    fc.property(anyEntity, anyKeys, anyText, (entity, keys, name) => {
      const request = requestOf(entity, keys, name);
      if (!validate(request)) throw new Error(ajv.errorsText(validate.errors));
      const times = JSON.stringify(request).matchAll(/"(?:authorTimestamp|lastUpdate)":"([^"]*)"/g);
      for (const [, time = ''] of times) expect(isTime(time)).toBe(true);
      // Escapes in the JSON are what a lone surrogate or control character becomes.
      expect(JSON.stringify(request)).not.toMatch(/\\u(?:d[89a-f]|00)/);
      expect(unsupported.test(JSON.stringify(request))).toBe(false);
    }),
    { numRuns: 500 },
  );
}

describe('any facts', () => {
  it('make a payload that the documented rules allow', () => {
    expectValid(BULK_SCHEMA);
  });

  it('make a payload that the shared schema allows', () => {
    if (!existsSync(schemaFile)) {
      process.stdout.write('skipped: schema of the bulk request, ../shared is not here\n');
      return;
    }
    expectValid(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);
  });
});
