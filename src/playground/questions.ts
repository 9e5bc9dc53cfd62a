/** A ready question: the question as a sentence, and the GraphQL document that answers it. */
export type ReadyQuestion = { sentence: string; document: string };

const files = import.meta.glob<string>('../../schema/operations/*.graphql', { query: '?raw', import: 'default', eager: true });

/** The first line of a document is a comment with its question. */
const sentenceOf = (document: string): string => document.split('\n', 1)[0]?.replace(/^#\s*/, '') ?? '';

/** The ready questions, in the order of their file names. */
export const QUESTIONS: ReadyQuestion[] = Object.entries(files)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([, document]) => ({ sentence: sentenceOf(document), document }));
