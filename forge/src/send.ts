import { invokeRemote } from '@forge/bridge';
import { refusalFragment } from './refusal.ts';

/** How the server answers a page request, always with 200 (src/tenant/forge/ui.ts). */
type PageAnswer = {
  readonly status: number;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly location?: string;
};

const mostRedirects = 5;

/**
 * One exchange of a page through Forge's bridge, in the form of `fetch`. Always a POST that carries the request as JSON:
 * Forge's proxy takes nothing but JSON, and does not promise the status of an answer (Forge docs, "invokeRemote").
 *
 * @param url path and query of the page's own route
 * @throws where the bridge gave no answer of ours, or the request was aborted (with the signal's reason, as fetch does)
 */
export async function sendThroughBridge(url: string, options: RequestInit): Promise<Response> {
  let answer = await ask(url, options);
  for (let hop = 0; answer.location !== undefined && hop < mostRedirects; hop += 1) {
    answer = await ask(answer.location, { signal: options.signal ?? null });
  }
  const { status, html, headers } = answer;
  return new Response(withOwnImages(html), { status, headers });
}

async function ask(url: string, { method = 'GET', body, signal }: RequestInit): Promise<PageAnswer> {
  const fields = body instanceof URLSearchParams ? body.toString() : undefined;
  const call = invokeRemote({
    path: `/forge/ui${url}`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: { method, fields, locale: document.documentElement.lang },
  });
  const { body: answer = {} } = await unlessAborted(call, signal);
  if (isPageAnswer(answer)) return answer;
  const { title, message } = answer;
  if (typeof title !== 'string' || typeof message !== 'string') throw new Error('The app gave no answer.');
  return { status: 401, html: refusalFragment({ title, message }), headers: {} };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what fetch rejects with too
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject);
  });
}

function isPageAnswer(answer: object): answer is PageAnswer {
  return 'status' in answer && 'html' in answer;
}

/** The files of `public/` lie beside the shell, at an address of Forge's choice. */
function withOwnImages(html: string): string {
  return html.replaceAll(/(<img\b[^>]*\ssrc=")\/(?!\/)/g, '$1./');
}
