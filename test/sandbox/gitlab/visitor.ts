/** A person with a browser, played by plain HTTP: signs in and decides on the consent page. */

export interface Visit {
  readonly username: string;
  /** Default: `password`. */
  readonly password?: string | undefined;
  /** Default: authorize. */
  readonly decision?: 'authorize' | 'deny' | undefined;
}

export interface VisitResult {
  /** Where GitLab sent the browser in the end (the application's redirect URI); null where it showed a page. */
  readonly location: string | null;
  readonly status: number;
  readonly body: string;
}

/** Opens an authorize address and goes through GitLab's pages until it leaves GitLab or shows an error. */
export async function visitAuthorize(authorizeUrl: string, visit: Visit): Promise<VisitResult> {
  const { origin } = new URL(authorizeUrl);
  const cookies = new Map<string, string>();
  let step = await go(authorizeUrl, cookies);
  for (let hops = 0; hops < 10; hops += 1) {
    if (step.location !== null) {
      const next = new URL(step.location, authorizeUrl);
      if (next.origin !== origin) return step;
      step = await go(next.toString(), cookies);
      continue;
    }
    const form = step.body.includes('id="sign-in"')
      ? signInForm(step.body, visit)
      : consentForm(step.body, visit.decision ?? 'authorize');
    if (form === undefined) return step;
    step = await go(form.action, cookies, form.fields);
    if (step.status === 401) return step;
  }
  return step;
}

async function go(url: string, cookies: Map<string, string>, form?: URLSearchParams): Promise<VisitResult> {
  const response = await fetch(url, {
    method: form === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: {
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      accept: 'text/html',
    },
    ...(form === undefined ? {} : { body: form }),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return { location: response.headers.get('location'), status: response.status, body: await response.text() };
}

interface Form {
  readonly action: string;
  readonly fields: URLSearchParams;
}

function signInForm(html: string, visit: Visit): Form | undefined {
  const form = formWithId(html, 'sign-in');
  form?.fields.set('user[login]', visit.username);
  form?.fields.set('user[password]', visit.password ?? 'password');
  return form;
}

function consentForm(html: string, decision: 'authorize' | 'deny'): Form | undefined {
  return formWithId(html, decision);
}

function formWithId(html: string, id: string): Form | undefined {
  const match = new RegExp(`<form [^>]*action="([^"]*)"[^>]*id="${id}">([\\s\\S]*?)</form>`).exec(html);
  if (match === null) return undefined;
  const fields = new URLSearchParams();
  for (const input of (match[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)) {
    fields.set(plain(input[1] ?? ''), plain(input[2] ?? ''));
  }
  return { action: plain(match[1] ?? ''), fields };
}

function plain(html: string): string {
  return html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
