import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Stream } from '../stream.ts';

/** `commits`, 2 -> "2 commits". */
export function countOfStream(stream: Exclude<Stream, 'files'>, count: number): Text {
  return say(`sync.count.${stream}`, { count });
}

/** `merge_requests` -> "Merge requests". */
export function streamLabel(stream: Stream): Text {
  return say(`sync.stream.${stream}`);
}
