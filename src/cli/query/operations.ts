import type { AliasKind, EntityKind, PlaceKind } from '../../model/kinds.ts';
import type { Operation } from './graphClient.ts';

/** The operations that commands run, and of their results what is shown. A test validates each against the schema. */

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
    readonly reassessments: readonly {
      readonly source: { readonly title: string } | null;
      readonly done: number;
      readonly total: number;
    }[];
  };
}

export const STATUS = operation<StatusAnswer>(
  'query Status { status { engine engineVersion revision actors places events relationships sources attributions reassessments { source { title } done total } } }',
);

export interface SearchAnswer {
  readonly search: readonly {
    readonly matched: string;
    readonly entity: { readonly slug: string; readonly name: string; readonly kind: string };
  }[];
}

export const SEARCH = operation<SearchAnswer>(`
query Search($text: String!, $kinds: [EntityKind!], $first: Int = 10) {
  search(text: $text, kinds: $kinds, first: $first) { matched score entity { id slug name kind } }
}`);

/** A passage: which side it takes, who speaks in it, and where. */
export interface HopPassage {
  readonly stance: string;
  readonly attributedTo: { readonly name: string } | null;
  readonly attribution: string | null;
  readonly source: { readonly title: string };
}

type Validity = Readonly<Record<'start' | 'end' | 'attestedFrom' | 'attestedUntil', string | null>>;

export interface PathsAnswer {
  readonly paths: {
    readonly note: string | null;
    readonly count: number;
    readonly truncated: boolean;
    readonly stoppedBy: string | null;
    readonly paths: readonly {
      readonly statement: string;
      readonly sign: string;
      readonly confidence: number;
      readonly certainty: string;
      readonly hops: readonly {
        readonly statement: string;
        readonly certainty: string;
        readonly relationship: {
          readonly status: string;
          readonly confidence: number;
          readonly validity: Validity;
          readonly evidence: { readonly totalCount: number; readonly nodes: readonly HopPassage[] };
        };
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
    note count truncated stoppedBy revision
    paths {
      statement sign confidence certainty length validity { ...When }
      hops { statement certainty relationship { id status confidence validity { ...When } evidence(first: 3) { totalCount nodes { ...Who } } } }
    }
  }
}
fragment When on Interval { start end attestedFrom attestedUntil }
fragment Who on Evidence { stance attributedTo { name } attribution source { title } }`);

interface NamedNode {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: EntityKind;
  readonly aliases: readonly { readonly name: string; readonly kind: AliasKind }[];
}
interface PageEnd {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

export interface ActorNamesAnswer {
  readonly names: { readonly nodes: readonly NamedNode[]; readonly pageInfo: PageEnd };
}

export const ACTOR_NAMES = operation<ActorNamesAnswer>(`
query ActorNames($after: String) {
  names: actors(first: 100, after: $after) { nodes { id slug name kind aliases { name kind } } pageInfo { hasNextPage endCursor } }
}`);

export interface PlaceNamesAnswer {
  readonly names: {
    readonly nodes: readonly (NamedNode & { readonly placeKind: PlaceKind; readonly within: { readonly slug: string } | null })[];
    readonly pageInfo: PageEnd;
  };
}

export const PLACE_NAMES = operation<PlaceNamesAnswer>(`
query PlaceNames($after: String) {
  names: places(first: 100, after: $after) {
    nodes { id slug name kind placeKind aliases { name kind } within { slug } } pageInfo { hasNextPage endCursor }
  }
}`);

export const OPERATIONS: Readonly<Record<string, Operation<unknown>>> = { STATUS, SEARCH, PATHS, ACTOR_NAMES, PLACE_NAMES };
