import type { JiraAnswer, JiraConnection, JiraRequest } from '../../../jira/connection.ts';
import { asAppError, type AppError } from '../../../lib/errors.ts';

/** A slot of live work is held no longer for one call. Writes carry a signal that ends as early. */
const answerMs = 8_000;

/** What one job has heard of its site. */
export type Listening = {
  readonly connection: JiraConnection;
  /** The same for a question that goes another way. */
  listen<T>(asked: Promise<T>): Promise<T>;
  /**
   * `silence`: Jira gave no answer, or only such as say that it cannot (5xx). One that answers some questions is not
   * silent. Undefined: it was not asked.
   */
  heard(): 'answer' | 'silence' | undefined;
};

/** A connection that knows whether Jira has answered on it. */
export function listenToJira(connection: JiraConnection): Listening {
  let said: ReturnType<Listening['heard']>;
  const fail = (thrown: unknown, signal?: AbortSignal): never => {
    if (isSilence(asAppError(thrown), signal)) said ??= 'silence';
    throw thrown;
  };
  const send = async (
    request: JiraRequest,
    call: (request: JiraRequest) => Promise<JiraAnswer>,
  ): Promise<JiraAnswer> => {
    const { signal } = request;
    const timeoutMs = request.timeoutMs ?? (signal === undefined ? answerMs : undefined);
    const answer = await call({ ...request, timeoutMs }).catch((thrown: unknown) => fail(thrown, signal));
    if (answer.status < 500) said = 'answer';
    said ??= 'silence';
    return answer;
  };
  return {
    connection: {
      ...connection,
      call: (request) => send(request, (asked) => connection.call(asked)),
      callAs: (accountId, request) => send(request, (asked) => connection.callAs(accountId, asked)),
    },
    listen: (asked) => asked.catch((thrown: unknown) => fail(thrown)),
    heard: () => said,
  };
}

function isSilence({ code }: AppError, signal: AbortSignal | undefined): boolean {
  if (code === 'cancelled') return signal?.aborted === true;
  return code === 'timeout' || code === 'unreachable' || code === 'unavailable';
}
