import type { Site } from '../cloud/site.ts';
import type { ProviderName } from '../provider/provider.ts';
import type { StoredProviderEntity } from '../provider/store.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const WORDS: Record<ProviderName, [one: string, many: string]> = {
  builds: ['build', 'builds'],
  deployments: ['deployment', 'deployments'],
  featureFlags: ['feature flag', 'feature flags'],
};
const SHOWN = 50;

/** Builds, deployments and feature flags of an issue, newest first; empty where there are none. */
export function providedGroups(site: Site, issueKey: string): Html[] {
  return (['builds', 'deployments', 'featureFlags'] as const).flatMap((name) => {
    const entities = [...site.apps.values()].flatMap(({ provided }) => provided[name].ofIssue(issueKey));
    return entities.length === 0
      ? []
      : [
          group(
            name,
            entities.sort((a, b) => timeOf(b) - timeOf(a)),
          ),
        ];
  });
}

function group(name: ProviderName, entities: StoredProviderEntity[]): Html {
  const [one, many] = WORDS[name];
  return html`<details class="kind" data-kind="${name}">
    <summary>
      <span class="count">${entities.length} ${entities.length === 1 ? one : many}</span>
    </summary>
    <ul>
      ${entities.slice(0, SHOWN).map(item)}
    </ul>
    ${entities.length > SHOWN && html`<p class="quiet">and ${entities.length - SHOWN} more</p>`}
  </details>`;
}

function item({ payload }: StoredProviderEntity): Html {
  const { displayName, url, state, environment } = payload as Record<string, string | undefined> & {
    environment?: { displayName: string; type: string };
  };
  const summary = payload['summary'] as { url?: string; status: { enabled: boolean } } | undefined;
  const status = state ?? (summary?.status.enabled === true ? 'on' : 'off');
  return html`<li>
    <a href="${url ?? summary?.url ?? ''}" target="_blank" rel="noopener">${displayName ?? ''}</a>
    <span class="lozenge ${status}">${status.replaceAll('_', ' ').toUpperCase()}</span>
    <span class="quiet">
      ${environment === undefined ? '' : `${environment.displayName} (${environment.type}) · `}
      ${new Date(timeOf({ payload })).toISOString().slice(0, 16).replace('T', ' ')}
    </span>
  </li>`;
}

function timeOf({ payload }: Pick<StoredProviderEntity, 'payload'>): number {
  const summary = payload['summary'] as { lastUpdated: string } | undefined;
  const time = payload['lastUpdated'] ?? summary?.lastUpdated;
  return typeof time === 'string' ? Date.parse(time) : 0;
}
