import type { QueryRunner } from './runner.ts';

/** Paths as short texts: statement, confidence, sign, validity, and each hop's certainty and number of parallel ties. */

interface Interval {
  readonly start: string | null;
  readonly end: string | null;
  readonly attestedFrom: string | null;
  readonly attestedUntil: string | null;
}

interface PathAnswer {
  readonly length: number;
  readonly statement: string;
  readonly confidence: number;
  readonly sign: string;
  readonly validity: Interval | null;
  readonly hops: ReadonlyArray<{ readonly certainty: string; readonly parallel: readonly unknown[] }>;
}

interface PathsAnswer {
  readonly count: number;
  readonly truncated: boolean;
  readonly stoppedBy: string | null;
  readonly hubsAvoided: readonly { readonly name: string }[];
  readonly paths: readonly PathAnswer[];
}

const FIELDS = `count truncated stoppedBy hubsAvoided { name }
  paths { length statement confidence sign validity { start end attestedFrom attestedUntil } hops { certainty parallel { id } } }`;

export async function pathsOf({ execute }: QueryRunner, args: string): Promise<PathsAnswer> {
  return (await execute<{ paths: PathsAnswer }>(`{ paths(${args}) { ${FIELDS} } }`)).paths;
}

/** Each path in one line. */
export async function pathTexts(runner: QueryRunner, args: string): Promise<string[]> {
  return (await pathsOf(runner, args)).paths.map(lineOf);
}

/** Only the statements of the paths. */
export async function statements(runner: QueryRunner, args: string): Promise<string[]> {
  return (await pathsOf(runner, args)).paths.map(({ statement }) => statement);
}

function lineOf({ statement, confidence, sign, validity, hops }: PathAnswer): string {
  const steps = hops.map(({ certainty, parallel }) => (parallel.length === 0 ? certainty : `${certainty} +${parallel.length}`));
  return [statement, confidence, sign, whenOf(validity), steps.join(', ')].join(' | ');
}

function whenOf(interval: Interval | null): string {
  if (interval === null) return 'never together';
  const { start, end, attestedFrom, attestedUntil } = interval;
  const surely = attestedFrom === null ? '' : `, surely ${attestedFrom}/${attestedUntil}`;
  return `${start ?? '?'}/${end ?? '?'}${surely}`;
}
