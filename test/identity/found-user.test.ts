import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emailHash } from '../../src/identity/email-hash.ts';
import { chooseUser } from '../../src/identity/found-user.ts';
import type { JiraUser } from '../../src/jira/jira-user.ts';

const email = 'ada@example.com';
const user = (given: Partial<JiraUser>): JiraUser => ({
  accountId: 'a',
  name: 'Ada Lovelace',
  email: undefined,
  isActive: true,
  isPerson: true,
  ...given,
});

describe('whom a search by address has found', () => {
  const other = user({ accountId: 'b' });
  it.each<[string, JiraUser[], string]>([
    ['nobody', [], 'no_user'],
    ['one who hides the address', [user({})], 'a'],
    ['one who shows it, in capitals', [user({ email: 'ADA@example.com ' })], 'a'],
    ['one who shows another', [user({ email: 'ada@example.com.au' })], 'no_user'],
    ['one who shows it beside one who shows another', [user({ email }), user({ email: `${email}.au` })], 'a'],
    ['one whose name is the address', [user({ name: 'Ada@Example.com' })], 'no_user'],
    ['one in whose name the address is a word', [user({ name: `I am ${email}` })], 'no_user'],
    ['an app', [user({ isPerson: false })], 'no_user'],
    ['two', [user({}), other], 'several_users'],
    ['two, one of them switched off', [user({ isActive: false }), other], 'b'],
    ['one who is switched off', [user({ isActive: false })], 'inactive_user'],
  ])('%s', (_, found, expected) => {
    const chosen = chooseUser(found, email);
    expect(chosen.found ? chosen.accountId : chosen.code).toBe(expected);
  });

  it('is never anybody but the only active person who may be meant', () => {
    const anybody = fc.record({
      accountId: fc.uuid(),
      name: fc.constantFrom('Ada', email, `x ${email} y`),
      email: fc.constantFrom(undefined, email, email.toUpperCase(), 'eve@example.com'),
      isActive: fc.boolean(),
      isPerson: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 4 }), (found) => {
        const chosen = chooseUser(found, email);
        if (!chosen.found) return;
        const may = found.filter((one) => one.isActive && one.isPerson && one.email !== 'eve@example.com');
        expect(may.filter((one) => one.email !== undefined || one.name === 'Ada')).toHaveLength(1);
        expect(may.map(({ accountId }) => accountId)).toContain(chosen.accountId);
      }),
    );
  });
});

describe('what is kept of an address', () => {
  it('is the same however it is spelled, and another on another site', () => {
    const [one, other] = ['0b0e1c1c-0000-4000-8000-000000000001', '0b0e1c1c-0000-4000-8000-000000000002'];
    expect(emailHash(one, ' Ada@Example.COM ')).toBe(emailHash(one, email));
    expect(emailHash(one, email)).not.toBe(emailHash(other, email));
    expect(emailHash(one, email)).not.toBe(emailHash(one, 'ada@example.org'));
  });
});
