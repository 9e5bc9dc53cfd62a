import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { entityId } from '../../../src/store/mintId.ts';
import { verdicts, writeRows } from '../../support/write/rows.ts';
import { entity, identifiers, source, ties } from '../../support/write/stored.ts';
import { describeEachStore } from '../../support/write/stores.ts';

const IRAN = { slug: 'iran', kind: 'STATE', name: 'Iran' };
const UCDP = { scheme: 'ucdp', value: '114' };
const FULL = {
  ...IRAN,
  description: 'A state.',
  activeFrom: '1979',
  identifiers: [UCDP],
  aliases: [{ name: 'Persia', language: 'en', kind: 'FORMER' }],
};

const actor = (engine: Engine, row: Record<string, unknown>) => writeRows(engine, { actors: [row] });
const names = async (engine: Engine, slug: string): Promise<string[]> =>
  (await entity(engine, slug))!.names.map(({ name, kind }) => `${name} ${kind}`);

describe('writing an existing entity', () => {
  describeEachStore((store) => {
    it('leaves omitted fields as they are', async () => {
      await actor(store(), FULL);
      const before = await entity(store(), 'iran');
      expect(verdicts(await actor(store(), IRAN))).toEqual(['UNCHANGED']);
      expect(await entity(store(), 'iran')).toEqual(before);
    });

    it('clears fields that are null', async () => {
      await actor(store(), FULL);
      expect(verdicts(await actor(store(), { ...IRAN, description: null, activeFrom: null, aliases: null }))).toEqual(['UPDATED']);
      expect(await entity(store(), 'iran')).toMatchObject({ description: null, activeFrom: null, activeLo: -1, identifiers: ['ucdp:114'] });
      expect(await names(store(), 'iran')).toEqual(['Iran PREFERRED']);
    });

    it('clears identifiers that are null, which another entity may then have', async () => {
      await actor(store(), FULL);
      await actor(store(), { ...IRAN, identifiers: null });
      expect((await entity(store(), 'iran'))!.identifiers).toEqual([]);
      expect(await identifiers(store())).toEqual({});
      await actor(store(), { slug: 'persia', kind: 'STATE', name: 'Persia', identifiers: [UCDP] });
      expect(await identifiers(store())).toEqual({ 'ucdp:114': entityId('persia') });
    });

    it('gives an identifier that one row clears to the entity of a later row of the same write', async () => {
      const persia = { slug: 'persia', kind: 'STATE', name: 'Persia' };
      await writeRows(store(), { actors: [FULL, persia] });
      const report = await writeRows(store(), {
        actors: [
          { ...IRAN, identifiers: null },
          { ...persia, identifiers: [UCDP] },
        ],
      });
      expect(verdicts(report)).toEqual(['UPDATED', 'UPDATED']);
      expect(await identifiers(store())).toEqual({ 'ucdp:114': entityId('persia') });
    });

    it('unites lists', async () => {
      await actor(store(), FULL);
      const aliases = [{ name: 'ایران', language: 'fa', kind: 'NATIVE' }];
      await actor(store(), { ...IRAN, identifiers: [{ scheme: 'iso3166', value: 'IR' }], aliases });
      expect((await entity(store(), 'iran'))!.identifiers).toEqual(['ucdp:114', 'iso3166:IR']);
      expect(await names(store(), 'iran')).toEqual(['Iran PREFERRED', 'Persia FORMER', 'ایران NATIVE']);
      expect(await identifiers(store())).toEqual({ 'ucdp:114': entityId('iran'), 'iso3166:IR': entityId('iran') });
    });

    it('makes another name an alias, leaves slug and preferred name as they are, and refuses another kind', async () => {
      await actor(store(), IRAN);
      expect(verdicts(await actor(store(), { ...IRAN, kind: 'GOVERNMENT', name: 'Iranian government' }))).toEqual(['REJECTED']);
      expect(verdicts(await actor(store(), { ...IRAN, name: 'Islamic Republic of Iran' }))).toEqual(['UPDATED']);
      expect(await entity(store(), 'iran')).toMatchObject({
        slug: 'iran',
        name: 'Iran',
        kind: 'STATE',
        labels: ['Actor', 'Entity', 'State'],
      });
      expect(await names(store(), 'iran')).toEqual(['Iran PREFERRED', 'Islamic Republic of Iran SPELLING']);
    });

    it('corrects an alias of the same name', async () => {
      await actor(store(), FULL);
      await actor(store(), { ...IRAN, aliases: [{ name: 'Persia', kind: 'WEAK', end: '1935' }] });
      const [, persia] = (await entity(store(), 'iran'))!.names;
      expect(persia).toMatchObject({ name: 'Persia', language: 'en', kind: 'WEAK', start: null, end: '1935' });
    });

    it('prefers an outside identifier to the slug', async () => {
      await actor(store(), FULL);
      const report = await actor(store(), {
        slug: 'government-of-iran',
        kind: 'STATE',
        name: 'Government of Iran',
        identifiers: [UCDP],
      });
      expect(report.rows).toEqual([{ kind: 'actors', row: 0, verdict: 'UPDATED', id: entityId('iran') }]);
      expect(await entity(store(), 'government-of-iran')).toBeNull();
      expect(await names(store(), 'iran')).toEqual(['Iran PREFERRED', 'Persia FORMER', 'Government of Iran SPELLING']);
    });

    it('lets later rows of the same write refer to it by slug or identifier', async () => {
      const relationships = [{ type: 'RIVAL_OF', from: 'ucdp:114', to: 'israel' }];
      const report = await writeRows(store(), { actors: [FULL, { slug: 'israel', kind: 'STATE', name: 'Israel' }], relationships });
      expect(verdicts(report)).toEqual(['CREATED', 'CREATED', 'CREATED']);
    });

    it('does not identify two actors by a common name', async () => {
      await actor(store(), { slug: 'army-of-islam', kind: 'ARMED_GROUP', name: 'Jaysh al-Islam' });
      expect(verdicts(await actor(store(), { slug: 'jaysh-al-islam', kind: 'ARMED_GROUP', name: 'Jaysh al-Islam' }))).toEqual(['CREATED']);
    });

    it('puts a place within another, also where an identifier finds it under another slug', async () => {
      const identifiersOf = [{ scheme: 'geonames', value: '170063' }];
      await writeRows(store(), {
        places: [
          { slug: 'syria-country', kind: 'COUNTRY', name: 'Syria' },
          { slug: 'aleppo', kind: 'CITY', name: 'Aleppo', identifiers: identifiersOf },
        ],
      });
      const halab = { slug: 'halab', kind: 'CITY', name: 'Halab', identifiers: identifiersOf, within: 'syria-country' };
      const report = await writeRows(store(), { places: [halab] });
      expect(report.rows).toEqual([{ kind: 'places', row: 0, verdict: 'UPDATED', id: entityId('aleppo') }]);
      const within = { type: 'LOCATED_IN', from: entityId('aleppo'), to: entityId('syria-country') };
      expect(await ties(store())).toMatchObject([within]);
    });

    it('treats fields of a source in the same way', async () => {
      const key = { key: 'news', title: 'News' };
      await writeRows(store(), { sources: [{ ...key, publisher: 'P', reliability: 'B', citation: 'C' }] });
      expect(verdicts(await writeRows(store(), { sources: [key] }))).toEqual(['UNCHANGED']);
      await writeRows(store(), { sources: [{ key: 'news', title: 'The News', publisher: null, reliability: 'A' }] });
      expect(await source(store(), 'news')).toMatchObject({ title: 'The News', publisher: null, reliability: 'A', citation: 'C' });
    });
  });
});
