import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { AT, writeRows } from '../../support/revisions/revisions.ts';

const actor = (slug: string, kind = 'STATE') => ({ slug, kind, name: slug });
const place = (slug: string, kind: string, within?: string) => ({ slug, kind, name: slug, within });

/** A tie of two actors; after the type come its dates as a source gives them. */
const tie = (from: string, type: string, to: string, dates: object, confidence = 0.85) => ({ type, from, to, ...dates, confidence });

/**
 * North and south: allied to 2012 (a year), at war from 2014-03 to a day of 2016-02, and a ceasefire since; a table that
 * ends in 2018 says they are rivals. East and west meet only through their parts: the brigade was part of the east
 * in 2015 and fought the west from 2014 to 2016; the legion is part of both. Coast and plain turned twice. Some ties have no date.
 */
const TIES = [
  tie('north', 'ALLIED_WITH', 'south', { start: '2010', end: '2012' }),
  tie('north', 'ATTACKS', 'south', { start: '2014-03', end: '[2016-02-11..2016-02-17]' }, 0.9),
  tie('north', 'CEASEFIRE_WITH', 'south', { start: '2016-02-20' }),
  tie('north', 'RIVAL_OF', 'south', { start: '2017', attestedFrom: '2017', attestedUntil: '2018-12-31' }, 0.7),
  tie('north', 'SANCTIONS', 'south', {}, 0.6),
  tie('brigade', 'PART_OF', 'east', { start: '2015', end: '2015' }),
  tie('brigade', 'FIGHTS', 'west', { start: '2014', end: '2016' }),
  tie('legion', 'PART_OF', 'east', { start: '2010', end: '2020' }),
  tie('legion', 'PART_OF', 'west', { start: '2010', end: '2020' }),
  tie('legion', 'BACKS', 'brigade', { start: '2010', end: '2020' }),
  tie('east', 'NEGOTIATES_WITH', 'north', { start: '2011', end: '2011' }),
  tie('east', 'BACKS', 'north', { start: '2011', end: '2011' }, 0.95),
  tie('coast', 'ALLIED_WITH', 'plain', { key: 'first', start: '2012' }),
  tie('plain', 'RIVAL_OF', 'coast', { start: '2014' }),
  tie('coast', 'ALLIED_WITH', 'plain', { key: 'again', start: '2015-12' }),
];

const took = (slug: string, role: string) => ({ actor: slug, role });
const event = (key: string, dates: object, where: string | null, deaths: object, more: object = {}) => ({
  key,
  kind: 'BATTLE',
  title: key,
  place: where,
  ...dates,
  participants: [took('north', 'SIDE_A'), took('south', 'SIDE_B')],
  ...deaths,
  ...more,
});
const on = (day: string) => ({ start: day, end: day });
const says = (source: string, stance = 'ASSERTS') => ({ source, stance, quote: `${source} says so.` });

/** What happened on known days, in known months and years, over several days, and on one of some days. */
const EVENTS = [
  event('day', on('2016-03-05'), 'ford', { deathsBest: 10, deathsLow: 8, deathsHigh: 12 }, { evidence: [says('news'), says('radio')] }),
  event('same-day', on('2016-03-05'), 'hill', { deathsBest: 1 }, { kind: 'AIRSTRIKE', evidence: [says('news')] }),
  event('over-days', { start: '2016-03-30', end: '2016-04-02' }, 'hill', { deathsBest: 100 }),
  event('some-day', on('[2016-05-03..2016-05-09]'), 'ford', { deathsBest: 1000, deathsHigh: 1500 }),
  event('month', on('2016-06'), 'valley', { deathsBest: 10000 }),
  event('open', { start: '2016-06-10' }, 'ford', { deathsBest: 5 }),
  event('year', on('2017'), null, { deathsBest: 100000 }),
  event(
    'words',
    on('2018-01-31'),
    'island',
    { deathsText: 'dozens' },
    { participants: [took('east', 'INITIATOR'), took('west', 'TARGET')] },
  ),
  event('denied', on('2016-03-06'), 'ford', { deathsBest: 7 }, { evidence: [says('radio', 'DENIES')] }),
];

/** Ties on which sources disagree: three passages about one, two about the others. */
const DISPUTED = [
  {
    ...tie('west', 'BACKS', 'south', { start: '2015' }),
    evidence: [says('news'), says('radio', 'DENIES'), { ...says('news'), quote: 'And again.' }],
  },
  { ...tie('west', 'ATTACKS', 'north', { start: '2015' }), evidence: [says('news'), says('radio', 'DENIES')] },
  { ...tie('east', 'OPPOSES', 'south', {}), evidence: [says('radio'), says('news', 'DENIES')] },
];

/** Sets up an empty store and writes the world. */
export async function fillAnalysed(engine: Engine): Promise<void> {
  await migrate(engine, AT);
  await writeRows(engine, {
    sources: [
      { key: 'news', title: 'News', reliability: 'B' },
      { key: 'radio', title: 'Radio', reliability: 'C' },
    ],
    places: [
      place('land', 'COUNTRY'),
      place('upland', 'PROVINCE', 'land'),
      place('lowland', 'PROVINCE', 'land'),
      place('valley', 'DISTRICT', 'upland'),
      place('ford', 'VILLAGE', 'valley'),
      place('hill', 'TOWN', 'lowland'),
      place('island', 'SITE'),
    ],
    actors: [
      actor('coast'),
      actor('plain'),
      actor('north'),
      actor('south'),
      actor('east'),
      actor('west'),
      actor('brigade', 'ARMED_GROUP'),
      actor('legion', 'ARMED_GROUP'),
    ],
    relationships: [...TIES, ...DISPUTED],
    events: EVENTS,
  });
}
