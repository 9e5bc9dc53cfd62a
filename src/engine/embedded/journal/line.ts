import { createHash } from 'node:crypto';
import type { Cypher } from '../../cypher.ts';
import type { Parameters } from '../../engine.ts';
import type { SchemaStep } from '../../migrations.ts';
import type { Fingerprint } from './files.ts';

/**
 * The first line of a segment: the snapshot that its entries continue from. Its fields, and those of `LogEntry`, are part of the
 * file format: `generation` is the number of the segment, `base` the snapshot.
 */
export interface Header {
  readonly generation: number;
  readonly base: Fingerprint & { readonly revision: number };
}

/** A statement as it was run: name, text, parameters. The text is stored, because later versions may change it. */
export type RunStatement = readonly [name: string, text: string, parameters: Parameters];

/** One change of the store. Deterministic: replaying it on the same store has the same result. */
export type Entry = {
  /** Counted from 1 in each segment. */
  readonly n: number;
  /** The latest revision after it. */
  readonly revision: number;
} & ({ readonly run: readonly RunStatement[] } | { readonly define: SchemaStep });

/** The change of an entry, as JSON members. Serialized at once, since the caller may modify the parameters afterwards. */
export type Done = string & { readonly brand: 'done' };

export function changesOf(run: readonly string[]): Done {
  return `"run":[${run.join(',')}]` as Done;
}

export function runOf({ name, text }: Cypher, parameters: Parameters): string {
  const run: RunStatement = [name, text, parameters];
  return JSON.stringify(run);
}

export function stepOf(step: SchemaStep): Done {
  return `"define":${JSON.stringify(step)}` as Done;
}

export function jsonOf(n: number, revision: number, done: Done): string {
  return `{"n":${n},"revision":${revision},${done}}`;
}

const SUM_LENGTH = 32;
const SPACE = 0x20;

/** Chained checksum: over this line and the checksum before it, so that a changed, missing or moved line invalidates all that follow. */
export function sumOf(before: string, json: string | Buffer): string {
  return createHash('sha256').update(before).update(json).digest('hex').slice(0, SUM_LENGTH);
}

export function lineOf(sum: string, json: string): string {
  return `${sum} ${json}\n`;
}

/** Splits a line, without its line feed, into checksum and JSON; null if it does not have this form. */
export function partsOf(line: Buffer): { sum: string; json: Buffer } | null {
  if (line.length <= SUM_LENGTH || line[SUM_LENGTH] !== SPACE) return null;
  return { sum: line.toString('latin1', 0, SUM_LENGTH), json: line.subarray(SUM_LENGTH + 1) };
}

const CHANGES_SOMETHING = /\b(CREATE|MERGE|SET|DELETE|REMOVE|INSERT|DROP)\b/i;

/** May a statement change the store? Only such statements are logged. */
export function isChange(text: string): boolean {
  return CHANGES_SOMETHING.test(text);
}
