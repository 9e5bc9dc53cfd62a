import { beforeAll, describe, expect, test } from 'vitest';
import { goldSentences, knownNames, loadYaml, quotesHold, type SentenceResult, scoreSentences } from '../../../bench/reading/score.ts';

describe('of pledges, denials and hypotheses', () => {
  let results: readonly SentenceResult[];
  beforeAll(async () => {
    const more = loadYaml<string[]>('bench', 'reading', 'unreal.yaml').map((text) => ({ class: 'unreal', text, gold: [] }));
    const sentences = [...goldSentences('first'), ...goldSentences('second')].filter((each) =>
      /^(?:pledge|denial|hypothesis)$/.test(each.class),
    );
    results = (await scoreSentences([...sentences, ...more], knownNames())).results;
  });

  test('there are a hundred, and none gives a relationship', () => {
    expect(results.length).toBeGreaterThanOrEqual(100);
    const asserted = results.filter(({ reading }) => reading.proposals.some(({ kind }) => kind === 'RELATIONSHIP'));
    expect(asserted.map(({ sentence }) => sentence.text)).toEqual([]);
  });

  test('every quote is words of the text, at its place', () => {
    expect(results.flatMap(({ reading }) => reading.proposals.filter((proposal) => !quotesHold(reading, proposal)))).toEqual([]);
  });
});
