import { hostNameOf } from '../../account/pages/guide.page.ts';
import type { JiraUser } from '../../jira/jira-user.ts';
import { momentOf } from '../../lib/page-words.ts';
import { say } from '../../lib/words/say.ts';
import type { IdentityLink } from '../linking/link.store.ts';
import type { MappingFaults, MappingFields } from './add-mapping.ts';
import type { AuthorMapping } from './mapping.store.ts';

type View = Readonly<Record<string, unknown>>;

export const mostShown = 500;
/** Of a search: who has more to choose from types more. */
const mostPeople = 10;

type Lists = { readonly mappings: readonly AuthorMapping[]; readonly links: readonly IdentityLink[] };
type Form = { readonly fields: MappingFields; readonly faults: MappingFaults };

const emptyForm: Form = { fields: { email: '', accountId: '' }, faults: {} };

/** @param lists one more than is shown, where there are more */
export function authorsPage({ mappings, links }: Lists, { fields, faults }: Form = emptyForm): View {
  return {
    title: say('authors.title'),
    mostShown,
    email: { value: fields.email, fault: faults.email },
    personFault: faults.accountId,
    hasFaults: Object.keys(faults).length > 0,
    mappings: mappings.slice(0, mostShown).map(({ email, jiraName, createdAt }) => ({
      email,
      jiraName,
      since: momentOf(createdAt),
    })),
    moreMappings: mappings.length > mostShown,
    links: links.slice(0, mostShown).map((link) => ({
      username: link.username,
      name: link.name,
      hostUrl: link.hostUrl,
      hostName: hostNameOf(link.hostUrl),
      jiraName: link.jiraName,
      jiraAccountId: link.jiraAccountId,
      since: momentOf(link.linkedAt),
    })),
    moreLinks: links.length > mostShown,
  };
}

/** Who can be chosen for an author. */
export function peoplePage(query: string, users: readonly JiraUser[]): View {
  const people = users.filter(({ isActive, isPerson }) => isActive && isPerson);
  return {
    query,
    people: people.slice(0, mostPeople).map(({ accountId, name, email }, index) => ({
      id: `person-${index + 1}`,
      accountId,
      name,
      email,
    })),
    more: people.length > mostPeople,
  };
}
