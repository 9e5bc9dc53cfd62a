import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../root.ts';

/** A GraphQL document with one operation. */
export interface Document {
  readonly text: string;
}

const READY = join(PACKAGE_ROOT, 'schema/operations');
const TOOLS = join(READY, 'tools');

/** Names of the operations that tools run: files in `schema/operations/tools`. */
export type ToolOperation =
  | 'camps'
  | 'compare-voices'
  | 'disputes'
  | 'events'
  | 'evidence'
  | 'find'
  | 'how-connected'
  | 'propose'
  | 'relationships'
  | 'relationships-of-pair'
  | 'source'
  | 'sources'
  | 'stance'
  | 'stance-history'
  | 'what-changed'
  | 'who-is'
  | 'why-no-events'
  | 'why-nothing';

const documents = new Map<string, Document>();

/** The operation of a tool, with the fragments of `parts.graphql` that it uses. */
export function toolDocument(name: ToolOperation | (string & {})): Document {
  const known = documents.get(name);
  if (known) return known;
  const document = { text: withFragments(readFileSync(join(TOOLS, `${name}.graphql`), 'utf8'), sharedFragments()) };
  documents.set(name, document);
  return document;
}

/** The shared fragments, by name. */
function sharedFragments(): ReadonlyMap<string, string> {
  const texts = readFileSync(join(TOOLS, 'parts.graphql'), 'utf8')
    .split(/^(?=fragment )/m)
    .slice(1);
  return new Map(texts.map((text) => [/^fragment (\w+)/.exec(text)![1]!, text.trim()]));
}

function withFragments(text: string, fragments: ReadonlyMap<string, string>): string {
  const used = new Set<string>();
  const visit = (part: string): void => {
    for (const [, name] of part.matchAll(/\.\.\.(\w+)/g)) {
      const fragment = fragments.get(name!);
      if (fragment === undefined || used.has(name!)) continue;
      used.add(name!);
      visit(fragment);
    }
  };
  visit(text);
  return [text.trim(), ...[...used].sort().map((name) => fragments.get(name)!)].join('\n\n');
}

/** A ready question: its name, the question in words, and its document. */
export interface QuestionDocument extends Document {
  /** Name of its file without ending: `16-friend-or-foe`. */
  readonly name: string;
  readonly sentence: string;
}

let questions: readonly QuestionDocument[] | undefined;

/** The ready questions, in the order of their numbers. */
export function readyQuestions(): readonly QuestionDocument[] {
  questions ??= readdirSync(READY)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(READY, file), 'utf8');
      return { name: file.replace('.graphql', ''), sentence: text.split('\n', 1)[0]!.replace(/^#\s*/, ''), text };
    });
  return questions;
}
