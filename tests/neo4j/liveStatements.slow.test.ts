import { expect, test } from 'vitest';
import { describeSameResults } from '../support/engine/sameResults.ts';
import { FOLLOWING } from '../support/live/cases.ts';

/** A history of edits and tokens. */
const TRACES = `
CREATE (:Change {about: 'V-000000000001', revision: 2, kind: 'UPDATED', previous: 1, before: '{}', after: '{}'})
CREATE (:Change {about: 'changed twice', revision: 4, kind: 'UPDATED', previous: 2, before: '{}', after: '{}'})
CREATE (:Token {hash: '01', name: 'in force', role: 'reader', createdAt: '2026-01-01'})
CREATE (:Token {hash: '02', name: 'revoked', role: 'admin', createdAt: '2026-01-02', revokedAt: '2026-01-03'})`;

const { named, resultsOnEmbedded } = describeSameResults(
  'every statement of subscriptions and tokens returns the same as on the embedded engine',
  { cases: FOLLOWING, more: TRACES, timeout: 60_000 },
);

test.each(named)('$name returns different results for its cases', async ({ statement }) => {
  const answers = await resultsOnEmbedded(statement);
  expect(new Set(answers.map(({ rows, changes }) => JSON.stringify([rows, changes]))).size).toBeGreaterThan(
    Math.min(1, answers.length - 1),
  );
});
