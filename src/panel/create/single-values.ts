/**
 * A query or form with each name once, the last value counting: a control that asks for itself may send along a form
 * that has a field of the same name.
 */
export function singleValues(given: unknown): Readonly<Record<string, unknown>> {
  const entries = Object.entries((given ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? (value.at(-1) as unknown) : value]),
  );
}
