import type { Draw } from '../attacks/fuzz/draw.ts';
import type { ApiProcess } from './processes.ts';

const DAY = 86_400_000;
/** The ties of the long-fork workload are between these three. */
export const FORK = ['fork-a', 'fork-b', 'fork-c'] as const;
/** Number of ties to which all writers add evidence. */
export const SHARED = 4;
/** Number of pairs of actors that are merged and unmerged all the time. */
const PAIRS = 2;

/** Everything that was acknowledged during the concurrent writes. */
export interface Acknowledged {
  readonly actors: string[];
  /** Passages of evidence for the shared ties. */
  readonly passages: {
    readonly tie: number;
    readonly attribution: string;
    readonly stance: 'ASSERTS' | 'DENIES';
    readonly hedged: boolean;
  }[];
  readonly revisions: number[];
  /** Number of conflicts, by error code. */
  readonly conflicts: Record<string, number>;
}

const WRITE = (field: string, type: string) => `mutation ($rows: [${type}!]!) { done: ${field}(rows: $rows) { revision } }`;

/** Writes the actors and ties of the workloads. */
export async function prepare(process: ApiProcess): Promise<void> {
  const slugs = [
    ...FORK,
    'shared-from',
    ...range(SHARED).map((at) => `shared-${at}`),
    ...range(PAIRS).flatMap((at) => [`keep-${at}`, `merge-${at}`]),
  ];
  await execute(process, WRITE('upsertActors', 'ActorInput'), { rows: slugs.map((slug) => ({ slug, kind: 'PERSON', name: slug })) });
  await execute(process, WRITE('upsertSources', 'SourceInput'), { rows: [{ key: 'news', title: 'News', reliability: 'B' }] });
  await execute(process, WRITE('recordRelationships', 'RelationshipInput'), {
    rows: [...range(SHARED).map(shared), forkTie('x', 0), forkTie('y', 0)],
  });
}

/** True until the deadline, but at least three times, however slow the machine is. */
const continues = (times: number, deadline: number): boolean => times < 3 || performance.now() < deadline;

/** Set workload: writes unique actors, one after the other. */
export async function addToSet(process: ApiProcess, name: string, deadline: number, acknowledged: Acknowledged): Promise<void> {
  for (let at = 0; continues(at, deadline); at++) {
    const slug = `set-${name}-${at}`.replaceAll(' ', '-');
    const revision = await tryWrite(acknowledged, () =>
      execute(process, WRITE('upsertActors', 'ActorInput'), { rows: [{ slug, kind: 'PERSON', name: slug }] }),
    );
    if (revision === null) continue;
    acknowledged.actors.push(slug);
    acknowledged.revisions.push(revision);
  }
}

/** Upsert workload: writes the same ties, each time with one more passage. */
export async function upsertShared(
  process: ApiProcess,
  name: string,
  deadline: number,
  acknowledged: Acknowledged,
  draw: Draw,
): Promise<void> {
  for (let at = 0; continues(at, deadline); at++) {
    const tie = draw.below(SHARED);
    const passage = {
      attribution: `voice ${name} ${at}`,
      stance: draw.often(0.6) ? 'ASSERTS' : 'DENIES',
      hedged: draw.often(0.3),
    } as const;
    const evidence = [{ source: 'news', quote: 'It is so.', ...passage }];
    const revision = await tryWrite(acknowledged, () =>
      execute(process, WRITE('recordRelationships', 'RelationshipInput'), { rows: [{ ...shared(tie), evidence }] }),
    );
    if (revision === null) continue;
    acknowledged.passages.push({ tie, ...passage });
    acknowledged.revisions.push(revision);
  }
}

/** Merges and unmerges; ends with all unmerged. */
export async function mergeAndUnmerge(process: ApiProcess, pair: number, deadline: number, acknowledged: Acknowledged): Promise<void> {
  const pairing = { keep: `keep-${pair}`, merge: `merge-${pair}` };
  while (performance.now() < deadline) {
    for (const field of [
      `mergeActors(keep: "${pairing.keep}", merge: "${pairing.merge}", reason: "a test")`,
      `unmergeActor(id: "${pairing.merge}", reason: "a test")`,
    ]) {
      for (let revision: number | null = null; revision === null; ) {
        revision = await tryWrite(acknowledged, () => execute(process, `mutation { done: ${field} { revision } }`, {}));
        if (revision !== null) acknowledged.revisions.push(revision);
      }
    }
  }
}

/** Long-fork workload: writes one of the two ties repeatedly, each time with the date moved by one day. */
export async function writeFork(process: ApiProcess, which: 'x' | 'y', deadline: number, acknowledged: Acknowledged): Promise<number> {
  let at = 0;
  while (continues(at, deadline)) {
    const revision = await tryWrite(acknowledged, () =>
      execute(process, WRITE('recordRelationships', 'RelationshipInput'), { rows: [forkTie(which, at + 1)] }),
    );
    if (revision === null) continue;
    at++;
    acknowledged.revisions.push(revision);
  }
  return at;
}

/** The start of x counts days from 2000, the end of y days back from 2100: a path over both shows how often each was written. */
function forkTie(which: 'x' | 'y', at: number): object {
  const ends = which === 'x' ? { from: FORK[0], to: FORK[1] } : { from: FORK[1], to: FORK[2] };
  return { key: `fork ${which}`, type: 'BACKS', ...ends, ...(which === 'x' ? { start: dayOf(2000, at) } : { end: dayOf(2100, -at) }) };
}

/** How often each of the two had been written, by the dates of a response. */
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

/** @throws Rejected, with the code of the error */
async function execute(process: ApiProcess, query: string, variables: object): Promise<number> {
  const { data, errors } = await process.execute(query, variables);
  if (errors) throw new Rejected(errors[0]!.extensions.code);
  return (data!.done as { revision: number }).revision;
}

class Rejected extends Error {}

/** Returns null after a conflict, so that the writer can retry, or continue. */
async function tryWrite(acknowledged: Acknowledged, write: () => Promise<number>): Promise<number | null> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Rejected) || error.message !== 'CONFLICT') throw error;
    acknowledged.conflicts[error.message] = (acknowledged.conflicts[error.message] ?? 0) + 1;
    return null;
  }
}
