import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { BACKS, passage, writeAfterBase, writeRows } from '../../support/write/rows.ts';
import { event, evidence, onlyTie } from '../../support/write/stored.ts';
import { describeEachStore } from '../../support/write/stores.ts';

/** Status and confidence after each passage is added in a write of its own. */
async function assessed(engine: Engine, ...passages: Record<string, unknown>[]): Promise<[string, number][]> {
  const assessments: [string, number][] = [];
  await writeAfterBase(engine, {});
  for (const one of passages) {
    await writeRows(engine, { relationships: [{ ...BACKS, evidence: [one] }] });
    const { status, confidence } = await onlyTie(engine);
    assessments.push([status, confidence]);
  }
  return assessments;
}

describe('status and confidence follow from the evidence, also when some is added later', () => {
  describeEachStore((store) => {
    it('reported, supported, disputed', async () => {
      const assessments = await assessed(
        store(),
        passage({ hedged: true, attribution: 'two sources' }),
        passage({ source: 'table' }),
        passage(),
        passage({ stance: 'DENIES', attributedTo: 'iran' }),
      );
      expect(assessments).toEqual([
        ['REPORTED', 0.7042],
        ['SUPPORTED', 0.9784],
        ['SUPPORTED', 0.9961],
        ['DISPUTED', 0.9784],
      ]);
    });

    it('denied, then disputed', async () => {
      const denial = passage({ stance: 'DENIES', attributedTo: 'iran' });
      expect(await assessed(store(), denial, passage())).toEqual([
        ['DENIED', 0.15],
        ['DISPUTED', 0.5],
      ]);
    });

    it('a second passage of the same speaker adds nothing', async () => {
      const assessments = await assessed(store(), passage(), passage({ quote: 'It is so, again.', locator: 'p. 2' }));
      expect(assessments).toEqual([
        ['SUPPORTED', 0.85],
        ['SUPPORTED', 0.85],
      ]);
    });

    it('the same passage again is the same evidence, and may be marked hedged', async () => {
      expect(await assessed(store(), passage(), passage(), passage({ hedged: true }))).toEqual([
        ['SUPPORTED', 0.85],
        ['SUPPORTED', 0.85],
        ['REPORTED', 0.7042],
      ]);
      expect((await evidence(store(), (await onlyTie(store())).id)).length).toBe(1);
    });

    it('a confidence set by an editor overrides the evidence until it is set to null', async () => {
      const relate = (changes: object) => writeRows(store(), { relationships: [{ ...BACKS, ...changes }] });
      await writeAfterBase(store(), { relationships: [{ ...BACKS, confidence: 0.3, evidence: [passage()] }] });
      expect(await onlyTie(store())).toMatchObject({ confidence: 0.3, confidenceSet: true, status: 'SUPPORTED' });
      await relate({ evidence: [passage({ source: 'table' })] });
      expect(await onlyTie(store())).toMatchObject({ confidence: 0.3, confidenceSet: true });
      await relate({ confidence: 0 });
      expect(await onlyTie(store())).toMatchObject({ confidence: 0, confidenceSet: true });
      await relate({ confidence: null });
      expect(await onlyTie(store())).toMatchObject({ confidence: 0.9908, confidenceSet: false });
    });

    it('one speaker in three papers is one voice, and what it says later counts', async () => {
      await writeAfterBase(store(), {
        sources: ['AP', 'Reuters', 'AFP'].map((publisher) => ({ key: publisher, title: publisher, publisher, reliability: 'B' })),
      });
      const cite = async (changes: object) => {
        await writeRows(store(), { relationships: [{ ...BACKS, evidence: [passage({ attributedTo: 'israel', ...changes })] }] });
        const { status, confidence } = await onlyTie(store());
        return [status, confidence];
      };
      for (const source of ['AP', 'Reuters', 'AFP']) expect(await cite({ source, statedOn: '2020' })).toEqual(['SUPPORTED', 0.85]);
      expect(await cite({ source: 'AP', stance: 'DENIES', statedOn: '2020-05' })).toEqual(['DISPUTED', 0.5]);
      expect(await cite({ source: 'AP', stance: 'DENIES', statedOn: '2021' })).toEqual(['DENIED', 0.15]);
    });

    it('a corrected publisher or date of a source changes all that cites it', async () => {
      const sources = [
        { key: 'a', title: 'A', reliability: 'B', publisher: 'AP', publishedOn: '2020' },
        { key: 'b', title: 'B', reliability: 'B', publisher: 'AFP', publishedOn: '2020' },
      ];
      const evidence = [passage({ source: 'a' }), passage({ source: 'b', stance: 'DENIES' })];
      await writeAfterBase(store(), { sources, relationships: [{ ...BACKS, evidence }] });
      const stored = async (changes: object) => {
        await writeRows(store(), { sources: [{ ...sources[1]!, ...changes }] });
        const { status, confidence } = await onlyTie(store());
        return [status, confidence];
      };
      expect(await stored({ publisher: 'A.P.' })).toEqual(['DISPUTED', 0.5]);
      expect(await stored({ publisher: 'Ap', publishedOn: '2021' })).toEqual(['DENIED', 0.15]);
      expect(await stored({ publisher: null, publishedOn: '2021' })).toEqual(['DISPUTED', 0.5]);
    });

    it('a corrected reliability of a source changes all ties that cite it', async () => {
      await writeAfterBase(store(), { relationships: [{ ...BACKS, evidence: [passage()] }] });
      await writeRows(store(), { sources: [{ key: 'news', title: 'News', reliability: 'C' }] });
      expect((await onlyTie(store())).confidence).toBe(0.7);
    });

    it('the status of an event', async () => {
      const row = { key: 'e', kind: 'BATTLE', title: 'Battle', start: '2016', participants: [{ actor: 'iran', role: 'SIDE_A' }] };
      await writeAfterBase(store(), { events: [row] });
      expect((await event(store(), 'e'))!.status).toBe('UNSOURCED');
      await writeRows(store(), { events: [{ ...row, evidence: [passage()] }] });
      await writeRows(store(), { events: [{ ...row, evidence: [passage({ stance: 'DENIES', attribution: 'a witness' })] }] });
      expect((await event(store(), 'e'))!.status).toBe('DISPUTED');
    });
  });
});
