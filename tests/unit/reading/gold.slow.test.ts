import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scoreArticle } from '../../../bench/reading/article.ts';
import { goldSentences, knownNames, quotesHold, scoreSentences, total } from '../../../bench/reading/score.ts';

const ARTICLE = '../shared/seed/aleppo-2024-article.txt';

test.each(['first', 'second'] as const)('the %s hundred sentences are read as well as docs/reading.md says', async (half) => {
  const { results, byClass } = await scoreSentences(goldSentences(half), knownNames());
  const { right, wrong, missed } = total(byClass.values());
  expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.9);
  expect(right / (right + missed)).toBeGreaterThanOrEqual(0.8);
  expect(results.every(({ reading }) => reading.proposals.every((proposal) => quotesHold(reading, proposal)))).toBe(true);
});

test.skipIf(!existsSync(ARTICLE))('of the article of the seed at least twelve facts are proposed, and no pledge as a deed', async () => {
  const score = await scoreArticle(readFileSync(ARTICLE, 'utf8'));
  expect(score.facts.filter(({ missed }) => missed.length === 0).length).toBeGreaterThanOrEqual(12);
  expect(score.wrong.length).toBeLessThanOrEqual(2 * score.right);
  expect(score.pledgesAsDeeds).toEqual([]);
  expect(score.quotesHold).toBe(true);
});
