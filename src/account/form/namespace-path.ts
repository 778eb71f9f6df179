import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';

// GitLab's own rule for a path segment (lib/gitlab/path_regex.rb), without `.` and `..`, which an address would resolve.
const segment = /^(?!\.{1,2}$)[a-zA-Z0-9_.][a-zA-Z0-9_.-]*$/;
// A group may be nested 20 deep, each segment 255 characters.
const deepest = 20;
const longestSegment = 255;

/**
 * The path of a group or the name of a user, from what a person pastes: `/group/sub/`, `@name`, or the whole address of
 * the page, `https://gitlab.example.com/groups/group/sub/-/settings`.
 *
 * @throws AppError `bad_request`
 */
export function normaliseNamespacePath(text: string, hostUrl: string | undefined): string {
  const path = withoutHost(text.trim(), hostUrl)
    .replace(/\/-(\/.*)?$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/^groups\/(?=.)/, '')
    .replace(/^@/, '');
  const segments = path.split('/');
  const isPath =
    segments.length <= deepest &&
    segments.every((part) => part.length <= longestSegment && segment.test(part));
  if (isPath) return path;
  throw new AppError(
    'bad_request',
    say(text.trim() === '' ? 'account.form.namespace.empty' : 'account.form.namespace.wrong'),
  );
}

function withoutHost(text: string, hostUrl: string | undefined): string {
  if (hostUrl !== undefined && text.toLowerCase().startsWith(`${hostUrl.toLowerCase()}/`)) {
    return text.slice(hostUrl.length);
  }
  return text;
}
