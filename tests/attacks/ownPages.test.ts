import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { allegianceSchema } from '../../src/graph/schema.ts';
import { documentLimits } from '../../src/http/limits/document.ts';

const EXPLORER = ['src/explorer/api/operations.graphql', 'src/explorer/api/answers.graphql'];

test.each([[EXPLORER], [['examples/typed/operations.graphql']]])('every operation of %s is within the limits of a request', (files) => {
  const document = parse(files.map((file) => readFileSync(file, 'utf8')).join('\n'));
  expect(document.definitions.length).toBeGreaterThan(0);
  expect(validate(allegianceSchema(), document, [documentLimits]).map(({ message }) => message)).toEqual([]);
});
