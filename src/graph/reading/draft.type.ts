import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DRAFT_ROW_KINDS, type DraftRowKind, ROW_STATES } from '../../drafts/draft.ts';
import { DRAFT_FIELDS, DRAFT_STATES } from '../../store/draft.ts';
import { gqlEnum } from '../common/enums.ts';
import { addOutput, NULLABLE, objectType } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { JsonScalar } from '../common/scalars.ts';
import { Node } from '../common/types.ts';
import { VerdictEnum } from '../editing/enums.ts';
import { RowProblemType, WriteReportType } from '../editing/report.type.ts';
import { TextSpanType } from '../source/source.type.ts';

export const DraftStateEnum = gqlEnum('DraftState', 'State of a draft.', DRAFT_STATES, {
  OPEN: 'A row waits for a decision.',
  DECIDED: 'Every row was accepted or rejected.',
  CLOSED: 'Closed; the rows that waited are not decided.',
});

const RowStateEnum = gqlEnum('RowState', 'State of a row of a draft.', ROW_STATES, {
  PROPOSED: 'It waits for a decision.',
  ACCEPTED: 'It was accepted, and written.',
  REJECTED: 'It was rejected.',
});

export const DraftRowKindEnum = gqlEnum('DraftRowKind', 'Kind of a proposed row.', DRAFT_ROW_KINDS, {
  ACTOR: 'An actor: an ActorInput.',
  PLACE: 'A place: a PlaceInput.',
  SOURCE: 'A source: a SourceInput.',
  EVENT: 'An event: an EventInput.',
  RELATIONSHIP: 'A relationship: a RelationshipInput.',
  EVIDENCE: 'A passage: an EvidenceInput, and `about`, the id of a relationship, or the id or key of an event.',
});

export const DraftRowType = objectType('DraftRow', 'A proposed row, and what writing it would come to now.', {
  index: [Int, 'Its index in the draft, from 0.'],
  kind: [DraftRowKindEnum, 'Kind of row.'],
  input: [JsonScalar, 'The row, as the mutation of its kind takes it; after a decision, as it was corrected.'],
  statement: [String, 'What it says, in one line: “Iran backs Hezbollah”.'],
  quote: [String, 'The words of the text that it rests on, if any.', NULLABLE],
  span: [TextSpanType, 'Where these words stand in the text, if known.', NULLABLE],
  score: [Float, 'How sure the proposer is, 0 to 1, if it says so.', NULLABLE],
  why: [String, 'Why it is proposed, in one line.'],
  state: [RowStateEnum, 'Whether it was decided on.'],
  verdict: [
    VerdictEnum,
    'What writing it would come to now, after the rows before it that are proposed or accepted; not when it was saved.',
  ],
  problems: [
    [RowProblemType],
    'Why it would be rejected. CHANGED_SINCE rejects nothing: what the row changes or refers to was written by others after it was proposed.',
  ],
});

@ObjectType('Draft', {
  implements: Node,
  description:
    'Proposed rows that wait for a person. They are no part of the graph until an editor accepts them. For proposers and editors.',
})
export class DraftType extends Node {}

addOutput(DraftType, DRAFT_FIELDS);

export const DraftConnection = connectionType('Draft', DraftType, 'drafts');

export const DraftReport = objectType('DraftReport', 'Result of deciding on rows of a draft.', {
  draft: [DraftType, 'The draft as it is now.'],
  report: [WriteReportType, 'What was written, by index of row in the draft; null if nothing was accepted.', NULLABLE],
});

@InputType({ description: 'A row to propose.' })
export class DraftRowInput {
  @Field(() => DraftRowKindEnum, { description: 'Kind of row.' })
  kind!: DraftRowKind;

  @Field(() => JsonScalar, { description: 'The row, as the mutation of its kind takes it. It may be invalid: its problems are shown.' })
  input!: Record<string, unknown>;

  @Field(() => String, { nullable: true, description: 'The words of the text that it rests on.' })
  quote?: string | null;

  @Field(() => Int, { nullable: true, description: 'Where they begin in the text: offset in Unicode code points, from 0. With `end`.' })
  start?: number | null;

  @Field(() => Int, { nullable: true, description: 'Where they end: the offset after the last code point.' })
  end?: number | null;

  @Field(() => Float, { nullable: true, description: 'How sure you are, 0 to 1.' })
  score?: number | null;

  @Field(() => String, { nullable: true, description: 'Why it is proposed, in one line.' })
  why?: string | null;
}

@InputType('DraftInput', { description: 'A draft to save.' })
export class DraftInputType {
  @Field(() => ID, { nullable: true, description: 'Of a draft to save again in its place: an open one of which no row is decided.' })
  id?: string | null;

  @Field(() => String, { description: 'What it is about, in one line of at most 300 characters.' })
  title!: string;

  @Field(() => ID, { nullable: true, description: 'The source that it comes from, if recorded: id or key.' })
  source?: string | null;

  @Field(() => [DraftRowInput], { description: '1 to 1000 rows.' })
  rows!: DraftRowInput[];
}

@InputType({ description: 'A decision on a row.' })
export class DraftDecision {
  @Field(() => Int, { description: 'Index of the row in its draft.' })
  index!: number;

  @Field(() => Boolean, { description: 'true: write it; false: reject it.' })
  accept!: boolean;

  @Field(() => JsonScalar, { nullable: true, description: 'The row as corrected. Default: as proposed.' })
  input?: unknown;
}
