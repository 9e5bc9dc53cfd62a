import { buildSchema, findBreakingChanges } from 'graphql';
import { expect, it } from 'vitest';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { contractText } from './contract.ts';

/** The types and fields of the section on editing of the contract, without the subscription. */
const NAMES = /\b(Mutation|WriteReport|RowProblem|Verdict|Revision\w*|\w+Input|Query\.(history|revisions))\b(?!\.graphChanged)/;

it.skipIf(contractText() === null)('the schema does not break the contract of editing', () => {
  const differences = findBreakingChanges(buildSchema(contractText()!), allegianceSchema());
  const broken = differences.map(({ description }) => description).filter((each) => NAMES.test(each));
  expect(broken).toEqual([]);
});
