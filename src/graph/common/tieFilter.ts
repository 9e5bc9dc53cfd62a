import { type ClassType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { ALL_TIME, type Certainty, UNKNOWN_CLO } from '../../model/interval.ts';
import { type EntityKind, STATUSES, type Status } from '../../model/kinds.ts';
import {
  TIE_FILTER,
  TIE_FILTER_TYPES,
  type TieCriterion,
  type TieFilter,
  type TieFilterField,
  type TieFilterName,
  VOICE_FILTER,
  type VoiceFilter,
  type VoiceFilterName,
} from '../../model/tieFilter.ts';
import { RELATIONSHIP_TYPES, type RelationshipType } from '../../model/vocabulary.ts';
import { CertaintyEnum, EntityKindEnum, RelationshipTypeEnum, ReliabilityEnum, SignEnum, StatusEnum } from './enums.ts';
import { PartialDateScalar } from './scalars.ts';
import { IntervalInput } from './types.ts';

const TYPES: Readonly<Record<TieFilterField['type'], unknown>> = {
  RelationshipType: RelationshipTypeEnum,
  Sign: SignEnum,
  Status: StatusEnum,
  Certainty: CertaintyEnum,
  EntityKind: EntityKindEnum,
  ID,
  PartialDate: PartialDateScalar,
  Float,
  Int,
  String,
  Reliability: ReliabilityEnum,
  Boolean,
  IntervalInput,
};

/** What an input says of a field: its description where it is more exact than that of the table, and its default. */
interface FieldOptions {
  readonly description?: string;
  readonly defaultValue?: unknown;
}

function addField(input: ClassType, name: string, { type, description }: TieFilterField, options: FieldOptions = {}): void {
  const typeOf = () => (TIE_FILTER_TYPES[type].isList ? [TYPES[type]] : TYPES[type]) as ClassType;
  Field(typeOf, { nullable: true, description, ...options })(input.prototype, name);
}

export const VoiceFilterInput = class {} as ClassType<VoiceFilter>;
InputType('VoiceFilter', {
  description:
    'Whose word counts, and of which day: a passage counts if all conditions hold for it. Status, confidence, voices, order and counts are then those of the passages that count, except a confidence that an editor set; a relationship or event of which none counts is not in the answer. `evidence` lists all passages as ever. A name that is nowhere in the graph is an error.',
})(VoiceFilterInput);
for (const [name, field] of Object.entries(VOICE_FILTER) as [VoiceFilterName, TieFilterField][]) addField(VoiceFilterInput, name, field);

export const VOICES_MEANING = 'Whose word counts, and what was known on a day. Default: all passages.';

/** An input type with some of the fields of a filter, made from the table of them, and `voices`. */
function tieFilterInput<Name extends TieFilterName>(
  name: string,
  description: string,
  fields: Readonly<Record<Name, FieldOptions>>,
): ClassType<Pick<TieFilter, Name | 'voices'>> {
  class Input {}
  for (const [field, options] of Object.entries(fields) as [Name, FieldOptions][]) addField(Input, field, TIE_FILTER[field], options);
  Field(() => VoiceFilterInput, { nullable: true, description: VOICES_MEANING })(Input.prototype, 'voices');
  InputType(name, { description })(Input);
  return Input as ClassType<Pick<TieFilter, Name | 'voices'>>;
}

/** What the filters of lists, of searches and of analyses say where there is none. */
export const LIST_DEFAULTS = { certainty: 'LIKELY', undated: true } as const;
export const PATH_DEFAULTS = { certainty: 'POSSIBLE' } as const;
export const GRAPH_DEFAULTS = { certainty: 'LIKELY', undated: false } as const;

const STATUS_AND_TIME = { status: {}, at: {}, during: {} };
const LISTED = { certainty: { defaultValue: LIST_DEFAULTS.certainty }, undated: { defaultValue: LIST_DEFAULTS.undated } };
const POSSIBLE = { certainty: { defaultValue: 'POSSIBLE' } };

/** The fields that the filter of events shares with those of relationships. */
export const TimeAndStatusFilter = tieFilterInput('TimeAndStatusFilter', 'When something held, and its status.', {
  ...STATUS_AND_TIME,
  ...POSSIBLE,
});

const TYPE_AND_SIGN = { types: {}, excludeTypes: {}, sign: {} };

export const NeighborFilter = tieFilterInput(
  'NeighborFilter',
  'Relationships that count; all conditions must hold. Default: all but DENIED.',
  {
    ...STATUS_AND_TIME,
    ...LISTED,
    minConfidence: {},
    entityKinds: { description: 'Only neighbors of these kinds.' },
  },
);

export const RelationshipFilter = tieFilterInput(
  'RelationshipFilter',
  'Relationships to list; all conditions must hold. Default: all but DENIED.',
  {
    ...STATUS_AND_TIME,
    ...LISTED,
    ...TYPE_AND_SIGN,
    minConfidence: {},
    from: {},
    to: {},
    involving: {},
    entityKinds: {},
  },
);

export const PathFilter = tieFilterInput(
  'PathFilter',
  'Relationships that may be used; all conditions must hold. Default: all but DENIED.',
  {
    ...STATUS_AND_TIME,
    certainty: {
      defaultValue: PATH_DEFAULTS.certainty,
      description: 'How certain it must be that each holds at that time. What is best known stands first.',
    },
    ...TYPE_AND_SIGN,
    minConfidence: {},
    undated: {
      description: 'Include relationships without any date. Default: true, but false if all must hold at one time or in order.',
    },
    entityKinds: {
      description: 'Kinds of intermediate entities; the ends may be anything. Default: actors other than POPULATION.',
    },
  },
);

export const GraphFilter = tieFilterInput(
  'GraphFilter',
  'Part of the graph to analyse; all conditions must hold. Default: all but DENIED and undated relationships.',
  {
    types: {},
    excludeTypes: {},
    status: {},
    minConfidence: {},
    certainty: {
      defaultValue: GRAPH_DEFAULTS.certainty,
      description: 'How certain it must be that a relationship holds at the date; for `changes`, on some day between the two dates.',
    },
    undated: { defaultValue: GRAPH_DEFAULTS.undated },
    entityKinds: { description: 'Both ends of these kinds. Default: actors other than POPULATION; for `changes`, all.' },
    involving: { description: 'Only relationships of these entities, at either end.' },
  },
);

/** A criterion as statements take it, with the ids of entities. */
export type CriterionParameters = {
  readonly first: number;
  readonly last: number;
  readonly latestClo: number;
  readonly status: readonly Status[];
  readonly minConfidence: number;
  readonly types: readonly RelationshipType[];
  readonly from: readonly string[] | null;
  readonly to: readonly string[] | null;
  readonly involving: readonly string[] | null;
  readonly kinds: readonly EntityKind[] | null;
};

const NOT_DENIED: readonly Status[] = STATUSES.filter((status) => status !== 'DENIED');

/** The parameters of a statement, and the certainty that chooses it. Without a time every tie counts, as POSSIBLE, so that undated ones pass too. */
export function criterionParameters(criterion: TieCriterion<string>): {
  readonly certainty: Certainty;
  readonly parameters: CriterionParameters;
} {
  const { window, certainty, undated, status, minConfidence, types, from, to, involving, eitherKind } = criterion;
  return {
    certainty: (window && certainty) ?? 'POSSIBLE',
    parameters: {
      first: (window ?? ALL_TIME).first,
      last: (window ?? ALL_TIME).last,
      latestClo: undated === false || (window && certainty === 'LIKELY') ? UNKNOWN_CLO - 1 : UNKNOWN_CLO,
      status: status ?? NOT_DENIED,
      minConfidence: minConfidence ?? 0,
      types: types ?? RELATIONSHIP_TYPES,
      from: from ?? null,
      to: to ?? null,
      involving: involving ?? null,
      kinds: eitherKind ?? null,
    },
  };
}
