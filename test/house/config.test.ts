import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { AppError, asAppError, jobRuleOf, statusOf, type ErrorCode } from '../../src/lib/errors.ts';
import { inPlainEnglish } from '../../src/lib/words/speak.ts';
import { say } from '../../src/lib/words/say.ts';

describe('configuration', () => {
  it('has a default for everything on a laptop', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      appBaseUrl: 'http://localhost:3000',
      databaseUrl: undefined,
      dataDir: './data',
      role: 'all',
      privateHosts: [],
      refreshMinutes: 60,
    });
  });

  it('takes an empty variable for an absent one, cuts closing slashes, and splits lists', () => {
    expect(
      readConfig({
        PORT: '',
        APP_BASE_URL: 'https://a.example//',
        PRIVATE_HOSTS: ' a.internal, 10.0.0.0/8 ,',
      }),
    ).toMatchObject({
      port: 3000,
      appBaseUrl: 'https://a.example',
      privateHosts: ['a.internal', '10.0.0.0/8'],
    });
  });

  it('names every variable that is wrong at once, and repeats no value', () => {
    const wrong = {
      PORT: '70000',
      APP_BASE_URL: 'ftp://a.example',
      ROLE: 'boss',
      PRIVATE_HOSTS: '10.0.0.0/99',
      DATABASE_URL: 'postgres://user:hidden-password@db/x',
    };
    const read = () => readConfig(wrong);
    for (const name of ['PORT', 'APP_BASE_URL', 'ROLE', 'PRIVATE_HOSTS']) expect(read).toThrow(name);
    expect(read).not.toThrow('hidden-password');
  });

  it.each([
    [{ PORT: 'http' }, 'PORT: must be a whole number, at least 0'],
    [{ PORT: '70000' }, 'PORT: must be at most 65535'],
    [{ APP_BASE_URL: 'connector' }, 'APP_BASE_URL: must be an address such as https://'],
    [{ APP_BASE_URL: 'https://example.com/path' }, 'APP_BASE_URL: must have no path'],
    [{ DATABASE_URL: 'localhost:5432' }, 'DATABASE_URL: must look like postgres://'],
    [{ ROLE: 'boss' }, 'ROLE: must be one of all, web, worker'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of fatal, error'],
    [{ PRIVATE_HOSTS: '10.0.0.0/99' }, 'PRIVATE_HOSTS: a range must look like 10.0.0.0/8'],
    [{ APP_KEY: 'my key' }, 'APP_KEY: must be 1 to 64 letters'],
  ])('says what %j must be', (env, words) => {
    expect(() => readConfig(env)).toThrow(`Correct these environment variables. ${words}`);
  });
});

describe('errors', () => {
  it('has an HTTP status, a title and a job rule for each code', () => {
    const codes = Object.keys(statusOf) as ErrorCode[];
    expect(Object.keys(jobRuleOf).sort()).toEqual([...codes].sort());
    for (const code of codes) {
      expect(statusOf[code]).toBeGreaterThanOrEqual(400);
      expect(inPlainEnglish(say(`errors.title.${code}`))).not.toBe('');
    }
  });

  it('keeps what it knows and hides what it does not', () => {
    const known = new AppError('rate_limited', 'Wait.', { retryAt: 5 });
    expect(asAppError(known)).toBe(known);
    const unknown = asAppError(new Error('password=hidden'));
    expect([unknown.code, unknown.message.includes('hidden')]).toEqual(['internal', false]);
    expect(unknown.cause).toBeInstanceOf(Error);
  });
});
