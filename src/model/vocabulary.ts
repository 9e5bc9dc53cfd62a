/**
 * The vocabulary: all types of tie, one row each.
 *
 * The enum, the GraphQL type and its two fields, the labels the store may use, the phrases, the legend and the
 * documentation are all made from this table. A new type of tie is one new row.
 */

export const SIGNS = ['COOPERATIVE', 'HOSTILE', 'NEUTRAL'] as const;
export type Sign = (typeof SIGNS)[number];

/** What an end of a tie may be. */
export type End = 'actor' | 'place';

export interface TieRow {
  /** Name in the store and in the enum. */
  readonly type: string;
  /** Two base32hex characters that stand for the type inside ids. Written into every id: never change or reuse one. */
  readonly code: string;
  /** How it reads from its `from`, and from its `to`. */
  readonly phrase: string;
  readonly inversePhrase: string;
  readonly from: readonly End[];
  readonly to: readonly End[];
  readonly sign: Sign;
  /** Holds both ways alike: stored once, found from either end. */
  readonly symmetric: boolean;
  /** GraphQL field on `from`, and on `to` (none if the tie is symmetric). */
  readonly field: string;
  readonly inverseField: string | null;
  readonly description: string;
  /**
   * For how many days before and after the time for which it is attested it more likely holds than not: after them, half of what
   * was attested is attested no more. null: for ever.
   */
  readonly lastingDays: number | null;
  /** The measurement that the days come from, or "assumed". */
  readonly lastingSource: string;
}

const ACTOR = ['actor'] as const;
const PLACE = ['place'] as const;
const EITHER = ['actor', 'place'] as const;

/** Where the lasting of a type was measured: `npm run bench:lasting`, docs/lasting.md. */
const ESD = 'measured: UCDP External Support Dataset 18.1, 1975–2010';
const GED = 'measured: UCDP GED 19.1, Syria 2016–2017';

const ROWS = [
  {
    ...directed(
      'BACKS',
      'BA',
      'backs',
      'is backed by',
      'COOPERATIVE',
      'backs',
      'backedBy',
      'Gives support: troops, weapons, money, territory, training, intelligence or diplomacy.',
    ),
    ...lasting(1095, ESD),
  },
  {
    ...mutual('ALLIED_WITH', 'AL', 'is allied with', 'COOPERATIVE', 'alliedWith', 'Fights or acts together by agreement.'),
    ...lasting(1825),
  },
  {
    ...mutual(
      'AFFILIATED_WITH',
      'AF',
      'is affiliated with',
      'COOPERATIVE',
      'affiliatedWith',
      'Is linked in name, oath or organisation without being part of it.',
    ),
    ...lasting(1825),
  },
  {
    ...directed(
      'PART_OF',
      'PA',
      'is part of',
      'includes',
      'COOPERATIVE',
      'partOf',
      'members',
      'Belongs to it as a member, branch or organ.',
    ),
    ...lasting(1825),
  },
  {
    ...directed('LEADS', 'LE', 'leads', 'is led by', 'COOPERATIVE', 'leads', 'leaders', 'Commands, heads or presides over it.'),
    ...lasting(1460),
  },
  {
    ...directed('SPEAKS_FOR', 'SP', 'speaks for', 'is represented by', 'COOPERATIVE', 'speaksFor', 'spokespeople', 'Speaks in its name.'),
    ...lasting(1460),
  },
  {
    ...mutual('CEASEFIRE_WITH', 'CE', 'has a ceasefire with', 'NEUTRAL', 'ceasefireWith', 'Has agreed to stop fighting it for a time.'),
    ...lasting(365),
  },
  {
    ...mutual('NEGOTIATES_WITH', 'NE', 'negotiates with', 'NEUTRAL', 'negotiatesWith', 'Talks with it to settle something.'),
    ...lasting(180),
  },
  {
    ...directed(
      'ATTACKS',
      'AT',
      'attacks',
      'is attacked by',
      'HOSTILE',
      'attacks',
      'attackedBy',
      'Uses force against an actor or a place.',
      ACTOR,
      EITHER,
    ),
    ...lasting(365, GED),
  },
  { ...mutual('FIGHTS', 'FI', 'fights', 'HOSTILE', 'fights', 'Both sides use force against each other.'), ...lasting(120, GED) },
  {
    ...directed(
      'OPPOSES',
      'OP',
      'opposes',
      'is opposed by',
      'HOSTILE',
      'opposes',
      'opposedBy',
      'Stands against it without stated use of force.',
    ),
    ...lasting(1825),
  },
  {
    ...mutual('RIVAL_OF', 'RI', 'is a rival of', 'HOSTILE', 'rivalOf', 'Competes with it for the same power, land or following.'),
    ...lasting(1825),
  },
  {
    ...directed(
      'SANCTIONS',
      'SA',
      'sanctions',
      'is sanctioned by',
      'HOSTILE',
      'sanctions',
      'sanctionedBy',
      'Has put economic or legal penalties on it.',
    ),
    ...lasting(1825),
  },
  {
    ...directed(
      'SPLIT_FROM',
      'SF',
      'split from',
      'split into',
      'NEUTRAL',
      'splitFrom',
      'splinters',
      'Came out of it as a group of its own.',
    ),
    ...lasting(null),
  },
  {
    ...directed(
      'MERGED_INTO',
      'ME',
      'merged into',
      'absorbed',
      'NEUTRAL',
      'mergedInto',
      'absorbed',
      'Ended as a group of its own by joining it.',
    ),
    ...lasting(null),
  },
  {
    ...directed(
      'SUCCEEDS',
      'SU',
      'succeeds',
      'was succeeded by',
      'NEUTRAL',
      'succeeds',
      'succeededBy',
      'Took its place and carries it on.',
    ),
    ...lasting(null),
  },
  {
    ...directed(
      'CONTROLS',
      'CO',
      'controls',
      'is controlled by',
      'NEUTRAL',
      'controls',
      'controlledBy',
      'Holds a place, wholly, in part or contested.',
      ACTOR,
      PLACE,
    ),
    ...lasting(365),
  },
  {
    ...directed('OPERATES_IN', 'OI', 'operates in', 'hosts', 'NEUTRAL', 'operatesIn', 'hosts', 'Is active in a place.', ACTOR, PLACE),
    ...lasting(1095),
  },
  {
    ...directed('LOCATED_IN', 'LO', 'is in', 'contains', 'NEUTRAL', 'within', 'contains', 'Lies inside a larger place.', PLACE, PLACE),
    ...lasting(null),
  },
] as const satisfies readonly TieRow[];

export type RelationshipType = (typeof ROWS)[number]['type'];
export type VocabularyRow = TieRow & { readonly type: RelationshipType };

export const VOCABULARY: readonly VocabularyRow[] = ROWS;
export const RELATIONSHIP_TYPES: readonly RelationshipType[] = ROWS.map((row) => row.type);

const BY_TYPE = new Map<string, VocabularyRow>(ROWS.map((row) => [row.type, row]));
const BY_CODE = new Map<string, VocabularyRow>(ROWS.map((row) => [row.code, row]));

/** The row of a known type. */
export function vocabularyOf(type: RelationshipType): VocabularyRow {
  return BY_TYPE.get(type) as VocabularyRow;
}

/** The row with this code, as ids contain it; undefined if there is none. */
export function vocabularyByCode(code: string): VocabularyRow | undefined {
  return BY_CODE.get(code);
}

/** `BACKS` is `Backs`, `PART_OF` is `PartOf`: the GraphQL object type of a type of tie. */
export function tieTypeName(type: RelationshipType): string {
  return type
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function directed<const T extends string>(
  type: T,
  code: string,
  phrase: string,
  inversePhrase: string,
  sign: Sign,
  field: string,
  inverseField: string,
  description: string,
  from: readonly End[] = ACTOR,
  to: readonly End[] = ACTOR,
) {
  return { type, code, phrase, inversePhrase, from, to, sign, symmetric: false, field, inverseField, description };
}

function mutual<const T extends string>(type: T, code: string, phrase: string, sign: Sign, field: string, description: string) {
  return {
    type,
    code,
    phrase,
    inversePhrase: phrase,
    from: ACTOR,
    to: ACTOR,
    sign,
    symmetric: true,
    field,
    inverseField: null,
    description,
  };
}

function lasting(lastingDays: number | null, lastingSource = 'assumed') {
  return { lastingDays, lastingSource };
}
