/** The `code` that Node.js puts on errors of the system (`EEXIST`, `ECONNREFUSED` …); empty where there is none. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
