import { isIdSuffix } from '../model/id.ts';
import { CONTROL_EXTENTS, STATUSES, SUPPORT_KINDS } from '../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType } from '../model/vocabulary.ts';
import { BOOLEAN, COUNT, choice, DATE, eachWith, fieldsOf, LINE, listOf, REFERENCE, rowOf, TIME } from './field.ts';
import { ATTESTED_DAYS, DAYS, DEATHS, RECORDED_INTERVAL } from './shared.ts';
import { PASSAGE_FIELDS } from './source.ts';

export const SUPPORT_PERIOD_FIELDS = fieldsOf({
  start: { value: DATE, input: 'When it began.', output: 'When it began, if known.' },
  end: { value: DATE, input: 'When it ended.', output: 'When it ended, if known.' },
  kinds: { value: listOf(choice(SUPPORT_KINDS)), required: true, meaning: 'Kinds of support; empty if unknown.' },
});

/** The types that rest on events. */
const VIOLENT = ['ATTACKS', 'FIGHTS'] as const satisfies readonly RelationshipType[];

/** A relationship. Its type and its ends are not properties but part of the edge; its evidence are records of their own. */
export const RELATIONSHIP_FIELDS = fieldsOf({
  id: { value: REFERENCE, always: true, brief: true, input: 'Id of the one to correct; type and ends must match.' },
  type: { value: choice(RELATIONSHIP_TYPES), required: true, stored: false, meaning: 'Type of relationship.' },
  from: { value: REFERENCE, required: true, stored: false, input: 'The end it starts from.', resolved: true },
  to: { value: REFERENCE, required: true, stored: false, input: 'The end it leads to.', resolved: true },
  // NetworkX has a `key` of edges itself.
  key: { value: LINE, input: 'The source’s own name for it: `ucdp-dyad:11973`.', column: 'sourceKey' },
  // The last 12 characters of the id that it has in another graph, where they can no longer be derived from key, start and opponents.
  mintedAs: {
    value: {
      kind: 'line',
      test: isIdSuffix,
      expected: 'the last 12 characters of the id of a relationship: 0-9 and A-V',
    },
    imported: true,
    stored: false,
  },
  ...eachWith(RECORDED_INTERVAL, { brief: true, column: true }),
  ...eachWith(DAYS, { brief: true }),
  ...ATTESTED_DAYS,
  status: {
    value: choice(STATUSES),
    always: true,
    brief: true,
    label: 'status',
    output: 'What the evidence amounts to.',
    column: true,
  },
  confidence: {
    value: { kind: 'number', min: 0, max: 1 },
    always: true,
    brief: true,
    label: 'confidence',
    input: 'Confidence set by an editor, 0 to 1, in place of the computed one. Null: computed again.',
    output:
      'Probability that it is true, 0 to 1, 4 decimals. A voice is who speaks: an actor, “two rebel sources” of a publisher, or the publisher; it counts once, in however many sources. The odds of voices are multiplied, of denying ones divided: one of a B source 0.85, two 0.97, one for and one against 0.5; 0 if nothing is cited.',
    column: true,
  },
  // How many voices assert and deny it, derived from its evidence; the API returns both as `voices`.
  assertingVoices: { value: COUNT, fallback: 0, column: true },
  denyingVoices: { value: COUNT, fallback: 0, column: true },
  // Sort key by confidence, highest first: 10000 minus its ten-thousandths in five digits, '|', the id.
  strength: { value: LINE, always: true },
  confidenceSet: {
    value: BOOLEAN,
    fallback: false,
    label: 'confidence set by hand',
    output: 'Was the confidence set by an editor? If not, it is computed from the evidence.',
  },
  against: {
    value: listOf(REFERENCE),
    fallback: [],
    label: 'against',
    input: 'BACKS: the opponents it is meant against.',
    resolved: true,
    column: true,
    types: ['BACKS'],
  },
  // Stored as `start/end KIND KIND`.
  periods: {
    value: listOf(rowOf(SUPPORT_PERIOD_FIELDS)),
    stored: listOf(LINE),
    fallback: [],
    label: 'periods of support',
    input: 'BACKS: all periods of support. Without start, end and attested dates, it surely holds in each and may hold between them.',
    resolved: true,
    column: 'support',
    types: ['BACKS'],
  },
  extent: {
    value: choice(CONTROL_EXTENTS),
    label: 'extent',
    input: 'CONTROLS: how far the place is held. Default: FULL.',
    resolved: true,
    column: true,
    types: ['CONTROLS'],
  },
  eventCount: {
    value: COUNT,
    label: 'events',
    input: 'ATTACKS, FIGHTS: number of events, as the source counts.',
    resolved: true,
    column: true,
    types: VIOLENT,
  },
  ...eachWith(DEATHS, { column: true, types: VIOLENT }),
  derived: {
    value: BOOLEAN,
    implied: false,
    imported: true,
    output: 'Computed from events? If not, a source states it.',
  },
  evidence: { value: listOf(rowOf(PASSAGE_FIELDS)), stored: false, input: 'Passages to add.', resolved: true },
  // The relationship that this one is shown as, because a merge made the two the same.
  sameAs: { value: REFERENCE },
  // The relationships that are shown as this one.
  standsFor: { value: listOf(REFERENCE), fallback: [], brief: true },
  recordedAt: { value: TIME, always: true, output: 'When it was recorded here. For when it held see `validity`.' },
  revision: { value: COUNT, always: true, output: 'Revision that last changed it.' },
});
