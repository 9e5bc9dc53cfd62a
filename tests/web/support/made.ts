import type { Engine } from '../../../src/engine/engine.ts';
import { write } from '../../../src/write/write.ts';
import { emptyStore } from '../../api/seed/seeded.ts';

const actor = (slug: string, name: string, dates: object = {}) => ({ slug, name, kind: 'ARMED_GROUP' as const, ...dates });
const says = (quote: string) => [{ source: 'paper', quote }];
const tie = (type: string, from: string, to: string, dates: object, quote: string) => ({ type, from, to, ...dates, evidence: says(quote) });

/** Thirty groups that back the Reds, more than a card lists at once. */
const BACKERS = Array.from({ length: 30 }, (_, at) => String(at + 1).padStart(2, '0'));

/**
 * A graph whose every date is known: the Reds (2001 to 2010) fought the Blues from 2003-05 to 2004-02 and held the Ford on one day;
 * thirty groups backed the Reds in 2005; the Greens, who split from the Reds in 2008, are allied with the Blues since then.
 */
export async function madeGraph(): Promise<Engine> {
  const engine = await emptyStore();
  const rows = {
    sources: [{ key: 'paper', title: 'The Paper', reliability: 'B' as const }],
    places: [{ slug: 'ford', name: 'The Ford', kind: 'TOWN' as const }],
    actors: [
      actor('reds', 'Reds', { activeFrom: '2001', activeTo: '2010' }),
      actor('blues', 'Blues', { activeFrom: '1999-03' }),
      actor('greens', 'Greens', { activeFrom: '2008' }),
      ...BACKERS.map((at) => actor(`backer-${at}`, `Backer ${at}`)),
    ],
    events: [
      {
        key: 'battle',
        kind: 'BATTLE' as const,
        title: 'Battle of the Ford',
        place: 'ford',
        start: '2003-06-05',
        end: '2003-06-05',
        participants: [
          { actor: 'reds', role: 'SIDE_A' as const },
          { actor: 'blues', role: 'SIDE_B' as const },
        ],
        evidence: says('They fought at the ford.'),
      },
    ],
    relationships: [
      tie('FIGHTS', 'reds', 'blues', { start: '2003-05', end: '2004-02' }, 'The Reds fight the Blues.'),
      tie('CONTROLS', 'reds', 'ford', { start: '2003-06-06', end: '2003-06-06' }, 'The Reds held the ford for a day.'),
      tie('SPLIT_FROM', 'greens', 'reds', { start: '2008-09' }, 'The Greens left the Reds.'),
      tie('ALLIED_WITH', 'greens', 'blues', { start: '2008-10', ongoing: true, attestedUntil: '2012' }, 'The Greens joined the Blues.'),
      ...BACKERS.map((at) => tie('BACKS', `backer-${at}`, 'reds', { start: '2005', end: '2005' }, `Backer ${at} pays the Reds.`)),
    ],
  };
  const report = await write(engine, rows as never, { key: 'made', by: 'tests', at: new Date(), action: 'IMPORTED', summary: 'Made' });
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
  return engine;
}
