import type { Operation } from './graphClient.ts';

/** The operations that commands run. A test validates each against the schema. */

function operation<Answer>(text: string): Operation<Answer> {
  return { text };
}

export interface StatusAnswer {
  readonly status: {
    readonly engine: string;
    readonly engineVersion: string;
    readonly revision: number;
    readonly actors: number;
    readonly places: number;
    readonly events: number;
    readonly relationships: number;
    readonly sources: number;
    readonly attributions: readonly string[];
  };
}

export const STATUS = operation<StatusAnswer>(
  'query Status { status { engine engineVersion revision actors places events relationships sources attributions } }',
);

export interface SearchAnswer {
  readonly search: readonly {
    readonly matched: string;
    readonly score: number;
    readonly entity: { readonly id: string; readonly slug: string; readonly name: string; readonly kind: string };
  }[];
}

export const SEARCH = operation<SearchAnswer>(`
query Search($text: String!, $kinds: [EntityKind!], $first: Int = 10) {
  search(text: $text, kinds: $kinds, first: $first) { matched score entity { id slug name kind } }
}`);

interface Validity {
  readonly start: string | null;
  readonly end: string | null;
  readonly attestedFrom: string | null;
  readonly attestedUntil: string | null;
}

export interface PathsAnswer {
  readonly paths: {
    readonly count: number;
    readonly truncated: boolean;
    readonly stoppedBy: string | null;
    readonly revision: number;
    readonly paths: readonly {
      readonly statement: string;
      readonly sign: string;
      readonly confidence: number;
      readonly length: number;
      readonly validity: Validity | null;
      readonly hops: readonly {
        readonly statement: string;
        readonly certainty: string;
        readonly relationship: { readonly id: string; readonly status: string; readonly confidence: number; readonly validity: Validity };
      }[];
    }[];
  };
}

export const PATHS = operation<PathsAnswer>(`
query Paths(
  $from: ID!, $to: ID!, $filter: PathFilter, $time: PathTime, $orderBy: PathOrder, $direction: PathDirection,
  $avoid: [ID!], $through: [ID!], $maxDepth: Int, $maxPaths: Int
) {
  paths(
    from: $from, to: $to, filter: $filter, time: $time, orderBy: $orderBy, direction: $direction,
    avoid: $avoid, through: $through, maxDepth: $maxDepth, maxPaths: $maxPaths
  ) {
    count truncated stoppedBy revision
    paths {
      statement sign confidence length validity { ...When }
      hops { statement certainty relationship { id status confidence validity { ...When } } }
    }
  }
}
fragment When on Interval { start end attestedFrom attestedUntil }`);

export const OPERATIONS: Readonly<Record<string, Operation<unknown>>> = { STATUS, SEARCH, PATHS };
