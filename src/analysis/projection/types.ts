import { STATUSES, type Status } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, VOCABULARY } from '../../model/vocabulary.ts';
import { twoDigits } from './digits.ts';

/** The vocabulary as numbers: a type is its index in RELATIONSHIP_TYPES, a status its index in STATUSES. */

export const CODE_BY_TYPE: readonly string[] = VOCABULARY.map((row) => row.code);
export const IS_SYMMETRIC: readonly boolean[] = VOCABULARY.map((row) => row.symmetric);

/** The type by code, whose two digits are a number of 10 bits. */
export const TYPE_BY_CODE = new Uint8Array(1024);
for (const [type, code] of CODE_BY_TYPE.entries()) TYPE_BY_CODE[twoDigits(code, 0)] = type;

/** The rank of each type by code, as ids sort them. */
export const RANK_BY_TYPE = new Uint8Array(CODE_BY_TYPE.length);
for (const [rank, code] of [...CODE_BY_TYPE].sort().entries()) RANK_BY_TYPE[CODE_BY_TYPE.indexOf(code)] = rank;

const STATUS_BITS = 3;

/** How many values a packed type and status can have. */
export const PACKED_SIZE = VOCABULARY.length << STATUS_BITS;

export function packTypeStatus(type: number, status: number): number {
  return (type << STATUS_BITS) | status;
}

export function unpackType(typeStatus: number): number {
  return typeStatus >> STATUS_BITS;
}

export function unpackStatus(typeStatus: number): number {
  return typeStatus & ((1 << STATUS_BITS) - 1);
}

const TYPE_INDEX = new Map<string, number>(RELATIONSHIP_TYPES.map((type, index) => [type, index]));
const STATUS_INDEX = new Map<string, number>(STATUSES.map((status, index) => [status, index]));

export function typeIndex(type: RelationshipType): number {
  return TYPE_INDEX.get(type) as number;
}

export function statusIndex(status: Status): number {
  return STATUS_INDEX.get(status) as number;
}
