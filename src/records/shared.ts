import { BOOLEAN, COUNT, DATE, eachWith, fieldsOf, LINE, listOf, REFERENCE, TIME } from './field.ts';

/** When and in which revision a record was written. */
export const STAMP = fieldsOf({
  recordedAt: { value: TIME, always: true },
  revision: { value: COUNT, always: true },
});

/** The parts of an interval, and of what the API returns as one. */
export const INTERVAL = fieldsOf({
  start: { value: DATE, label: 'start', input: 'When it began.', output: 'When it began.' },
  end: {
    value: DATE,
    label: 'end',
    input: 'When it ended.',
    output: 'When it ended. Of an event, null: an act at one time, unless `ongoing`.',
  },
  ongoing: {
    value: BOOLEAN,
    label: 'ongoing',
    input: 'true: continues; false: over, on an unknown day; null: unknown.',
    output: 'true: continues; false: over, on an unknown day; null: unknown.',
  },
  attestedFrom: {
    value: DATE,
    label: 'attested from',
    input: 'First day on which evidence states it.',
    output: 'First day on which evidence states it. It may have begun earlier.',
  },
  attestedUntil: {
    value: DATE,
    label: 'attested until',
    input: 'Last day on which evidence states it.',
    output: 'Last day on which evidence states it. It may have continued.',
  },
});

/** The interval of a record, which the API returns as a whole. */
export const RECORDED_INTERVAL = eachWith(INTERVAL, { output: undefined });

/** Derived from an interval and stored with it: its bounds in days, and a sort key by time. */
export const DAYS = fieldsOf({
  lo: { value: COUNT, always: true },
  hi: { value: COUNT, always: true },
  clo: { value: COUNT, always: true },
  chi: { value: COUNT, always: true },
  ord: { value: LINE, always: true },
});

/**
 * As DAYS, of a relationship: between which days it is attested under some reading, and, where periods of support leave gaps, when
 * it surely holds (`Runs` of the model). Stores of earlier versions lack them.
 */
export const ATTESTED_DAYS = fieldsOf({
  alo: { value: COUNT, always: true },
  ahi: { value: COUNT, always: true },
  runs: { value: listOf(COUNT), brief: true },
});

/** Estimates of deaths. */
export const DEATHS = fieldsOf({
  deathsBest: { value: COUNT, label: 'deaths, best estimate', input: 'Deaths, best estimate, in people.' },
  deathsLow: { value: COUNT, label: 'deaths, lowest estimate', input: 'Deaths, lowest estimate, in people.' },
  deathsHigh: { value: COUNT, label: 'deaths, highest estimate', input: 'Deaths, highest estimate, in people.' },
});

export const DEATHS_TEXT = fieldsOf({
  deathsText: { value: LINE, label: 'deaths in words', input: 'Deaths in words, such as “dozens”.' },
});

export const ID = fieldsOf({ id: { value: REFERENCE, always: true } });
