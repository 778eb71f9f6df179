/** A table as Markdown: what the bench prints is what the documentation shows. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const decimals = (value: number, digits: number): string => value.toFixed(digits);
