import { type McpServer, ProtocolError, ProtocolErrorCode, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { CERTAINTIES } from '../model/interval.ts';
import { STATUSES } from '../model/kinds.ts';
import { tokensOf } from './budget.ts';
import { completeQuestion, completeSlug, completeSource } from './completions.ts';
import type { QueriedGraph } from './graph.ts';
import { UnknownName } from './names.ts';
import { type QuestionDocument, readyQuestions } from './operations.ts';
import { OUTCOME_MEANINGS } from './schemas.ts';
import { oneLine } from './text.ts';
import { type Answer, answerOfTool, type Tool } from './tool.ts';
import { WHO_IS_TOOL } from './tools/entities.ts';
import { EVIDENCE_TOOL, RELATIONSHIPS_TOOL } from './tools/relationships.ts';
import { SOURCES_TOOL } from './tools/sources.ts';

const JSON_TYPE = 'application/json';

/** Longest answer of a ready question, in tokens. */
const MAX_QUESTION_TOKENS = 20_000;

type Variables = Readonly<Record<string, string | string[]>>;

/**
 * Resources: the vocabulary, an entity, a relationship, a source, a ready question.
 * @param messageOf What a caller may see of an error.
 */
export function addResources(server: McpServer, graph: QueriedGraph, messageOf: (error: unknown) => string): void {
  const contents = async (uri: URL, read: () => Promise<object | null>) => {
    const value = await read().catch((error: unknown) => {
      if (error instanceof UnknownName) return null;
      throw new ProtocolError(ProtocolErrorCode.InternalError, messageOf(error));
    });
    if (value === null) throw new ResourceNotFoundError(uri.href);
    return { contents: [{ uri: uri.href, mimeType: JSON_TYPE, text: JSON.stringify(value) }] };
  };
  const found = async (tool: Tool, input: Readonly<Record<string, unknown>>): Promise<Answer | null> => {
    const answer = await answerOfTool(graph, tool, input);
    return answer.outcome === 'UNKNOWN_NAME' ? null : answer;
  };

  server.registerResource(
    'vocabulary',
    'allegiance://vocabulary',
    { title: 'Vocabulary', description: 'The types of relationship, and what the words of answers mean.', mimeType: JSON_TYPE },
    (uri) => contents(uri, () => vocabulary(graph)),
  );
  const entity = new ResourceTemplate('allegiance://entity/{slug}', {
    list: undefined,
    complete: { slug: (text) => completeSlug(graph, text) },
  });
  server.registerResource(
    'entity',
    entity,
    { title: 'Entity', description: 'An actor or a place, with its best known relationships.', mimeType: JSON_TYPE },
    (uri, { slug }: Variables) =>
      contents(uri, async () => {
        const name = part(slug);
        const who = await found(WHO_IS_TOOL, { name });
        return who && { ...who, relationships: await answerOfTool(graph, RELATIONSHIPS_TOOL, { of: name }) };
      }),
  );
  const relationship = new ResourceTemplate('allegiance://relationship/{id}', { list: undefined });
  server.registerResource(
    'relationship',
    relationship,
    { title: 'Relationship', description: 'The passages of a relationship, by its id.', mimeType: JSON_TYPE },
    (uri, { id }: Variables) => contents(uri, () => found(EVIDENCE_TOOL, { id: part(id) })),
  );
  const source = new ResourceTemplate('allegiance://source/{key}', {
    list: undefined,
    complete: { key: (text) => completeSource(graph, text) },
  });
  server.registerResource(
    'source',
    source,
    { title: 'Source', description: 'A source that the graph cites, by its key.', mimeType: JSON_TYPE },
    (uri, { key }: Variables) => contents(uri, () => found(SOURCES_TOOL, { source: part(key) })),
  );
  const question = new ResourceTemplate('allegiance://question/{name}', {
    list: () => ({
      resources: readyQuestions().map(({ name, sentence }) => ({
        uri: `allegiance://question/${name}`,
        name,
        title: sentence,
        mimeType: JSON_TYPE,
      })),
    }),
    complete: { name: completeQuestion },
  });
  server.registerResource(
    'question',
    question,
    { title: 'Ready question', description: 'A ready question, and the answer of the API to it.', mimeType: JSON_TYPE },
    (uri, { name }: Variables) =>
      contents(uri, async () => {
        const ready = readyQuestions().find((each) => each.name === part(name));
        return ready ? answerOfQuestion(graph, ready) : null;
      }),
  );
}

/** A variable of an address, decoded. */
function part(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const VOCABULARY = {
  text: 'query ToolVocabulary { vocabulary { type phrase inversePhrase sign symmetric description lastingDays lastingSource } }',
};

const STATUS_MEANINGS: Readonly<Record<(typeof STATUSES)[number], string>> = {
  SUPPORTED: 'Asserted plainly, and not denied.',
  REPORTED: 'Asserted only with a reservation, such as “reportedly”.',
  DISPUTED: 'Asserted by one voice and denied by another.',
  DENIED: 'Only denied.',
  UNSOURCED: 'No passage is recorded.',
};

const CERTAINTY_MEANINGS: Readonly<Record<(typeof CERTAINTIES)[number], string>> = {
  POSSIBLE: 'It may hold on some day of that time: no date rules it out.',
  LIKELY: 'It may hold then, and is attested at most `lastingDays` before or after.',
  CERTAIN: 'It holds on some day of that time, under every reading of its dates.',
  THROUGHOUT: 'It holds on every day of that time, under every reading of its dates.',
};

async function vocabulary(graph: QueriedGraph): Promise<object> {
  const { vocabulary: types } = await graph.execute<{ vocabulary: readonly object[] }>(VOCABULARY, {});
  return { outcomes: OUTCOME_MEANINGS, statuses: STATUS_MEANINGS, certainties: CERTAINTY_MEANINGS, types };
}

async function answerOfQuestion(graph: QueriedGraph, { name, sentence, text }: QuestionDocument): Promise<object> {
  const data = harmless(await graph.execute<object>({ text }, {}));
  const answer = { question: sentence, name, query: text, data };
  if (tokensOf(answer) <= MAX_QUESTION_TOKENS) return answer;
  const leftOut = `The answer has more than ${MAX_QUESTION_TOKENS.toLocaleString('en')} tokens. Ask with a tool, which answers in pages.`;
  return { question: sentence, name, query: text, leftOut };
}

/** Longest text of a ready question's answer, in characters. */
const MAX_TEXT_LENGTH = 4_000;

/** An answer of the API whose texts stand on one line each, without characters that are not seen. */
function harmless(value: unknown): unknown {
  if (typeof value === 'string') return oneLine(value, MAX_TEXT_LENGTH);
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, harmless(inner)]));
}
