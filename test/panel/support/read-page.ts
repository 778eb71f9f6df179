/** The text of a section between its heading and the next section, tags and white space apart. */
export const section = (text: string, heading: string) => {
  const from = text.indexOf(`>${heading}</h2>`);
  const to = text.indexOf('<section', from);
  return text
    .slice(from, to === -1 ? undefined : to)
    .replaceAll(/<title>[^<]*<\/title>|<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
};
/** The cells of a chart's table, row by row. */
export const tableOf = (text: string, id: string) => {
  const table = text.slice(text.indexOf(`id="${id}-table"`)).split('</details>', 1)[0] ?? '';
  return [...table.matchAll(/<tr><th scope="row">(.*?)<\/tr>/g)].map(([, row = '']) =>
    row.split(/<[^>]+>/).filter((cell) => cell !== ''),
  );
};
