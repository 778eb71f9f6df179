import { describe, expect, it } from '@jest/globals';
import { bypassesProxy } from '../../src/lib/http/outbound/proxy.ts';

describe('NO_PROXY', () => {
  it.each([
    ['https://example.com/', 'example.com', true],
    ['https://a.example.com/', 'example.com', true],
    ['https://a.example.com/', '.example.com', true],
    ['https://a.example.com/', '*.example.com', true],
    ['https://badexample.com/', 'example.com', false],
    ['https://EXAMPLE.com/', 'Example.COM', true],
    ['https://example.com:8443/', 'example.com:8443', true],
    ['https://example.com/', 'example.com:443', true],
    ['https://example.com/', 'example.com:8443', false],
    ['https://10.1.2.3/', '10.0.0.0/8', true],
    ['https://11.1.2.3/', '10.0.0.0/8', false],
    ['https://[fd00::1]/', 'fd00::/8', true],
    ['https://[fd00::1]/', '[fd00::1]', true],
    ['https://[fd00::1]:8443/', '[fd00::1]:8443', true],
    ['https://anything.org/', '*', true],
    ['https://two.org/', 'one.org, two.org', true],
    ['https://two.org/', 'one.org two.org', true],
    ['https://example.com/', '', false],
    ['https://example.com/', undefined, false],
  ])('%s with %s: %s', (url, noProxy, expected) => {
    expect(bypassesProxy(new URL(url), noProxy)).toBe(expected);
  });
});
