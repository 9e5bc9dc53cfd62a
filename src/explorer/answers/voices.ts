import { QuestionSourceDocument, QuestionSourcesDocument, type QuestionSourcesQuery, QuestionSpeakersDocument } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import type { NamedVoice } from './completions.ts';
import type { Voice } from './question.ts';

/** Pages of 100 sources that a question may name. */
const MAX_PAGES = 20;

/** All publishers, sources and speakers that a question may name. Throws RequestError. */
export async function loadVoices(): Promise<NamedVoice[]> {
  const [sources, { relationshipBreakdown }] = await Promise.all([loadSources(), runQuery(QuestionSpeakersDocument, {})]);
  const publishers = [...new Set(sources.flatMap(({ publisher }) => publisher ?? []))];
  return [
    ...(relationshipBreakdown ?? []).map(({ key, label }): NamedVoice => ({ voice: { by: 'speaker', value: key }, name: label })),
    ...publishers.map((name): NamedVoice => ({ voice: { by: 'publisher', value: name }, name })),
    ...sources.map(({ key, title }): NamedVoice => ({ voice: { by: 'source', value: key }, name: `“${title}”` })),
  ];
}

type ListedSource = NonNullable<QuestionSourcesQuery['sources']>['nodes'][number];

async function loadSources(): Promise<ListedSource[]> {
  const found: ListedSource[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { sources }: QuestionSourcesQuery = await runQuery(QuestionSourcesDocument, { after });
    found.push(...(sources?.nodes ?? []));
    if (!sources?.pageInfo.hasNextPage) break;
    after = sources.pageInfo.endCursor;
  }
  return found;
}

/** The title of a source, or the name of a publisher or speaker. Throws RequestError. */
export async function nameOfVoice({ by, value }: Voice): Promise<string> {
  if (by === 'publisher') return value;
  if (by === 'source') return `“${(await runQuery(QuestionSourceDocument, { key: value })).source?.title ?? value}”`;
  const { relationshipBreakdown } = await runQuery(QuestionSpeakersDocument, {});
  return relationshipBreakdown?.find(({ key }) => key === value)?.label ?? value;
}
