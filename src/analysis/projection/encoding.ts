import { STATUSES, type Status } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, VOCABULARY } from '../../model/vocabulary.ts';

/**
 * Ids and vocabulary as numbers.
 *
 * The key of an entity, and the own part of a tie's id, are 60 bits in twelve base32hex digits (RFC 4648; `model/id.ts`);
 * here they are two integers of 30 bits, six digits each, which sort as the text does. A type is its index in
 * RELATIONSHIP_TYPES, a status its index in STATUSES.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value++) VALUES[DIGITS.charCodeAt(value)] = value;

/** The six digits of `text` from `at`, or the `count` of them, as an integer of 5 bits each. */
export function digitsAt(text: string, at: number, count = 6): number {
  let value = 0;
  for (let i = at; i < at + count; i++) value = (value << 5) | VALUES[text.charCodeAt(i) & 127]!;
  return value;
}

/** The twelve digits of two integers of 30 bits. */
export function twelveDigits(high: number, low: number): string {
  let text = '';
  for (const half of [high, low]) for (let shift = 25; shift >= 0; shift -= 5) text += DIGITS[(half >> shift) & 31];
  return text;
}

export const CODE_BY_TYPE: readonly string[] = VOCABULARY.map((row) => row.code);
export const IS_SYMMETRIC: readonly boolean[] = VOCABULARY.map((row) => row.symmetric);
export const LASTING_DAYS: readonly (number | null)[] = VOCABULARY.map((row) => row.lastingDays);

/** The type by code, whose two digits are a number of 10 bits. */
export const TYPE_BY_CODE = new Uint8Array(1024);
for (const [type, code] of CODE_BY_TYPE.entries()) TYPE_BY_CODE[digitsAt(code, 0, 2)] = type;

/** The rank of each type by code, as ids sort them. */
export const RANK_BY_TYPE = new Uint8Array(CODE_BY_TYPE.length);
for (const [rank, code] of [...CODE_BY_TYPE].sort().entries()) RANK_BY_TYPE[CODE_BY_TYPE.indexOf(code)] = rank;

const STATUS_BITS = 3;
/** How many values a packed type and status can have. */
export const PACKED_SIZE = VOCABULARY.length << STATUS_BITS;

export const packTypeStatus = (type: number, status: number): number => (type << STATUS_BITS) | status;
export const unpackType = (typeStatus: number): number => typeStatus >> STATUS_BITS;
export const unpackStatus = (typeStatus: number): number => typeStatus & ((1 << STATUS_BITS) - 1);

export const typeIndex = (type: RelationshipType): number => RELATIONSHIP_TYPES.indexOf(type);
export const statusIndex = (status: Status): number => STATUSES.indexOf(status);

/** A tie's id in numbers; the ends are the nodes it was recorded with, not those that they were merged into. */
export interface TieKey {
  readonly from: number;
  readonly type: number;
  readonly to: number;
  readonly ownHigh: number;
  readonly ownLow: number;
}
