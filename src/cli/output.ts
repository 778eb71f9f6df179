/** How a command answers: `--json` gives documents, else lines for a person. */
export type Output = { readonly json: boolean };

/** One JSON document, or the lines that say the same. */
export function print(output: Output, document: unknown, lines: readonly string[]): void {
  const text = output.json ? JSON.stringify(document, null, 2) : lines.join('\n');
  process.stdout.write(`${text}\n`);
}

/** Rows as columns, aligned, under their headings. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
