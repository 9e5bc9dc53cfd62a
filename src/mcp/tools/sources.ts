import { z } from 'zod';
import { normalizeName } from '../../model/normalizeName.ts';
import { queryAddress } from '../address.ts';
import { DEFAULT_MAX_TOKENS, type Item, pageSizeFor } from '../budget.ts';
import { given } from '../claims.ts';
import type { QueriedGraph } from '../graph.ts';
import { UnknownName } from '../names.ts';
import { toolDocument } from '../operations.ts';
import { ARGUMENTS, answerOf, SOURCE_ITEM } from '../schemas.ts';
import { oneLine } from '../text.ts';
import { positionOf, tool } from '../tool.ts';
import { draftPage, LIST_ARGUMENTS, type ListPage } from './shared.ts';

interface Count {
  readonly totalCount: number;
}

export interface SourceAnswer {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly publishedOn: string | null;
  readonly reliability: string;
  readonly url: string | null;
  readonly citation?: string | null;
  readonly relationships: Count;
  readonly onlyHere?: Count;
  readonly events: Count;
  readonly evidence?: Count;
}

/** Sources that are compared with a title, and candidates that are named. */
const MAX_COMPARED = 100;
const MAX_CANDIDATES = 8;

/** A source by key, id or title. @throws UnknownName, with those whose title, key or publisher has these words */
export async function sourceByKey(graph: QueriedGraph, name: string): Promise<SourceAnswer> {
  const { source } = await graph.execute<{ source: SourceAnswer | null }>(toolDocument('source'), { id: name });
  if (source !== null) return { ...source, title: oneLine(source.title) };
  const { sources } = await graph.execute<{ sources: ListPage<SourceAnswer> }>(toolDocument('sources'), { first: MAX_COMPARED });
  const nodes = sources.edges.map(({ node }) => node);
  const words = normalizeName(name);
  const [same, ...others] = nodes.filter(({ title }) => normalizeName(title) === words);
  if (same && others.length === 0) return sourceByKey(graph, same.key);
  const like = nodes.filter(({ title, key, publisher }) =>
    [title, key, publisher ?? ''].some((text) => normalizeName(text).includes(words)),
  );
  const candidates = (like.length > 0 ? like : nodes).slice(0, MAX_CANDIDATES);
  throw new UnknownName(
    `No source has the key, id or title ${JSON.stringify(oneLine(name, 80))}. \`sources\` lists them.`,
    candidates.map(({ key, title }) => ({ slug: key, name: oneLine(title), kind: 'SOURCE' })),
  );
}

export function sourceItem(source: SourceAnswer, address: string): Item {
  const { id, key, title, publisher, publishedOn, reliability, url, citation, relationships, onlyHere, events, evidence } = source;
  const by = publisher === null ? '' : `, ${oneLine(publisher)}`;
  const on = publishedOn === null ? '' : `, ${publishedOn}`;
  const query = `{ source(id: ${JSON.stringify(key)}) { title publisher publishedOn reliability url evidence { totalCount nodes { quote } } } }`;
  return () =>
    given({
      sentence: `${oneLine(title)}${by}${on}: reliability ${reliability}`,
      key,
      publisher: publisher === null ? null : oneLine(publisher),
      publishedOn,
      reliability,
      url: url === null ? null : oneLine(url, 500),
      citation: citation ? oneLine(citation, 600) : null,
      relationships: relationships.totalCount,
      onlyHere: onlyHere?.totalCount,
      events: events.totalCount,
      passages: evidence?.totalCount,
      cite: { ids: [id], address: queryAddress(address, query) },
    });
}

export const SOURCES_TOOL = tool({
  name: 'sources',
  title: 'Sources',
  description:
    'Lists the sources that the graph cites, with publisher, date, reliability (a letter of the Admiralty code, A best to F) and how much rests on each; or says more of one of them.',
  input: z.strictObject({
    source: ARGUMENTS.name.optional().describe('Only this source, by key, id or title.'),
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(SOURCE_ITEM),
  answer: async (graph, input) => {
    if (input.source !== undefined) {
      const source = await sourceByKey(graph, input.source);
      return { outcome: 'FOUND', sentence: `The source ${source.title}.`, items: [sourceItem(source, graph.address)], total: 1 };
    }
    const page = positionOf(input.cursor);
    const variables = { first: pageSizeFor(input.maxTokens ?? DEFAULT_MAX_TOKENS), after: page.after };
    const { sources } = await graph.execute<{ sources: ListPage<SourceAnswer> }>(toolDocument('sources'), variables);
    const outcome = sources.totalCount === 0 ? 'NOTHING_RECORDED' : 'FOUND';
    return {
      outcome,
      sentence: `The graph cites ${sources.totalCount} sources.`,
      ...draftPage(sources, page, (each) => sourceItem(each, graph.address)),
    };
  },
});
