import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idKind, isOutsideIdentifier, isSlug, storedEnds, tieParts } from '../../../src/model/id.ts';
import { RELATIONSHIP_TYPES, VOCABULARY } from '../../../src/model/vocabulary.ts';
import { documentId, entityId, eventId, evidenceId, sourceId, tieId } from '../../../src/store/mintId.ts';
import { numRuns } from '../../support/scope.ts';

/** The rule in another form: the first 15 hexadecimal digits of SHA-256, as a number of base 32 in 12 digits. */
function sixtyBits(domain: string, text: string): string {
  const digest = createHash('sha256').update(`${domain}\0${text}`).digest('hex');
  return BigInt(`0x${digest.slice(0, 15)}`)
    .toString(32)
    .toUpperCase()
    .padStart(12, '0');
}

const [RUSSIA, IRAN] = [entityId('russia'), entityId('iran')];
const anyType = fc.constantFrom(...RELATIONSHIP_TYPES);
const anyEnd = fc.string().map(entityId);
const EVIDENCE = { about: RUSSIA, source: 'S-1', locator: null, stance: 'ASSERTS', speaker: null, quote: 'so it is' };

describe('ids', () => {
  it('have a form of their own for each kind of record', () => {
    const tie = tieId('BACKS', IRAN, RUSSIA, { key: 'k' });
    const ids = [RUSSIA, tie, eventId('k'), sourceId('k'), evidenceId(EVIDENCE), documentId(sourceId('k'))];
    expect(ids.map(idKind)).toEqual(['entity', 'tie', 'event', 'source', 'evidence', 'document']);
    expect(ids.map((id) => id.length)).toEqual([12, 38, 14, 14, 14, 14]);
    expect(ids[1]).toMatch(/^[0-9A-V]{12}BA[0-9A-V]{12}[0-9A-V]{12}$/);
    expect(ids.slice(2).map((id) => id.slice(0, 2))).toEqual(['V-', 'S-', 'P-', 'D-']);
  });

  it('are 60 bits of SHA-256 in base32hex, a domain of their own for each kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(entityId(text)).toBe(sixtyBits('entity', text));
        expect(eventId(text)).toBe(`V-${sixtyBits('event', text)}`);
        expect(sourceId(text)).toBe(`S-${sixtyBits('source', text)}`);
      }),
    );
  });

  it('never change: these are written in stores', () => {
    expect([RUSSIA, IRAN, sourceId('ucdp-ged-19.1')]).toEqual(['J9OJANADSM5R', '8NC7AJ7PJAAB', 'S-NCETMEKDNKTF']);
  });

  it('are invalid if a character is out of place', () => {
    const tie = tieId('BACKS', IRAN, RUSSIA, { key: 'k' });
    const wrong = [
      '',
      RUSSIA.slice(1),
      `${RUSSIA}0`,
      RUSSIA.toLowerCase(),
      `${RUSSIA.slice(1)}W`,
      `${RUSSIA}\n`,
      `X-${RUSSIA}`,
      `v-${RUSSIA}`,
    ];
    expect(
      [...wrong, `${tie}0`, tie.replace('BA', 'ZZ'), `${tie.slice(0, 12)}00${tie.slice(14)}`].filter((id) => idKind(id) !== null),
    ).toEqual([]);
  });

  it('of evidence differ as soon as any of its parts does', () => {
    const variants = [
      EVIDENCE,
      { ...EVIDENCE, about: IRAN },
      { ...EVIDENCE, source: 'S-2' },
      { ...EVIDENCE, locator: 'p. 1' },
      { ...EVIDENCE, stance: 'DENIES' },
      { ...EVIDENCE, speaker: IRAN },
      { ...EVIDENCE, quote: 'so it is.' },
    ];
    expect(new Set(variants.map(evidenceId)).size).toBe(variants.length);
  });
});

describe('slugs', () => {
  it.each(['hayat-tahrir-al-sham', 'a', 'a1', '7-brigade', 'x'.repeat(100)])('%s is one', (slug) => expect(isSlug(slug)).toBe(true));

  it.each(['', '-', 'a-', '-a', 'a--b', 'A', 'Hezbollah', 'a_b', 'a b', 'a.b', '123', '12-34', 'é', 'a\n', 'ucdp:57', 'x'.repeat(101)])(
    '%j is none',
    (slug) => expect(isSlug(slug)).toBe(false),
  );

  it('are never ids', () => {
    const text = fc.oneof(fc.stringMatching(/^[0-9a-v]{12}$/), fc.stringMatching(/^[0-9a-vA-V-]{12,38}$/), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, (name) => {
        expect(isSlug(name) && idKind(name) !== null).toBe(false);
      }),
      { numRuns: numRuns(2000) },
    );
  });
});

describe('outside identifiers', () => {
  it.each(['ucdp:6815', 'iso3166:SY', 'ucdp-ged:1', 'a.b-c:d e:f', 'wikidata:حزب'])('%s is one', (text) =>
    expect(isOutsideIdentifier(text)).toBe(true),
  );
  it.each(['ucdp', 'ucdp:', ':57', 'UCDP:57', '1a:b', 'a_b:c'])('%s is none', (text) => expect(isOutsideIdentifier(text)).toBe(false));
  it('are never slugs nor ids', () => {
    for (const text of ['ucdp:6815', 'v:1', 's:2']) expect([isSlug(text), idKind(text)]).toEqual([false, null]);
  });
});

describe('the ends of a tie as stored', () => {
  it('have the smaller id first if the tie is symmetric, and stay as given if it is not', () => {
    fc.assert(
      fc.property(anyType, anyEnd, anyEnd, (type, a, b) => {
        const symmetric = VOCABULARY.find((row) => row.type === type)!.symmetric;
        expect(storedEnds(type, a, b)).toEqual(symmetric ? [a, b].sort() : [a, b]);
        if (symmetric) expect(storedEnds(type, a, b)).toEqual(storedEnds(type, b, a));
      }),
    );
  });
});

describe('the id of a tie', () => {
  it('contains its ends and type', () => {
    fc.assert(
      fc.property(anyType, anyEnd, anyEnd, fc.string(), (type, from, to, key) => {
        const id = tieId(type, from, to, { key });
        expect(idKind(id)).toBe('tie');
        expect(tieParts(id)).toEqual({ from, type, to });
      }),
    );
  });

  it('is sorted by `from`', () => {
    const tie = fc.tuple(anyType, anyEnd, anyEnd, fc.string());
    fc.assert(
      fc.property(fc.array(tie), (ties) => {
        const ids = ties.map(([type, from, to, key]) => tieId(type, from, to, { key })).sort();
        const froms = ids.map((id) => tieParts(id).from);
        expect(froms).toEqual([...froms].sort());
      }),
    );
  });

  it('follows only from the key of its source, if there is one', () => {
    expect(tieId('BACKS', IRAN, RUSSIA, { key: 'a' })).not.toBe(tieId('BACKS', IRAN, RUSSIA, { key: 'b' }));
    expect(tieId('BACKS', IRAN, RUSSIA, { key: 'a' }).slice(26)).toBe(sixtyBits('key', 'a'));
  });

  it('follows else from its start and opponents, in whatever order they are named', () => {
    const id = (start: string | null, against: string[]) => tieId('BACKS', IRAN, RUSSIA, { start, against });
    expect(id('2015', [RUSSIA, IRAN])).toBe(id('2015', [IRAN, RUSSIA]));
    const ids = [id('2015', []), id('2016', []), id(null, []), id('2015', [IRAN]), id('2015', [IRAN, RUSSIA])];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('a source’s key is never mistaken for a start', () => {
    expect(tieId('BACKS', IRAN, RUSSIA, { key: '[null,[]]' })).not.toBe(tieId('BACKS', IRAN, RUSSIA, { start: null, against: [] }));
  });

  it('that is none has no parts', () => {
    expect(() => tieParts(RUSSIA)).toThrow(new RangeError(`not the id of a relationship: ${RUSSIA}`));
  });
});
