import { startFault } from '../start-fault.ts';

/** One thing looked at. `todo` says what to do where it is not `ok`. */
export type Finding = {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'fault';
  readonly detail: string;
  readonly todo?: string | undefined;
};

/** What an error means for the operator; our own messages already say what to do. */
export function failed(name: string, error: unknown): Finding {
  const known = startFault(error);
  const detail =
    known.code === 'internal' && error instanceof Error
      ? error.message.split('\n')[0]?.trim()
      : known.message;
  return { name, state: 'fault', detail: detail ?? '' };
}
