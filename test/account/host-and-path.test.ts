import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSupported, lackingIn } from '../../src/account/authorization/gitlab-version.ts';
import { normaliseHostUrl } from '../../src/account/form/host-url.ts';
import { normaliseNamespacePath } from '../../src/account/form/namespace-path.ts';
import { AppError } from '../../src/lib/errors.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('Host URL', () => {
  const host = (text: string) => normaliseHostUrl(text, ['gitlab.internal', '10.0.0.0/8']);

  it.each([
    ['https://gitlab.example.com', 'https://gitlab.example.com'],
    ['https://gitlab.example.com/', 'https://gitlab.example.com'],
    [' https://GitLab.Example.com:443// ', 'https://gitlab.example.com'],
    ['gitlab.example.com', 'https://gitlab.example.com'],
    ['gitlab.example.com:8443', 'https://gitlab.example.com:8443'],
    ['https://example.com/gitlab', 'https://example.com/gitlab'],
    ['https://example.com/gitlab/', 'https://example.com/gitlab'],
    ['https://gitlab.example.com/-/jira', 'https://gitlab.example.com'],
    ['https://example.com/gitlab/-/jira/', 'https://example.com/gitlab'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['http://gitlab.internal:8080', 'http://gitlab.internal:8080'],
    ['http://10.1.2.3', 'http://10.1.2.3'],
  ])('%s is stored as %s', (text, expected) => {
    expect(host(text)).toBe(expected);
  });

  it.each([
    ['', 'bad_request'],
    ['   ', 'bad_request'],
    ['https://', 'bad_request'],
    ['ftp://gitlab.example.com', 'bad_request'],
    ['javascript://alert(1)', 'bad_request'],
    ['https://git lab.example.com', 'bad_request'],
    ['https://jane:secret@gitlab.example.com', 'bad_request'],
    ['https://gitlab.example.com?a=b', 'bad_request'],
    ['https://gitlab.example.com/#x', 'bad_request'],
    ['http://gitlab.example.com', 'address_refused'],
    ['http://11.0.0.1', 'address_refused'],
  ])('%p is refused as %s', (text, code) => {
    expect(codeOf(() => host(text))).toBe(code);
  });

  it('is stable: what is stored is stored the same again', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
        const stored = host(url);
        expect(host(stored)).toBe(stored);
        expect(stored).toMatch(/^https:\/\/[^?#]*[^/?#]$/);
      }),
    );
  });
});

describe('Team or User Account', () => {
  const path = (text: string) => normaliseNamespacePath(text, 'https://example.com/gitlab');

  it.each([
    ['acme', 'acme'],
    [' /acme/backend/ ', 'acme/backend'],
    ['@jane', 'jane'],
    ['groups/acme', 'acme'],
    ['groups', 'groups'],
    ['https://example.com/gitlab/acme/backend', 'acme/backend'],
    ['https://example.com/gitlab/groups/acme/-/settings/applications', 'acme'],
    ['a.b_c-1/D', 'a.b_c-1/D'],
  ])('%s is read as %s', (text, expected) => {
    expect(path(text)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '/',
    'a//b',
    'a b',
    '../etc',
    'a/..',
    '-acme',
    'a?b',
    'https://elsewhere.example/acme',
    'ä',
  ])('%p is refused', (text) => {
    expect(codeOf(() => path(text))).toBe('bad_request');
  });

  it('never takes what an address would read as more than a path', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(codeOf(() => path(text)) === 'no error');
        expect(new URL(`https://h/${path(text)}`).pathname).toBe(`/${path(text)}`);
      }),
    );
  });
});

describe('the version of GitLab', () => {
  it.each([
    ['13.0.0', true],
    ['13.0.0-ee', true],
    ['18.9.0-pre', true],
    ['12.10.14', false],
    ['9.5.0', false],
    ['', false],
    ['unknown', false],
  ])('%p is supported: %p', (version, supported) => {
    expect(isSupported(version)).toBe(supported);
  });

  it('tells what an older or free one lacks', () => {
    expect(lackingIn({ version: '19.0.0', enterprise: true })).toEqual([]);
    expect(lackingIn({ version: '18.9.0', enterprise: true })).toHaveLength(1);
    expect(lackingIn({ version: '13.0.0', enterprise: false })).toHaveLength(4);
  });
});
