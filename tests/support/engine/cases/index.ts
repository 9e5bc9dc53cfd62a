import { EDITING } from '../../editing/cases.ts';
import { FOLLOWING } from '../../live/cases.ts';
import type { CasesOf } from './cases.ts';
import { READS } from './reads.ts';
import { TIES } from './ties.ts';
import { WRITES } from './writes.ts';

/** Every family of statements with the cases on which the engines are compared. */
export const CASES: Readonly<Record<string, CasesOf>> = { ...READS, ...TIES, ...WRITES, ...EDITING, ...FOLLOWING };
