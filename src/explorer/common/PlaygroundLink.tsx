import type { TypedDocumentString } from '../api/operations.ts';

interface Props<T, V> {
  readonly document: TypedDocumentString<T, V>;
  readonly variables: V;
}

/** The address at which the playground opens with this query and these variables. */
export const playgroundAddress = (query: string, variables: unknown): string =>
  `/graphql#query=${encodeURIComponent(query.trim())}&variables=${encodeURIComponent(JSON.stringify(variables, null, 2))}`;

export const PlaygroundLink = <T, V>({ document, variables }: Props<T, V>) => (
  <p className="playground">
    <a href={playgroundAddress(document.toString(), variables)} target="_blank" rel="noreferrer">
      Open this query in the playground
    </a>
  </p>
);
