/** A ready question: the question as a sentence, the GraphQL document that answers it, and the name of its operation. */
export type ReadyQuestion = { sentence: string; document: string; name: string };

const files = import.meta.glob<string>('../../schema/operations/*.graphql', { query: '?raw', import: 'default', eager: true });

/** The first line of a document is a comment with its question. */
const sentenceOf = (document: string): string => document.split('\n', 1)[0]?.replace(/^#\s*/, '') ?? '';

const nameOf = (document: string): string => /^query (\w+)/m.exec(document)?.[1] ?? '';

/** The ready questions, in the order of their file names. */
export const QUESTIONS: ReadyQuestion[] = Object.entries(files)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([, document]) => ({ sentence: sentenceOf(document), document, name: nameOf(document) }));
