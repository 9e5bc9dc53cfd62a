import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scoreArticle } from '../../../bench/reading/article.ts';
import { goldSentences, knownNames, quotesHold, scoreSentences, total } from '../../../bench/reading/score.ts';
import { isValid, validateRows } from '../../../src/write/validate/validate.ts';

const ARTICLE = '../shared/seed/aleppo-2024-article.txt';

test.each(['first', 'second'] as const)('the %s hundred sentences are read as well as docs/reading.md says', async (half) => {
  const { results, byClass } = await scoreSentences(goldSentences(half), knownNames());
  const { right, wrong, missed } = total(byClass.values());
  expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.9);
  expect(right / (right + missed)).toBeGreaterThanOrEqual(0.8);
  expect(results.every(({ reading }) => reading.proposals.every((proposal) => quotesHold(reading, proposal)))).toBe(true);
});

test('every row that is proposed is valid', async () => {
  const { results } = await scoreSentences([...goldSentences('first'), ...goldSentences('second')], knownNames());
  const rows = (kind: string) =>
    results.flatMap(({ reading }) => reading.proposals.filter((each) => each.kind === kind).map(({ input }) => input));
  const passages = rows('EVIDENCE').map((input) => ({ about: 'x', source: 'article', ...input }));
  const cited = (kind: string) =>
    rows(kind).map(({ evidence, ...row }) => ({
      ...row,
      evidence: (evidence as object[]).map((each) => ({ source: 'article', ...each })),
    }));
  const batch = { actors: rows('ACTOR'), places: rows('PLACE'), events: cited('EVENT'), relationships: cited('RELATIONSHIP'), passages };
  const checked = await validateRows(batch as never);
  expect(checked.length).toBeGreaterThan(200);
  expect(checked.filter((row) => !isValid(row))).toEqual([]);
});

test.skipIf(!existsSync(ARTICLE))('of the article of the seed at least twelve facts are proposed, and no pledge as a deed', async () => {
  const score = await scoreArticle(readFileSync(ARTICLE, 'utf8'));
  expect(score.facts.filter(({ missed }) => missed.length === 0).length).toBeGreaterThanOrEqual(12);
  expect(score.wrong.length).toBeLessThanOrEqual(2 * score.right);
  expect(score.pledgesAsDeeds).toEqual([]);
  expect(score.quotesHold).toBe(true);
});
