import type { Request } from '../web.ts';

/** The value of a cookie that the request brings, as it stands there; undefined without one. */
export function cookieIn(req: Request, name: string): string | undefined {
  const pair = (req.headers.cookie ?? '').split('; ').find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
