import type { Site } from '../../cloud/site.ts';
import { statusOf } from '../workflow.ts';
import type { StatusCategory, Workflow } from '../workflow.ts';

/** Jira's own ids, keys, colours and names of the three. */
const CATEGORIES: Readonly<Record<StatusCategory, { id: number; colorName: string; name: string }>> = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
};

/** A status with its category (StatusDetails). */
export function statusJson(site: Site, workflow: Workflow, name: string): Record<string, unknown> {
  const { id, category } = statusOf(workflow, name);
  const kind = CATEGORIES[category];
  return {
    self: `${site.url}/rest/api/3/status/${id}`,
    description: '',
    iconUrl: `${site.url}/images/icons/statuses/generic.png`,
    ...{ name, id },
    statusCategory: {
      self: `${site.url}/rest/api/3/statuscategory/${kind.id}`,
      key: category,
      ...kind,
    },
  };
}
