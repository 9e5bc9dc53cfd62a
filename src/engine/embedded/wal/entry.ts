import { createHash } from 'node:crypto';
import type { Cypher } from '../../cypher.ts';
import type { Parameters, SchemaStep } from '../../engine.ts';
import type { Fingerprint } from '../storeFiles.ts';

/**
 * The first line of a segment: the snapshot that its entries continue from. Its fields, and those of `LogEntry`, are part of the
 * file format: `generation` is the number of the segment, `base` the snapshot.
 */
export interface SegmentHeader {
  readonly generation: number;
  readonly base: Fingerprint & { readonly revision: number };
}

/** A statement as it was run: name, text, parameters. The text is stored, because later versions may change it. */
export type LoggedStatement = readonly [name: string, text: string, parameters: Parameters];

/** One change of the store. Deterministic: replaying it on the same store has the same result. */
export type LogEntry = {
  /** Counted from 1 in each segment. */
  readonly n: number;
  /** The latest revision after it. */
  readonly revision: number;
} & ({ readonly run: readonly LoggedStatement[] } | { readonly define: SchemaStep });

/** The change of an entry, as JSON members. Serialized at once, since the caller may modify the parameters afterwards. */
export type LoggedChange = string & { readonly brand: 'done' };

export function statementsChange(run: readonly string[]): LoggedChange {
  return `"run":[${run.join(',')}]` as LoggedChange;
}

export function encodeStatement({ name, text }: Cypher, parameters: Parameters): string {
  const run: LoggedStatement = [name, text, parameters];
  return JSON.stringify(run);
}

export function schemaChange(step: SchemaStep): LoggedChange {
  return `"define":${JSON.stringify(step)}` as LoggedChange;
}

export function encodeEntry(n: number, revision: number, change: LoggedChange): string {
  return `{"n":${n},"revision":${revision},${change}}`;
}

const START = /^\{"n":\d+,"revision":(\d+)/;

/** An encoded entry with another number. */
export function renumbered(json: string, n: number): string {
  return json.replace(START, `{"n":${n},"revision":$1`);
}

/** The revision of an encoded entry. */
export function revisionIn(json: string): number {
  return Number(START.exec(json)![1]);
}

/** Characters of a checksum, with which each line begins. */
export const CHECKSUM_LENGTH = 32;
const SPACE = 0x20;

/** Chained checksum: over this line and the checksum before it, so that a changed, missing or moved line invalidates all that follow. */
export function chainChecksum(previous: string, json: string | Buffer): string {
  return createHash('sha256').update(previous).update(json).digest('hex').slice(0, CHECKSUM_LENGTH);
}

export function formatLine(checksum: string, json: string): string {
  return `${checksum} ${json}\n`;
}

/** Splits a line, without its line feed, into checksum and JSON; null if it does not have this form. */
export function parseLine(line: Buffer): { checksum: string; json: Buffer } | null {
  if (line.length <= CHECKSUM_LENGTH || line[CHECKSUM_LENGTH] !== SPACE) return null;
  return { checksum: line.toString('latin1', 0, CHECKSUM_LENGTH), json: line.subarray(CHECKSUM_LENGTH + 1) };
}

const WRITE_CLAUSE = /\b(CREATE|MERGE|SET|DELETE|REMOVE|INSERT|DROP)\b/i;

/** May a statement change the store? Only such statements are logged. */
export function mayChangeStore(text: string): boolean {
  return WRITE_CLAUSE.test(text);
}
