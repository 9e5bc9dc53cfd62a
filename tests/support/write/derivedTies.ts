import type { Engine } from '../../../src/engine/engine.ts';
import { confidenceOf, countVoices, statusOf, type Testimony, voiceOf } from '../../../src/model/confidence.ts';
import { parseDate } from '../../../src/model/date.ts';
import { type Interval, tieBoundsOf } from '../../../src/model/interval.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { EVIDENCE, type EvidenceRecord, SOURCE } from '../../../src/store/source.ts';
import { parsePeriod, TIE, type TieRecord } from '../../../src/store/tie.ts';

/** What is derived of a tie and stored with it. */
type Derived = Pick<
  TieRecord,
  | ('lo' | 'hi' | 'clo' | 'chi' | 'alo' | 'ahi' | 'status' | 'confidence')
  | ('assertingVoices' | 'denyingVoices' | 'sameAs' | 'standsFor' | 'ord' | 'strength')
>;

/**
 * What each tie of a store should hold, and what it holds, by id. Computed from all that is recorded, read at once: for every tie
 * the others are searched. Only the formulas of one claim are those of the code under test.
 */
export async function derivedTies(engine: Engine): Promise<{ expected: Record<string, Derived>; stored: Record<string, Derived> }> {
  const read = (text: string) => engine.read({ name: 'test.derived', text });
  const into = new Map((await read('MATCH (n:Entity) RETURN n.id, n.mergedInto')) as [string, string | null][]);
  const canon = (id: string): string => (into.get(id) ? canon(into.get(id)!) : id);
  const sources = new Map(
    (await read(`MATCH (n:Source) RETURN ${SOURCE.list('n')}`)).map(([values]) => [SOURCE.decode(values!).id, SOURCE.decode(values!)]),
  );
  const passages = (await read(`MATCH (n:Evidence) RETURN ${EVIDENCE.list('n')}`)).map(([values]) => EVIDENCE.decode(values!));
  const ties = (await read(`MATCH (a:Entity)-[r]->(b:Entity) WHERE r.id IS NOT NULL RETURN type(r), a.id, b.id, ${TIE.list('r')}`))
    .map(([type, from, to, values]) => ({ ...TIE.decode(values!), type, from, to }) as TieRecord)
    .sort((a, b) => (a.id < b.id ? -1 : 1));

  const testimony = ({ source, attributedTo, attribution, stance, hedged, statedOn }: EvidenceRecord): Testimony => {
    const { publisher, reliability, publishedOn } = sources.get(source)!;
    const said = statedOn ?? publishedOn;
    const voice = voiceOf({ source, publisher, attributedTo: attributedTo && canon(attributedTo), attribution });
    return { voice, reliability, stance, hedged, said: said === null ? null : parseDate(said) };
  };
  const groups = groupsOf(ties, canon);
  const expected = ties.map((tie): [string, Derived] => {
    const group = groups.find((one) => one.includes(tie))!;
    const shown = shownOf(group, canon);
    const all = tie === shown ? group : [tie];
    const bounds = all.map((one) => tieBoundsOf(one as Partial<Interval>, one.periods.map(parsePeriod)));
    const said = passages.filter(({ about }) => all.some(({ id }) => id === about)).map(testimony);
    const confidence = tie.confidenceSet ? tie.confidence : confidenceOf(said);
    const voices = countVoices(said);
    return [
      tie.id,
      {
        lo: Math.min(...bounds.map(({ lo }) => lo)),
        hi: Math.max(...bounds.map(({ hi }) => hi)),
        clo: Math.min(...bounds.map(({ clo }) => clo)),
        chi: Math.max(...bounds.map(({ chi }) => chi)),
        alo: Math.min(...bounds.map(({ alo }) => alo)),
        ahi: Math.max(...bounds.map(({ ahi }) => ahi)),
        status: statusOf(said),
        confidence,
        assertingVoices: voices.asserting,
        denyingVoices: voices.denying,
        sameAs: tie === shown ? null : shown.id,
        standsFor: tie === shown ? group.filter((one) => one !== shown).map(({ id }) => id) : [],
        ord: `${bounds[all.indexOf(tie)]!.lo < 0 ? '9999999' : String(bounds[all.indexOf(tie)]!.lo).padStart(7, '0')}|${tie.id}`,
        strength: `${String(10_000 - Math.round(confidence * 10_000)).padStart(5, '0')}|${tie.id}`,
      },
    ];
  });
  const stored = ties.map((tie): [string, Derived] => {
    const names = Object.keys(expected[0]![1]) as (keyof Derived)[];
    return [tie.id, Object.fromEntries(names.map((name) => [name, tie[name]])) as unknown as Derived];
  });
  return { expected: Object.fromEntries(expected), stored: Object.fromEntries(stored) };
}

/**
 * The ties that read as one. Of those with the same type, start, ends and opponents after merges: those with the same key; of the
 * others the first of each set of recorded ends and opponents, the second of each, and so on.
 */
function groupsOf(ties: readonly TieRecord[], canon: (id: string) => string): TieRecord[][] {
  const text = (tie: TieRecord, of: (id: string) => string) => {
    const ends = [of(tie.from), of(tie.to)];
    if (vocabularyOf(tie.type).symmetric) ends.sort();
    return `${ends} against ${[...new Set(tie.against.map(of))].sort()}`;
  };
  const shared = (tie: TieRecord) => `${tie.type} ${tie.start} ${text(tie, canon)}`;
  const recorded = (tie: TieRecord) => text(tie, (id) => id);
  const alike = (tie: TieRecord) => ties.filter((other) => shared(other) === shared(tie));
  const named = (tie: TieRecord) => alike(tie).filter((other) => other === tie || (other.key !== null && other.key === tie.key));
  const unnamed = (tie: TieRecord) => alike(tie).filter((other) => named(other).length === 1);
  const place = (tie: TieRecord) => unnamed(tie).filter((other) => recorded(other) === recorded(tie) && other.id < tie.id).length;
  const groupOf = (tie: TieRecord) => (named(tie).length > 1 ? named(tie) : unnamed(tie).filter((other) => place(other) === place(tie)));
  return [...new Map(ties.map((tie) => [groupOf(tie)[0]!.id, groupOf(tie)])).values()];
}

/** The first by its id of those recorded with the actors that remain; of those with such ends; of all. */
function shownOf(group: readonly TieRecord[], canon: (id: string) => string): TieRecord {
  const remain = (...ids: readonly string[]) => ids.every((id) => canon(id) === id);
  return group.find(({ from, to, against }) => remain(from, to, ...against)) ?? group.find(({ from, to }) => remain(from, to)) ?? group[0]!;
}
