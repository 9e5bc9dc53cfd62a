import { createHash } from 'node:crypto';
import type { Cypher } from '../../cypher.ts';
import type { Parameters } from '../../engine.ts';
import type { SchemaStep } from '../../migrations.ts';
import type { Fingerprint } from './files.ts';

/** The first line of a journal: the base that its entries are done upon. */
export interface Header {
  readonly generation: number;
  readonly base: Fingerprint & { readonly revision: number };
}

/** A statement as it was run: name, text, parameters. The text as it was then, whatever later versions make of it. */
export type RunStatement = readonly [name: string, text: string, parameters: Parameters];

/** One change of the store, such that doing it again on the same store comes to the same. */
export type Entry = {
  /** Counted from 1 in each journal. */
  readonly n: number;
  /** The head of the graph's history after it. */
  readonly revision: number;
} & ({ readonly run: readonly RunStatement[] } | { readonly define: SchemaStep });

/** What an entry does, as JSON members. Taken down at once, since whoever gave the parameters may change them afterwards. */
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

/** A checksum over a line and all lines before it: a changed, missing or moved line shows in every one after it. */
export function sumOf(before: string, json: string | Buffer): string {
  return createHash('sha256').update(before).update(json).digest('hex').slice(0, SUM_LENGTH);
}

export function lineOf(sum: string, json: string): string {
  return `${sum} ${json}\n`;
}

/** The parts of a line without its end; null for what is none. */
export function partsOf(line: Buffer): { sum: string; json: Buffer } | null {
  if (line.length <= SUM_LENGTH || line[SUM_LENGTH] !== SPACE) return null;
  return { sum: line.toString('latin1', 0, SUM_LENGTH), json: line.subarray(SUM_LENGTH + 1) };
}

const CHANGES_SOMETHING = /\b(CREATE|MERGE|SET|DELETE|REMOVE|INSERT|DROP)\b/i;

/** Could a statement change anything? Only these are done again. */
export function isChange(text: string): boolean {
  return CHANGES_SOMETHING.test(text);
}
