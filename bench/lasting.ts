/**
 * npm run bench:lasting: needs the tables of UCDP (tests/api/seed/ucdpTables.ts says where)
 *
 * How long what was attested lasts, and how often what LIKELY claims comes true. The tables are cut at a day, imported as they
 * would have been imported then, and asked about later days; the rest of the table says whether the claim was right.
 *
 * The number of days of a type is set on earlier years and tested on later ones: BACKS on 1975 to 2010 and 2011 to 2017 (UCDP
 * External Support Dataset 18.1), FIGHTS and ATTACKS on 2016 and 2017, and 2018 and 2019 (UCDP GED 19.1, Syria).
 */
import { Readable } from 'node:stream';
import { ucdpEsd } from '../src/exchange/import/ucdp/esd.ts';
import { dayText } from '../src/model/calendar.ts';
import { parseDate } from '../src/model/date.ts';
import { boundsOf, holdsIn, type Interval } from '../src/model/interval.ts';
import { csvLine } from '../src/model/text/csv.ts';
import { type RelationshipType, vocabularyOf } from '../src/model/vocabulary.ts';
import { haveUcdpTables, ucdpTable } from '../tests/api/seed/ucdpTables.ts';
import { table } from './times.ts';

type TableRow = Readonly<Record<string, string>>;

interface Tie extends Partial<Interval> {
  readonly type: RelationshipType;
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** What the table says about a claim: it came true, it did not, or nothing. */
type Verdict = 'true' | 'false' | 'silent';

class Verdicts {
  readonly counts: Record<Verdict, number> = { true: 0, false: 0, silent: 0 };

  add(verdict: Verdict): void {
    this.counts[verdict]++;
  }

  get cells(): string[] {
    const { true: came, false: not, silent } = this.counts;
    const all = came + not + silent;
    return [String(all), String(came), String(not), String(silent), percent(came, all), percent(came, came + not)];
  }
}

/** The ties that the table of support up to a year gives, by year. */
const cuts = new Map<number, Promise<Tie[]>>();

const HEAD = ['claims', 'true', 'false', 'silent', 'true of all', 'true of those it speaks of'];

if (!haveUcdpTables) {
  console.log('Skipped: the tables of UCDP are not here. Give their directory in ALLEGIANCE_UCDP.');
} else {
  await measureBacks();
  measureViolence();
}

async function measureBacks(): Promise<void> {
  const rows = ucdpTable('esd-actor-year-18.1');
  const coded = new Set(rows.map(({ actor_id, dyad_id, year }) => `${actor_id}:${dyad_id}:${year}`));
  const attested = attestedYears(await importedTies(rows));
  const judge = (tie: Tie, year: number): Verdict => {
    if (attested.has(`${pairOf(tie)} ${year}`)) return 'true';
    const [, recipient, , dyad] = tie.key.split(':');
    return coded.has(`${recipient}:${dyad}:${year}`) ? 'false' : 'silent';
  };

  console.log('BACKS, of what the table had for a year up to 2010: in how many cases it has the same some years later, up to 2010');
  const byGap = [1, 2, 3, 4, 5, 10].map((gap) => {
    const verdicts = new Verdicts();
    for (const pairYear of attested) {
      const [pair, year] = [pairYear.slice(0, -5), Number(pairYear.slice(-4))];
      if (year + gap > 2010) continue;
      verdicts.add(attested.has(`${pair} ${year + gap}`) ? 'true' : 'false');
    }
    const { true: came, false: not } = verdicts.counts;
    return [`${gap} year${gap === 1 ? '' : 's'} later`, String(came + not), percent(came, came + not)];
  });
  console.log(`${table(['', 'cases', 'attested'], byGap)}\n`);

  const claims = async (years: readonly number[], ahead: number, lastingDays: number): Promise<Verdicts> => {
    const verdicts = new Verdicts();
    for (const year of years) {
      for (const tie of await cutTies(rows, year - ahead)) {
        if (isLikely(tie, parseDate(`${year}-07-01`).first, lastingDays)) verdicts.add(judge(tie, year));
      }
    }
    return verdicts;
  };
  const [before, after] = [range(1986, 2010), range(2011, 2017)];
  console.log('BACKS, what LIKELY would claim of 1 July of a year from the table up to the year before, by days of lasting');
  const byDays: string[][] = [];
  for (const days of [365, 730, 1095, 1460, 1825]) {
    for (const [name, years] of [
      ['1986 to 2010', before],
      ['2011 to 2017', after],
    ] as const) {
      byDays.push([`${days} days, ${name}`, ...(await claims(years, 1, days)).cells]);
    }
  }
  console.log(`${table(['', ...HEAD], byDays)}\n`);
  const { lastingDays } = vocabularyOf('BACKS');
  console.log(`BACKS, what LIKELY claims (${lastingDays} days) of 1 July of 2011 to 2017, by how long before the table ends`);
  const byAge: string[][] = [];
  for (const ahead of [1, 2]) byAge.push([`${ahead} year${ahead === 1 ? '' : 's'}`, ...(await claims(after, ahead, lastingDays!)).cells]);
  console.log(`${table(['', ...HEAD], byAge)}\n`);
}

/** The ties that the table up to a year gives. */
function cutTies(rows: readonly TableRow[], year: number): Promise<Tie[]> {
  const ties = cuts.get(year) ?? importedTies(rows.filter((row) => Number(row.year) <= year));
  cuts.set(year, ties);
  return ties;
}

/** `FROM TO KEY YEAR` of each year for which a tie is attested. */
function attestedYears(ties: readonly Tie[]): Set<string> {
  const found = new Set<string>();
  for (const tie of ties) {
    for (let year = Number(tie.attestedFrom); year <= Number(tie.attestedUntil); year++) found.add(`${pairOf(tie)} ${year}`);
  }
  return found;
}

/** Who backs whom against whom: the key without the first year of the run. */
function pairOf({ key }: Tie): string {
  return key.replace(/:\d+$/, '');
}

/** By the days on which the two sides of a dyad fought, or one attacked civilians. */
function measureViolence(): void {
  const fought: Record<'FIGHTS' | 'ATTACKS', Map<string, number[]>> = { FIGHTS: new Map(), ATTACKS: new Map() };
  for (const { type_of_violence, dyad_new_id, date_start, date_end } of ucdpTable('ged-syria-2016-2019')) {
    const dyads = fought[type_of_violence === '3' ? 'ATTACKS' : 'FIGHTS'];
    const days = dyads.get(dyad_new_id!) ?? [];
    // An event whose day is not known lies between the two.
    days.push(parseDate(date_start!).first, parseDate(date_end!).last);
    dyads.set(dyad_new_id!, days);
  }
  for (const type of ['FIGHTS', 'ATTACKS'] as const) {
    const dyads = [...fought[type].values()].map((days) => days.sort((a, b) => a - b));
    const claims = (months: readonly string[], until: string, lastingDays: number): Verdicts => {
      const verdicts = new Verdicts();
      for (const day of months.map((month) => parseDate(month).first)) {
        for (const days of dyads) {
          const known = days.filter((one) => one < day);
          if (known.length === 0) continue;
          const tie = { type, attestedFrom: dayText(known[0]!), attestedUntil: dayText(known.at(-1)!) };
          const goesOn = days.some((one) => one >= day && one <= parseDate(until).last);
          if (isLikely(tie, day, lastingDays)) verdicts.add(goesOn ? 'true' : 'false');
        }
      }
      return verdicts;
    };
    console.log(
      `${type} (${vocabularyOf(type).lastingDays} days), what LIKELY would claim of the first of a month from the events before it, by days of lasting; true: there is violence on that day or later`,
    );
    const byDays = [30, 60, 90, 120, 180, 365].flatMap((days) => [
      [`${days} days, 2016-07 to 2017-03`, ...claims(months('2016-07', 9), '2017', days).cells],
      [`${days} days, 2018-01 to 2019-06`, ...claims(months('2018-01', 18), '2019', days).cells],
    ]);
    console.log(`${table(['', ...HEAD], byDays)}\n`);
  }
}

/** So many months from one on. */
function months(first: string, count: number): string[] {
  const [year, month] = first.split('-').map(Number) as [number, number];
  return range(month - 1, month + count - 2).map(
    (index) => `${year + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  );
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function isLikely(tie: Pick<Tie, 'type'> & Partial<Interval>, day: number, lastingDays: number): boolean {
  return holdsIn(boundsOf(tie), { first: day, last: day }, 'LIKELY', lastingDays);
}

/** The relationships that the importer makes of these rows. */
async function importedTies(rows: readonly TableRow[]): Promise<Tie[]> {
  if (rows.length === 0) return [];
  const text = [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))].map((cells) => csvLine(cells, false)).join('');
  const ties: Tie[] = [];
  for await (const item of ucdpEsd.read([{ name: 'esd-actor-year-18.1.csv', open: () => Readable.from([Buffer.from(text)]) }])) {
    if ('kind' in item && item.kind === 'relationships') ties.push(item.row as unknown as Tie);
  }
  return ties;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} %`;
}
