import { avatarOf } from '../rest/shapes.ts';
import type { User } from '../world/model.ts';

export function userValue(url: string, user: User): Record<string, unknown> {
  return {
    id: `gid://gitlab/User/${user.id}`,
    username: user.username,
    name: user.name,
    publicEmail: user.publicEmail,
    avatarUrl: avatarOf(url, user),
    webUrl: `${url}/${user.username}`,
  };
}
