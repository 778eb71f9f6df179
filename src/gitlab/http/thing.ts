import { verbatim } from '../../lib/words/say.ts';
import { isKey } from '../../lib/words/speak.ts';
import type { Text } from '../../lib/words/text.ts';

/** What is read from GitLab, as a request names it in plain words: "merge requests". */
export function thing(what: string): Text {
  const key = `errors.gitlab.what.${what.replaceAll(' ', '-')}`;
  return isKey(key) ? { key, params: {} } : verbatim(what);
}
