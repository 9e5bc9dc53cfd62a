import type { Draw } from '../attacks/fuzz/draw.ts';
import type { ApiProcess } from './processes.ts';

const DAY = 86_400_000;
/** The ties that the long fork is looked for on lie between these three. */
export const FORK = ['fork-a', 'fork-b', 'fork-c'] as const;
/** Ties that all writers add evidence to. */
export const SHARED = 4;
/** An actor of each pair is merged into the other and taken out again, all the time. */
const PAIRS = 2;

/** What was acknowledged while all wrote at once. */
export interface Acknowledged {
  readonly actors: string[];
  /** `tie passage`, with how it was said. */
  readonly passages: {
    readonly tie: number;
    readonly attribution: string;
    readonly stance: 'ASSERTS' | 'DENIES';
    readonly hedged: boolean;
  }[];
  readonly revisions: number[];
  /** Refusals, by code: writers that met. */
  readonly refused: Record<string, number>;
}

const WRITE = (field: string, type: string) =>
  `mutation ($rows: [${type}!]!) { done: ${field}(rows: $rows) { revision rejected rows { problems { message } } } }`;

/** The actors and ties that the workloads are about. */
export async function prepare(process: ApiProcess): Promise<void> {
  const slugs = [
    ...FORK,
    'shared-from',
    ...range(SHARED).map((at) => `shared-${at}`),
    ...range(PAIRS).flatMap((at) => [`keep-${at}`, `merge-${at}`]),
  ];
  await done(process, WRITE('upsertActors', 'ActorInput'), { rows: slugs.map((slug) => ({ slug, kind: 'PERSON', name: slug })) });
  await done(process, WRITE('upsertSources', 'SourceInput'), { rows: [{ key: 'news', title: 'News', reliability: 'B' }] });
  await done(process, WRITE('recordRelationships', 'RelationshipInput'), {
    rows: [...range(SHARED).map(shared), forkTie('x', 0), forkTie('y', 0)],
  });
}

/** Until the time is over, and however slow the machine is, a few times. */
const goesOn = (times: number, until: number): boolean => times < 3 || performance.now() < until;

/** Unique actors, one after the other: the set. */
export async function addToSet(process: ApiProcess, name: string, until: number, told: Acknowledged): Promise<void> {
  for (let at = 0; goesOn(at, until); at++) {
    const slug = `set-${name}-${at}`.replaceAll(' ', '-');
    const revision = await tried(told, () =>
      done(process, WRITE('upsertActors', 'ActorInput'), { rows: [{ slug, kind: 'PERSON', name: slug }] }),
    );
    if (revision === null) continue;
    told.actors.push(slug);
    told.revisions.push(revision);
  }
}

/** The same ties, each time with one more passage: the upsert. */
export async function upsertShared(process: ApiProcess, name: string, until: number, told: Acknowledged, draw: Draw): Promise<void> {
  for (let at = 0; goesOn(at, until); at++) {
    const tie = draw.below(SHARED);
    const passage = {
      attribution: `voice ${name} ${at}`,
      stance: draw.often(0.6) ? 'ASSERTS' : 'DENIES',
      hedged: draw.often(0.3),
    } as const;
    const evidence = [{ source: 'news', quote: 'It is so.', ...passage }];
    const revision = await tried(told, () =>
      done(process, WRITE('recordRelationships', 'RelationshipInput'), { rows: [{ ...shared(tie), evidence }] }),
    );
    if (revision === null) continue;
    told.passages.push({ tie, ...passage });
    told.revisions.push(revision);
  }
}

/** Merges and takes out again; it ends with all taken out. */
export async function mergeAndPart(process: ApiProcess, pair: number, until: number, told: Acknowledged): Promise<void> {
  const pairing = { keep: `keep-${pair}`, merge: `merge-${pair}` };
  while (performance.now() < until) {
    for (const field of [
      `mergeActors(keep: "${pairing.keep}", merge: "${pairing.merge}", reason: "a test")`,
      `unmergeActor(id: "${pairing.merge}", reason: "a test")`,
    ]) {
      for (let revision: number | null = null; revision === null; ) {
        revision = await tried(told, () =>
          done(process, `mutation { done: ${field} { revision rejected rows { problems { message } } } }`, {}),
        );
        if (revision !== null) told.revisions.push(revision);
      }
    }
  }
}

/** One of the two ties of the fork, said anew each time: its day moves on by one. */
export async function moveOn(process: ApiProcess, which: 'x' | 'y', until: number, told: Acknowledged): Promise<number> {
  let at = 0;
  while (goesOn(at, until)) {
    const revision = await tried(told, () =>
      done(process, WRITE('recordRelationships', 'RelationshipInput'), { rows: [forkTie(which, at + 1)] }),
    );
    if (revision === null) continue;
    at++;
    told.revisions.push(revision);
  }
  return at;
}

/** The start of x counts days from 2000, the end of y days back from 2100: what holds along both shows how often each was written. */
function forkTie(which: 'x' | 'y', at: number): object {
  const ends = which === 'x' ? { from: FORK[0], to: FORK[1] } : { from: FORK[1], to: FORK[2] };
  return { key: `fork ${which}`, type: 'BACKS', ...ends, ...(which === 'x' ? { start: dayOf(2000, at) } : { end: dayOf(2100, -at) }) };
}

/** How often each of the two had been written, by the days of an answer. */
export function forkOf(start: string, end: string): { x: number; y: number } {
  return { x: (Date.parse(start) - Date.UTC(2000, 0, 1)) / DAY, y: (Date.UTC(2100, 0, 1) - Date.parse(end)) / DAY };
}

function dayOf(year: number, days: number): string {
  return new Date(Date.UTC(year, 0, 1) + days * DAY).toISOString().slice(0, 10);
}

function shared(at: number): object {
  return { key: `shared tie ${at}`, type: 'BACKS', from: 'shared-from', to: `shared-${at}` };
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

/** @throws what was refused */
async function done(process: ApiProcess, query: string, variables: object): Promise<number> {
  const { data, errors } = await process.ask(query, variables);
  if (errors) throw new Refused(errors[0]!.extensions.code);
  type Done = { revision: number; rejected: number; rows: { problems: { message: string }[] }[] };
  const { revision, rejected, rows } = data!.done as Done;
  if (rejected > 0) throw new Error(rows.flatMap(({ problems }) => problems)[0]!.message);
  return revision;
}

class Refused extends Error {}

/** Null where the store refused since writers met: whoever writes tries again, or goes on. */
async function tried(told: Acknowledged, write: () => Promise<number>): Promise<number | null> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Refused) || error.message !== 'CONFLICT') throw error;
    told.refused[error.message] = (told.refused[error.message] ?? 0) + 1;
    return null;
  }
}
