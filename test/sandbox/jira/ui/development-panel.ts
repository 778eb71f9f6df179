import type { Site } from '../cloud/site.ts';
import type { EntityPayload } from '../devinfo/entities.ts';
import type { EntityKind } from '../devinfo/schema.ts';
import type { StoredEntity } from '../devinfo/store.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { providedGroups } from './provided-panel.ts';

const WORDS: Record<EntityKind, [one: string, many: string]> = {
  branches: ['branch', 'branches'],
  commits: ['commit', 'commits'],
  pullRequests: ['pull request', 'pull requests'],
};
const SHOWN = 50;

/** The development panel of an issue: what apps have told Jira about it, newest first. */
export function developmentPanel(site: Site, issueKey: string, actions: Html[] = []): Html {
  const entities = [...site.apps.values()].flatMap(({ devInfo }) => devInfo.ofIssue(issueKey));
  const kinds = (['branches', 'commits', 'pullRequests'] as const).map((kind) =>
    kindGroup(
      site,
      kind,
      entities.filter((entity) => entity.kind === kind),
    ),
  );
  const provided = providedGroups(site, issueKey);
  return html`<section class="card development" aria-label="Development">
    <h2>Development</h2>
    ${
      entities.length + provided.length === 0
        ? html`<p class="quiet">No development information yet.</p>`
        : [...kinds, ...provided]
    }
    ${actions}
  </section>`;
}

function kindGroup(site: Site, kind: EntityKind, entities: StoredEntity[]): Html | false {
  if (entities.length === 0) return false;
  const sorted = [...entities].sort((a, b) => updatedAt(b).localeCompare(updatedAt(a)));
  const newest = sorted[0];
  const [one, many] = WORDS[kind];
  return html`<details class="kind" data-kind="${kind}">
    <summary>
      <span class="count">${entities.length} ${entities.length === 1 ? one : many}</span>
      ${kind === 'pullRequests' && statusOf(sorted)}
      ${newest && html`<time datetime="${updatedAt(newest)}">${shortTime(updatedAt(newest))}</time>`}
    </summary>
    <ul>
      ${sorted.slice(0, SHOWN).map((entity) => entityItem(site, entity))}
    </ul>
    ${sorted.length > SHOWN && html`<p class="quiet">and ${sorted.length - SHOWN} more</p>`}
  </details>`;
}

function entityItem(site: Site, { kind, payload, repositoryId }: StoredEntity): Html {
  const repository = [...site.apps.values()]
    .map(({ devInfo }) => devInfo.repositories.get(repositoryId))
    .find((found) => found !== undefined);
  const author = (payload.lastCommit ?? payload)['author'] as { name?: string } | undefined;
  return html`<li>
    <a href="${text(payload['url'])}" target="_blank" rel="noopener">${titleOf(kind, payload)}</a>
    ${kind === 'pullRequests' && lozenge(text(payload['status']))}
    <span class="quiet">
      ${repository?.fields.name ?? repositoryId}${author?.name === undefined ? '' : ` · ${author.name}`} ·
      ${shortTime(timeOf(payload))}
    </span>
  </li>`;
}

function titleOf(kind: EntityKind, payload: EntityPayload): string {
  if (kind === 'branches') return text(payload['name']);
  if (kind === 'pullRequests') return `${text(payload['displayId'])} ${text(payload['title'])}`;
  return `${text(payload['displayId'])} ${text(payload['message']).split('\n', 1)[0] ?? ''}`;
}

/** Jira shows the state that asks for attention: an open one before a merged one. */
function statusOf(entities: StoredEntity[]): Html {
  const states = entities.map(({ payload }) => text(payload['status']));
  return lozenge(['OPEN', 'MERGED', 'DECLINED'].find((state) => states.includes(state)) ?? 'UNKNOWN');
}

function lozenge(state: string): Html {
  return html`<span class="lozenge ${state.toLowerCase()}">${state}</span>`;
}

function updatedAt({ payload }: StoredEntity): string {
  return timeOf(payload);
}

function timeOf(payload: EntityPayload): string {
  const time = payload['lastUpdate'] ?? payload['authorTimestamp'] ?? payload.lastCommit?.['authorTimestamp'];
  return new Date(text(time)).toISOString();
}

function shortTime(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
