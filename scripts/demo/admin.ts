import { visitAuthorize } from '../../test/sandbox/gitlab/visitor.ts';
import type { Installed } from './install.ts';

export type Application = { readonly clientId: string; readonly clientSecret: string };

/**
 * A Jira administrator without a browser. What it needs of a page it reads from the page's own links.
 *
 * @param appUrl the app's own address, where its way to GitLab begins
 */
export function demoAdmin(
  installed: Installed,
  { accountId, appUrl }: { accountId: string; appUrl: string },
) {
  const ask = async (path: string, form?: Readonly<Record<string, string>>): Promise<string> => {
    const { status, html } = await installed.ask(accountId, { path, form });
    if (status >= 400) throw new Error(`${path} answered ${status}: ${wordsOf(html)}`);
    return html;
  };

  return {
    /** Add, Continue, GitLab's sign-in and consent, and back: what the form asks of a person. */
    async linkAccount(group: string, application: Application): Promise<void> {
      const page = await ask('/accounts', {
        host: 'gitlab',
        namespace: group,
        ...application,
        autoLink: 'on',
        smartCommits: 'on',
      });
      const start = linksOf(page).find((link) => link.startsWith(`${appUrl}/oauth/gitlab/start`));
      if (start === undefined) throw new Error(`The form was refused: ${wordsOf(page)}`);
      const leaving = await fetch(start, { redirect: 'manual' });
      const cookie = leaving.headers
        .getSetCookie()
        .map((text) => text.split(';', 1)[0])
        .join('; ');
      const left = await visitAuthorize(leaving.headers.get('location') ?? '', { username: 'dana' });
      if (left.location === null) throw new Error(`GitLab did not send us back: ${wordsOf(left.body)}`);
      const back = await fetch(left.location, { redirect: 'manual', headers: { cookie } });
      if (back.status >= 400) throw new Error(`The app refused: ${wordsOf(await back.text())}`);
    },

    /** True while repositories are looked for, read, or sent to Jira: the page then asks again by itself. */
    async isBusy(): Promise<boolean> {
      const accounts = new Set(
        linksOf(await ask('/accounts')).flatMap((link) => /^\/accounts\/[0-9a-f-]{36}/.exec(link) ?? []),
      );
      const pages = await Promise.all([...accounts].map((path) => ask(`${path}/repositories`)));
      return pages.length === 0 || pages.some((page) => page.includes('data-poll'));
    },
  };
}

function linksOf(html: string): string[] {
  const links = [...html.matchAll(/\s(?:href|hx-get)="([^"]*)"/g)].map((match) => plain(match[1] ?? ''));
  return [...new Set(links)];
}

function wordsOf(html: string): string {
  return plain(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
}

function plain(html: string): string {
  return html
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
