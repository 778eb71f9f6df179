/** What a browser shows after it has followed every redirect. */
export type Page = {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
};

/** A browser without script: cookies by origin, redirects followed, forms by their hidden fields. */
export type Visitor = {
  open(url: string, headers?: Readonly<Record<string, string>>): Promise<Page>;
  /** Sends the form of this id (or the first one) with its own fields and these. */
  submit(page: Page, form: string, fields?: Readonly<Record<string, string>>): Promise<Page>;
};

/**
 * @param stopAt an address whose start ends the following of redirects: it is where the person is handed over
 * @param rewrite changes an address before it is followed, as someone who tampers with it would
 */
export function createVisitor(stopAt: string, rewrite: (url: string) => string = (url) => url): Visitor {
  const cookies = new Map<string, Map<string, string>>();
  const jarOf = (url: string) => {
    const { origin } = new URL(url);
    const jar = cookies.get(origin) ?? new Map<string, string>();
    cookies.set(origin, jar);
    return jar;
  };
  const exchange = async (url: string, init: RequestInit): Promise<Response> => {
    const cookie = [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      ...init,
      headers: { accept: 'text/html', ...(init.headers as Record<string, string>), cookie },
      redirect: 'manual',
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jarOf(url).set(name, value);
    }
    return answer;
  };
  const follow = async (start: string, init: RequestInit): Promise<Page> => {
    let url = start;
    let answer = await exchange(url, init);
    for (let hops = 0; hops < 10; hops += 1) {
      const location = answer.headers.get('location');
      if (location === null) break;
      url = rewrite(new URL(location, url).href);
      if (url.startsWith(stopAt)) return { url, status: 200, text: '', headers: new Headers() };
      await answer.body?.cancel();
      answer = await exchange(url, {});
    }
    return { url, status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return {
    open: (url, headers = {}) => follow(url, { headers }),
    submit(page, form, fields = {}) {
      const { action, values } = formOf(page, form);
      return follow(new URL(action, page.url).href, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...values, ...fields }).toString(),
      });
    },
  };
}

function formOf(page: Page, id: string): { action: string; values: Record<string, string> } {
  const form = new RegExp(`<form[^>]*id="${id}"[^>]*>[\\s\\S]*?</form>`).exec(page.text)?.[0];
  if (form === undefined)
    throw new Error(`There is no form "${id}" at ${page.url}:\n${page.text.slice(0, 2000)}`);
  const values: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    values[attribute(input, 'name')] = attribute(input, 'value');
  }
  return { action: attribute(form, 'action'), values };
}

function attribute(tag: string, name: string): string {
  return unescapeHtml(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

/** What a browser reads where a template wrote an escaped value. */
export function unescapeHtml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** The words of a page, without its tags. */
export function wordsOf(page: Pick<Page, 'text'>): string {
  return unescapeHtml(page.text.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
}
