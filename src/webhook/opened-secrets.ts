import type { Sealer } from '../lib/secrets/seal.ts';
import { openSecrets, type HookSecrets } from '../repository/hooks/hook.store.ts';
import type { Receiver } from './receiver.store.ts';

/** Hooks whose secrets this process keeps open in its memory: opening costs more than all else about a call. */
const mostKept = 1_000;

/** Opens a hook's secrets once for many calls. A secret that is sealed anew is another text, and is opened anew. */
export function openedSecrets(sealer: Sealer): (receiver: Receiver) => HookSecrets {
  const opened = new Map<string, HookSecrets>();
  return (receiver) => {
    const name = `${receiver.secret} ${receiver.signingSecret}`;
    const known = opened.get(name);
    if (known !== undefined) return known;
    const secrets = openSecrets(sealer, receiver);
    const [oldest] = opened.keys();
    if (opened.size >= mostKept && oldest !== undefined) opened.delete(oldest);
    opened.set(name, secrets);
    return secrets;
  };
}
