import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql';

const CONTRACT = fileURLToPath(new URL('../../../shared/design/contract.graphql', import.meta.url));
const SECTION = /─ section: (\w+) ─/;

/** The text of the contract; null where it is not at hand. */
export function contractText(): string | null {
  return existsSync(CONTRACT) ? readFileSync(CONTRACT, 'utf8') : null;
}

/** The part of the contract that some sections ask for, as a schema of its own. Lines belong to the headings above them. */
export function contractOf(text: string, built: readonly string[]): GraphQLSchema {
  const sections = sectionsOf(text);
  const inSection = (node: { loc?: { startToken: { line: number } } }): boolean => built.includes(sections[node.loc!.startToken.line - 1]!);
  const document = parse(text);
  const definitions = document.definitions.flatMap((node): DefinitionNode[] => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || node.name.value !== 'Query') return inSection(node) ? [node] : [];
    return [{ ...node, fields: node.fields?.filter(inSection) } as ObjectTypeDefinitionNode];
  });
  return buildASTSchema({ ...document, definitions } as DocumentNode);
}

/**
 * The section of each line. The types of the sections after the graph stand below the Query type, under comments of one
 * word: all of them are later than the graph.
 */
function sectionsOf(text: string): string[] {
  let section = '';
  let pastQuery = false;
  let inQuery = false;
  return text.split('\n').map((line) => {
    if (line.startsWith('type Query')) inQuery = true;
    const heading = SECTION.exec(line)?.[1] ?? (pastQuery ? /^# (paths|analysis)\b/.exec(line)?.[1] : undefined);
    if (heading) section = heading;
    if (inQuery && line === '}') [inQuery, pastQuery] = [false, true];
    return section;
  });
}
