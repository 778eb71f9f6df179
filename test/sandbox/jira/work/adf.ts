/** The basics of the Atlassian Document Format: what a node may hold and must have. Source: "Document structure". */
interface NodeRule {
  /** The nodes it may hold; none where it is left out. */
  holds?: readonly string[];
  /** Needs at least one of them. */
  filled?: boolean;
  attrs?: Readonly<Record<string, (value: unknown) => boolean>>;
}

interface AdfNode {
  type?: unknown;
  content?: unknown;
  text?: unknown;
  marks?: unknown;
  attrs?: unknown;
  version?: unknown;
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const maybeText = (value: unknown) => value === undefined || typeof value === 'string';
const isLevel = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 6;

const INLINE = ['text', 'hardBreak', 'mention', 'emoji', 'inlineCard'];
const LISTS = ['bulletList', 'orderedList'];
const BLOCKS = ['paragraph', 'heading', 'codeBlock', 'blockquote', 'rule', ...LISTS];

const NODES: Readonly<Record<string, NodeRule>> = {
  doc: { holds: BLOCKS },
  paragraph: { holds: INLINE },
  heading: { holds: INLINE, attrs: { level: isLevel } },
  codeBlock: { holds: ['text'], attrs: { language: maybeText } },
  blockquote: { holds: ['paragraph', 'codeBlock', ...LISTS], filled: true },
  bulletList: { holds: ['listItem'], filled: true },
  orderedList: {
    holds: ['listItem'],
    filled: true,
    attrs: { order: (value) => value === undefined || Number.isInteger(value) },
  },
  listItem: { holds: ['paragraph', 'codeBlock', ...LISTS], filled: true },
  rule: {},
  text: {},
  hardBreak: { attrs: { text: (value) => value === undefined || value === '\n' } },
  mention: { attrs: { id: isText, text: maybeText, accessLevel: maybeText } },
  emoji: { attrs: { shortName: isText, id: maybeText, text: maybeText } },
  inlineCard: { attrs: { url: isText } },
};

const PLAIN_MARKS = ['strong', 'em', 'code', 'strike', 'underline'];
const FIELDS = ['type', 'content', 'text', 'marks', 'attrs'];

/** What is wrong with a document, in words with the place; undefined where Jira takes it. */
export function adfProblem(value: unknown): string | undefined {
  const { version, ...node } = (typeof value === 'object' && value !== null ? value : {}) as AdfNode;
  if (node.type !== 'doc') return 'the document has no type "doc"';
  if (version !== 1) return 'the version of the document is not 1';
  if (!Array.isArray(node.content)) return 'the document has no content';
  return nodeProblem(node, 'doc');
}

function nodeProblem(node: AdfNode, at: string): string | undefined {
  const type = String(node.type);
  const rule = Object.hasOwn(NODES, type) ? NODES[type] : undefined;
  if (rule === undefined) return `${at}: the sandbox knows no node "${type}"`;
  const extra = Object.keys(node).find((field) => !FIELDS.includes(field));
  if (extra !== undefined) return `${at}: the field "${extra}" is not documented`;
  if (type === 'text') return textProblem(node, at);
  if (node.text !== undefined || node.marks !== undefined) return `${at}: only text has text and marks`;
  return attrsProblem(node.attrs, rule.attrs ?? {}, at) ?? contentProblem(node.content, rule, at);
}

function textProblem({ text, marks, content, attrs }: AdfNode, at: string): string | undefined {
  if (!isText(text)) return `${at}: text is empty or no string`;
  if (content !== undefined || attrs !== undefined) return `${at}: text holds nothing else`;
  if (marks === undefined) return undefined;
  if (!Array.isArray(marks)) return `${at}: marks is no list`;
  for (const mark of marks as AdfNode[]) {
    const { type, attrs: of } = mark;
    if (type === 'link' && isText((of as { href?: unknown } | undefined)?.href)) continue;
    if (!PLAIN_MARKS.includes(String(type)) || of !== undefined)
      return `${at}: the sandbox knows no mark ${JSON.stringify(mark)}`;
  }
  const types = (marks as AdfNode[]).map(({ type }) => type);
  if (new Set(types).size < types.length) return `${at}: a mark stands there twice`;
  const isMixed = types.includes('code') && types.some((type) => type !== 'code' && type !== 'link');
  return isMixed ? `${at}: code goes with a link only` : undefined;
}

function attrsProblem(given: unknown, known: NonNullable<NodeRule['attrs']>, at: string): string | undefined {
  if (given !== undefined && (typeof given !== 'object' || given === null))
    return `${at}: attrs is no object`;
  const attrs = (given ?? {}) as Record<string, unknown>;
  const extra = Object.keys(attrs).find((name) => !Object.hasOwn(known, name));
  if (extra !== undefined) return `${at}: the attribute "${extra}" is not documented`;
  const wrong = Object.entries(known).find(([name, isGood]) => !isGood(attrs[name]));
  return wrong && `${at}: the attribute "${wrong[0]}" is missing or wrong`;
}

function contentProblem(content: unknown, { holds, filled }: NodeRule, at: string): string | undefined {
  if (content === undefined) return filled === true ? `${at}: content is missing` : undefined;
  if (holds === undefined || !Array.isArray(content)) return `${at}: content is not allowed, or no list`;
  if (filled === true && content.length === 0) return `${at}: content is empty`;
  for (const [index, node] of (content as (AdfNode | null)[]).entries()) {
    const place = `${at}.${index}`;
    if (typeof node !== 'object' || node === null) return `${place}: no node`;
    if (!holds.includes(String(node.type))) return `${place}: no place for "${String(node.type)}"`;
    const problem = nodeProblem(node, place);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A valid document as plain text, a line a block. */
export function adfText(node: unknown): string {
  const { type, text, content, attrs } = (node ?? {}) as AdfNode;
  if (type === 'text') return String(text);
  if (type === 'hardBreak') return '\n';
  const of = (attrs ?? {}) as Record<string, string | undefined>;
  if (type === 'mention' || type === 'emoji') return of['text'] ?? of['shortName'] ?? `@${of['id'] ?? ''}`;
  if (type === 'inlineCard') return of['url'] ?? '';
  const parts = Array.isArray(content) ? content.map(adfText) : [];
  return parts.join(['doc', 'blockquote', 'listItem', ...LISTS].includes(String(type)) ? '\n' : '');
}
