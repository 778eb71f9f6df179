import { enableFacade } from '../../src/facade/setup/enable-facade.ts';
import type { Facade } from '../../src/facade/facade.store.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import type { OauthApplication } from '../support/link-account.ts';
import { startJiraServer, type JiraServer } from './connector/jira-server.ts';
import type { AddAccount } from './connector/connector.ts';

/** The app between a sandbox GitLab and a Jira whose own connector is served. */
export type ServedApp = {
  readonly app: TestApp;
  readonly jira: JiraServer;
  readonly facade: Facade;
  readonly application: OauthApplication;
  /** What a Jira administrator types for this account. */
  form(organization: string, username?: string): AddAccount;
  close(): Promise<void>;
};

export async function startServedApp(options: TestAppOptions = {}): Promise<ServedApp> {
  const app = await startTestApp(options);
  const jira = await startJiraServer();
  const { facade } = await enableFacade(app.ctx, { jira: jira.url, gitlab: app.gitlab.url });
  const application = facadeApplication(app);
  return {
    ...{ app, jira, facade, application },
    form: (organization, username = 'ada') => ({
      ...{ hostUrl: app.url, organization, application, username, jiraUrl: jira.url },
      // The test's server has a port, which the old client drops.
      reach: () => app.url,
    }),
    async close() {
      await jira.close();
      await app.close();
    },
  };
}

/** An application of the sandbox as the page of the facade says it. */
function facadeApplication(app: TestApp): OauthApplication {
  return app.gitlab.world.addApplication({
    redirectUris: [`${app.url}/login/oauth/callback`],
    scopes: ['api'],
  });
}
