import type { Asker } from './asker.ts';

/** Paths as short texts: statement, confidence, sign, validity, and each hop's certainty and number of parallel ties. */

interface Interval {
  readonly start: string | null;
  readonly end: string | null;
  readonly attestedFrom: string | null;
  readonly attestedUntil: string | null;
}

interface Told {
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
  readonly paths: readonly Told[];
}

const FIELDS = `count truncated stoppedBy hubsAvoided { name }
  paths { length statement confidence sign validity { start end attestedFrom attestedUntil } hops { certainty parallel { id } } }`;

export async function pathsOf({ ask }: Asker, args: string): Promise<PathsAnswer> {
  return (await ask<{ paths: PathsAnswer }>(`{ paths(${args}) { ${FIELDS} } }`)).paths;
}

/** Each path in one line. */
export async function tell(asker: Asker, args: string): Promise<string[]> {
  return (await pathsOf(asker, args)).paths.map(lineOf);
}

/** Only the statements of the paths. */
export async function statements(asker: Asker, args: string): Promise<string[]> {
  return (await pathsOf(asker, args)).paths.map(({ statement }) => statement);
}

function lineOf({ statement, confidence, sign, validity, hops }: Told): string {
  const steps = hops.map(({ certainty, parallel }) => (parallel.length === 0 ? certainty : `${certainty} +${parallel.length}`));
  return [statement, confidence, sign, whenOf(validity), steps.join(', ')].join(' | ');
}

function whenOf(interval: Interval | null): string {
  if (interval === null) return 'never together';
  const { start, end, attestedFrom, attestedUntil } = interval;
  const surely = attestedFrom === null ? '' : `, surely ${attestedFrom}/${attestedUntil}`;
  return `${start ?? '?'}/${end ?? '?'}${surely}`;
}
