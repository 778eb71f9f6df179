/** Calls the control of a sandbox process. @throws Error with the sandbox's own words */
export async function control(
  url: string,
  operation: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/_sandbox/${operation}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${url}/_sandbox/${operation}: ${String(answer['error'])}`);
  return answer;
}
