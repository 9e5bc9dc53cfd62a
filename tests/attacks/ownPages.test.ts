import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { allegianceSchema } from '../../src/graph/schema.ts';
import { documentLimits } from '../../src/http/limits/document.ts';

test.each(['src/explorer/api/operations.graphql', 'examples/typed/operations.graphql'])(
  'every operation of %s is within the limits of a request',
  (file) => {
    const document = parse(readFileSync(file, 'utf8'));
    expect(document.definitions.length).toBeGreaterThan(0);
    expect(validate(allegianceSchema(), document, [documentLimits]).map(({ message }) => message)).toEqual([]);
  },
);
