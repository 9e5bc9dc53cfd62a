import { readFileSync } from 'node:fs';
import { parseAst } from 'vite';

/** The names that a file defines or uses, and the sentences that its strings hold. Comments are left out: they address developers. */
export interface Words {
  readonly names: ReadonlySet<string>;
  readonly sentences: readonly string[];
  /** Strings of one word: keys, codes, names of statements. */
  readonly literals: readonly string[];
}

/** A node of the syntax tree, as far as names and texts need it. */
interface SyntaxNode {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly [key: string]: unknown;
}

export function wordsOf(file: string): Words {
  const names = new Set<string>();
  const sentences: string[] = [];
  const literals: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isNode(value)) {
      if (/^(JSX)?(Private)?Identifier$/.test(value.type)) names.add(value.name as string);
      const text = textIn(value);
      // One word is a key, a path or a token; texts for people have several.
      if (text?.trim().includes(' ')) sentences.push(text.trim());
      else if (text) literals.push(text.trim());
      for (const [key, child] of Object.entries(value)) if (key !== 'parent') visit(child);
    }
  };
  visit(parseAst(readFileSync(file, 'utf8'), { lang: /x$/.test(file) ? 'tsx' : 'ts', astType: 'ts' }));
  return { names, sentences, literals };
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

function textIn(node: SyntaxNode): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'JSXText') return node.value as string;
  if (node.type === 'TemplateElement') return (node.value as { cooked?: string }).cooked;
  return undefined;
}

/** The words that a name is made of: `MAX_PAGE_SIZE` and `maxPageSize` are max, page, size. */
export function partsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
}
