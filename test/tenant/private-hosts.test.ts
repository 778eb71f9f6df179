import { describe, expect, it } from '@jest/globals';
import { isPrivateHost } from '../../src/lib/http/private-hosts.ts';

describe('a host in PRIVATE_HOSTS', () => {
  const listed = ['jira.internal', '10.0.0.0/8', '192.168.1.5', 'fd00::/8'];

  it.each(['jira.internal', 'JIRA.internal', '10.1.2.3', '192.168.1.5', '[fd00::1]', '[::ffff:10.1.2.3]'])(
    '%s may be spoken to without https',
    (host) => {
      expect(isPrivateHost(host, listed)).toBe(true);
    },
  );

  it.each([
    'example.com',
    'evil-jira.internal',
    'jira.internal.example.com',
    '11.0.0.1',
    '192.168.1.6',
    '[fe00::1]',
  ])('%s may not', (host) => {
    expect(isPrivateHost(host, listed)).toBe(false);
  });
});
