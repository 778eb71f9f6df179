/** What a template of index.html holds, made anew. @param id its id, as in `refused` */
export function fromTemplate(id: string): Element {
  const template = document.getElementById(id);
  const made = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null;
  if (made === null) throw new Error(`The shell has no template ${id}.`);
  return document.importNode(made, true);
}
