import type { ExtractedText } from './extracted.ts';

const BLOCKS = new Set(
  'address article aside blockquote dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul br'.split(
    ' ',
  ),
);
const HIDDEN = new Set('script style noscript template svg iframe object head'.split(' '));

/** What is needed of a node of a document. */
interface DomNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly localName?: string;
  readonly childNodes: Iterable<DomNode>;
}

/** The article of a page, without menus and notices; a page without one whole. */
export async function textOfHtml(html: string): Promise<ExtractedText> {
  const [{ parseHTML }, { Readability }] = await Promise.all([import('linkedom'), import('@mozilla/readability')]);
  const page = parseHTML(html).document;
  const title = page.querySelector('title')?.textContent ?? null;
  const whole = linesOf(page.documentElement as unknown as DomNode);
  const article = new Readability(page as never, { charThreshold: 200 }).parse();
  if (!article?.content) return { text: whole, title };
  const { document } = parseHTML(`<html><body>${article.content}</body></html>`);
  const text = linesOf(document.body as unknown as DomNode);
  return { text: text === '' ? whole : text, title: article.title || title };
}

/** The text of an element, each block on a line. */
function linesOf(root: DomNode): string {
  let text = '';
  const visit = (node: DomNode): void => {
    if (node.nodeType === 3) text += (node.textContent ?? '').replace(/\s+/g, ' ');
    if (node.nodeType !== 1 || HIDDEN.has(node.localName ?? '')) return;
    const isBlock = BLOCKS.has(node.localName ?? '');
    if (isBlock) text += '\n';
    for (const child of node.childNodes) visit(child);
    if (isBlock) text += '\n';
  };
  visit(root);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
