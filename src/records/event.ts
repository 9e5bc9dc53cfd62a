import { EVENT_KINDS, EVENT_ROLES, PLACE_PRECISIONS, STATUSES } from '../model/kinds.ts';
import { BOOLEAN, COUNT, choice, fieldsOf, LINE, listOf, READABLE, REFERENCE, rowOf } from './field.ts';
import { DAYS, DEATHS, DEATHS_TEXT, ID, RECORDED_INTERVAL, STAMP } from './shared.ts';
import { PASSAGE_FIELDS } from './source.ts';

export const PARTICIPANT_FIELDS = fieldsOf({
  actor: { value: REFERENCE, required: true, input: 'Who took part.', resolved: true },
  role: { value: choice(EVENT_ROLES), required: true, meaning: 'The role.' },
  deaths: { value: COUNT, meaning: 'Deaths on that side, in people, if known.' },
});

/** An event. Its participants and its evidence are records of their own. */
export const EVENT_FIELDS = fieldsOf({
  ...ID,
  key: {
    value: LINE,
    required: true,
    input: 'Readable unique key: `ucdp-ged:12345`; or the id of an existing event.',
    output: 'Readable unique key: `ucdp-ged:214797`. `event(id:)` takes it.',
  },
  kind: { value: choice(EVENT_KINDS), required: true, label: 'kind', input: 'Kind of event.', resolved: true },
  title: {
    value: READABLE,
    required: true,
    label: 'title',
    input: 'What happened, in one line.',
    output: 'What happened, in a few words.',
  },
  start: { ...RECORDED_INTERVAL.start, required: true },
  end: { ...RECORDED_INTERVAL.end, input: 'When it ended. Default: an act at one time.' },
  ongoing: RECORDED_INTERVAL.ongoing,
  ...DAYS,
  status: { value: choice(STATUSES), always: true, label: 'status', output: 'What the evidence amounts to.' },
  place: { value: REFERENCE, label: 'place', input: 'Where it happened.', resolved: true },
  placePrecision: { value: choice(PLACE_PRECISIONS), label: 'precision of the place', meaning: 'How exactly the place is known.' },
  participants: {
    value: listOf(rowOf(PARTICIPANT_FIELDS), { min: 1, expected: 'at least one participant' }),
    required: true,
    stored: false,
    label: 'participants',
    input: 'Who took part, at least one: added to those known, one entry per actor and role.',
    resolved: true,
  },
  // True where the row names all participants: those that it does not name took no part.
  namesAllParticipants: { value: BOOLEAN, stored: false, imported: true },
  ...DEATHS,
  ...DEATHS_TEXT,
  // Sort key by deaths: the best estimate in ten digits, '|', the id.
  deathsOrd: { value: LINE, always: true },
  civilianDeaths: { value: COUNT, label: 'civilian deaths', meaning: 'Deaths of civilians, in people.' },
  injured: { value: COUNT, label: 'injured', meaning: 'People injured.' },
  evidence: { value: listOf(rowOf(PASSAGE_FIELDS)), stored: false, input: 'Passages to add.', resolved: true },
  ...STAMP,
});
