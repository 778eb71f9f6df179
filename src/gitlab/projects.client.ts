import { Groups, Metadata, Namespaces, Projects, Users } from '@gitbeaker/rest';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { Exchange } from './http/exchange.client.ts';
import type { GitlabClient, ProjectListing } from './gitlab-port.ts';
import {
  metadataSchema,
  namespaceSchema,
  projectSchema,
  projectsSchema,
  userSchema,
} from './project.schema.ts';
import { checked, pageOf, resourceOptions } from './http/requester.client.ts';
import type { Thing } from './http/thing.ts';

type ProjectCalls = Pick<GitlabClient, 'metadata' | 'currentUser' | 'namespace' | 'projects' | 'project'>;

/** Who and what there is: instance, user, namespace, projects. */
export function projectCalls(exchange: Exchange, hostUrl: string): ProjectCalls {
  const settings = (what: Thing) => resourceOptions(exchange, { hostUrl, what });
  const metadata = new Metadata(settings('its version'));
  const users = new Users(settings('users'));
  const namespaces = new Namespaces(settings('the team or user account'));
  const groups = new Groups(settings('projects'));
  const userProjects = new Users(settings('projects'));
  const projects = new Projects(settings('the project'));
  return {
    metadata: async () => checked(metadataSchema, await metadata.show(), 'its version'),
    currentUser: async () => checked(userSchema, await users.showCurrentUser(), 'the user'),
    namespace: async (path) =>
      checked(namespaceSchema, await namespaces.show(path), 'the team or user account'),
    project: async (projectId) => {
      const project = checked(projectSchema, await projects.show(projectId), 'the project');
      if (!project.isDeleted) return project;
      throw new AppError('not_found', say('errors.gitlab.deleted'));
    },
    projects: async (listing) => {
      const page =
        listing.namespaceKind === 'group'
          ? await groups.allProjects(listing.namespaceId, {
              ...listOptions(listing),
              includeSubgroups: true,
              // The default is true and would import foreign projects that are merely shared with the group.
              withShared: false,
            })
          : await userProjects.allProjects<true, 'offset'>(listing.namespaceId, listOptions(listing));
      const listed = pageOf(projectsSchema, page, 'projects');
      return { ...listed, items: listed.items.filter(({ isDeleted }) => !isDeleted) };
    },
  };
}

function listOptions({ page, includeArchived }: ProjectListing) {
  return {
    orderBy: 'id',
    sort: 'asc',
    perPage: 100,
    page,
    showExpanded: true,
    ...(includeArchived ? {} : { archived: false }),
  } as const;
}
