import { buildSchema, findBreakingChanges } from 'graphql';
import { expect, it } from 'vitest';
import { allegianceSchema } from '../../src/graph/schema.ts';
import { contractText, LATER } from '../schema/contract.ts';

/** What the section editing of the contract is made of, but for the subscription. */
const NAMES = /\b(Mutation|WriteReport|RowProblem|Verdict|Revision\w*|\w+Input|Query\.(history|revisions))\b(?!\.graphChanged)/;

it.skipIf(contractText() === null)('the contract of editing is kept', () => {
  const differences = findBreakingChanges(buildSchema(contractText()!), allegianceSchema());
  const broken = differences.map(({ description }) => description).filter((each) => NAMES.test(each) && !LATER.includes(each));
  expect(broken).toEqual([]);
});
