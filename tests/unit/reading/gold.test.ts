import { beforeAll, describe, expect, test } from 'vitest';
import { goldSentences, knownNames, quotesHold, type SentenceResult, scoreSentences } from '../../../bench/reading/score.ts';

describe('of pledges, denials and hypotheses', () => {
  let results: readonly SentenceResult[];
  beforeAll(async () => {
    const sentences = [...goldSentences('first'), ...goldSentences('second')].filter((each) =>
      /^(?:pledge|denial|hypothesis)$/.test(each.class),
    );
    results = (await scoreSentences(sentences, knownNames())).results;
  });

  test('there are fifty and more, and none gives a relationship', () => {
    expect(results.length).toBeGreaterThanOrEqual(50);
    const asserted = results.filter(({ reading }) => reading.proposals.some(({ kind }) => kind === 'RELATIONSHIP'));
    expect(asserted.map(({ sentence }) => sentence.text)).toEqual([]);
  });

  test('every quote is words of the text, at its place', () => {
    expect(results.flatMap(({ reading }) => reading.proposals.filter((proposal) => !quotesHold(reading, proposal)))).toEqual([]);
  });
});
