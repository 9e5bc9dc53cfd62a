import { normalizeName } from '../model/normalizeName.ts';
import type { QueriedGraph } from './graph.ts';
import { readyQuestions, toolDocument } from './operations.ts';
import type { ListPage } from './tools/shared.ts';
import type { SourceAnswer } from './tools/sources.ts';

/** Completions of one argument that a client gets. */
const MAX_COMPLETIONS = 20;

/** Slugs of entities whose name begins like the text, or is like it; the best connected where it is empty. */
export async function completeSlug(graph: QueriedGraph, text: string): Promise<string[]> {
  if (text.trim() === '') {
    const { actors } = await graph.execute<{ actors: { nodes: readonly { slug: string }[] } }>(BEST_CONNECTED, { first: MAX_COMPLETIONS });
    return actors.nodes.map(({ slug }) => slug);
  }
  const name = text.slice(0, 200).replaceAll('-', ' ');
  const variables = { id: name, slug: name, text: name, first: MAX_COMPLETIONS };
  const { search } = await graph.execute<{ search: readonly { entity: { slug: string } }[] }>(toolDocument('find'), variables);
  return search.map(({ entity }) => entity.slug);
}

const BEST_CONNECTED = { text: 'query ToolBestConnected($first: Int) { actors(orderBy: DEGREE, first: $first) { nodes { slug } } }' };

/** Keys of sources with these words in key, title or publisher. */
export async function completeSource(graph: QueriedGraph, text: string): Promise<string[]> {
  const { sources } = await graph.execute<{ sources: ListPage<SourceAnswer> }>(toolDocument('sources'), { first: 100 });
  const words = normalizeName(text);
  return sources.edges
    .map(({ node }) => node)
    .filter(({ key, title, publisher }) => [key, title, publisher ?? ''].some((each) => normalizeName(each).includes(words)))
    .map(({ key }) => key)
    .slice(0, MAX_COMPLETIONS);
}

/** Names of ready questions with these words. */
export function completeQuestion(text: string): string[] {
  const words = normalizeName(text);
  return readyQuestions()
    .filter(({ name, sentence }) => [name, sentence].some((each) => normalizeName(each).includes(words)))
    .map(({ name }) => name)
    .slice(0, MAX_COMPLETIONS);
}
