import { describe, expect, it } from 'vitest';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { BACKS, passage, writeAfterBase, writeRows } from '../../support/write/rows.ts';
import { counter } from '../../support/write/stored.ts';
import { describeEachStore } from '../../support/write/stores.ts';

/** One row written after the base graph, and the field, code and message of each of its problems. */
type Case = readonly [title: string, rows: BatchRows, ...problems: (readonly [field: string | null, code: string, message: string])[]];

const actor = (changes: Record<string, unknown>): BatchRows => ({
  actors: [{ slug: 'russia', kind: 'STATE', name: 'Russia', ...changes }],
});
const place = (changes: Record<string, unknown>): BatchRows => ({ places: [{ slug: 'idlib', kind: 'CITY', name: 'Idlib', ...changes }] });
const source = (changes: Record<string, unknown>): BatchRows => ({ sources: [{ key: 'paper', title: 'Paper', ...changes }] });
const tie = (changes: Record<string, unknown>): BatchRows => ({ relationships: [{ ...BACKS, ...changes }] });
const event = (changes: Record<string, unknown>): BatchRows => ({
  events: [{ key: 'e', kind: 'BATTLE', title: 'Battle', start: '2016', participants: [{ actor: 'iran', role: 'SIDE_A' }], ...changes }],
});

const DATE = 'Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got';
const SLUG = 'Expected lower-case words of a-z and 0-9 joined by hyphens, such as "hayat-tahrir-al-sham"; got';
const ONE_LINE = 'Expected one line of text; got control characters.';
const COUNT = 'Expected a whole number from 0 to 2147483647; got';

const BAD_INPUT: Case[] = [
  ['a slug with capitals', actor({ slug: 'Russia' }), ['slug', 'BAD_INPUT', `${SLUG} "Russia".`]],
  ['a slug that looks like an id', actor({ slug: 'J9OJANADSM5R' }), ['slug', 'BAD_INPUT', `${SLUG} "J9OJANADSM5R".`]],
  ['an empty name', actor({ name: '' }), ['name', 'BAD_INPUT', 'Expected some text; got none.']],
  [
    'a name of 10,001 characters',
    actor({ name: 'x'.repeat(10_001) }),
    ['name', 'BAD_INPUT', 'Expected at most 10000 characters; got 10001.'],
  ],
  ['a name on two lines', actor({ name: 'a\nb' }), ['name', 'BAD_INPUT', ONE_LINE]],
  ['NUL in a name', actor({ name: 'a\0b' }), ['name', 'BAD_INPUT', ONE_LINE]],
  [
    'NUL in a quote',
    tie({ evidence: [passage({ quote: 'a\0' })] }),
    ['evidence[0].quote', 'BAD_INPUT', 'Expected text without NUL characters; got some.'],
  ],
  ['a lone surrogate', actor({ name: 'a\ud800b' }), ['name', 'BAD_INPUT', expect.any(String)]],
  ['a name that is a number', actor({ name: 7 }), ['name', 'BAD_INPUT', 'Expected text; got 7.']],
  ['no name', actor({ name: undefined }), ['name', 'BAD_INPUT', 'Expected text; got nothing.']],
  [
    'an unknown field',
    actor({ colour: 'green' }),
    [
      null,
      'BAD_INPUT',
      'Expected only the fields slug, name, identifiers, aliases, description, kind, activeFrom, activeTo, territory; got "colour".',
    ],
  ],
  [
    'a kind of place for an actor',
    actor({ kind: 'CITY' }),
    [
      'kind',
      'BAD_INPUT',
      'Expected one of STATE, GOVERNMENT, MILITARY_FORCE, ARMED_GROUP, COALITION, ORGANIZATION, PERSON, POPULATION; got "CITY".',
    ],
  ],
  [
    'a scheme with capitals',
    actor({ identifiers: [{ scheme: 'UCDP', value: '1' }] }),
    ['identifiers[0]', 'BAD_INPUT', 'Expected a scheme of a-z, 0-9, dot and hyphen, such as "ucdp"; got "UCDP".'],
  ],
  ['a latitude beyond the pole', place({ latitude: 90.5 }), ['latitude', 'BAD_INPUT', 'Expected a number from -90 to 90; got 90.5.']],
  ...['ftp://x', 'http://', 'https:// ucdp.uu.se', 'http://exa mple.org', 'https://?x', 'http://[x', 'javascript:alert(1)'].map(
    (url): Case => [
      `an address that is none: ${url}`,
      source({ url }),
      [
        'url',
        'BAD_INPUT',
        `Expected an address that starts with http:// or https:// and names a host, without spaces, such as https://ucdp.uu.se; got "${url}".`,
      ],
    ],
  ),
  ...[
    '\u200b',
    '\u200f\u200e',
    ' \u00a0\u3000',
    '\u3164',
    '\u2800',
    '\u2060\ufeff',
    '\u0301',
    'Russia\u202enhoj',
    '\u2066Russia\u2069',
  ].flatMap((name): Case[] => {
    const written = [...name].map((one) => `U+${one.codePointAt(0)!.toString(16)}`).join(' ');
    const message = `Expected a name with characters that can be seen, and without those that turn the direction of text (U+202A to U+202E, U+2066 to U+2069); got "${name}".`;
    return [
      [`a name of ${written}`, actor({ name }), ['name', 'BAD_INPUT', message]],
      [`an alias of ${written}`, actor({ aliases: [{ name }] }), ['aliases[0].name', 'BAD_INPUT', message]],
      [`a place of ${written}`, place({ name }), ['name', 'BAD_INPUT', message]],
      [`a title of ${written}`, source({ title: name }), ['title', 'BAD_INPUT', message]],
      [`a publisher of ${written}`, source({ publisher: name }), ['publisher', 'BAD_INPUT', message]],
      [`an event of ${written}`, event({ title: name }), ['title', 'BAD_INPUT', message]],
    ];
  }),
  ['a count below 0', event({ injured: -1 }), ['injured', 'BAD_INPUT', `${COUNT} -1.`]],
  ['a count with a fraction', event({ deathsBest: 1.5 }), ['deathsBest', 'BAD_INPUT', `${COUNT} 1.5.`]],
  [
    'an event without participants',
    event({ participants: [] }),
    ['participants', 'BAD_INPUT', 'Expected at least one participant; got none.'],
  ],
  ['a confidence above 1', tie({ confidence: 1.01 }), ['confidence', 'BAD_INPUT', 'Expected a number from 0 to 1; got 1.01.']],
  ['a row that is not an object', { actors: ['russia'] }, [null, 'BAD_INPUT', 'Expected an object; got "russia".']],
];

const TIME: Case[] = [
  ['a day that does not exist', tie({ start: '2015-02-29' }), ['start', 'BAD_DATE', `${DATE} "2015-02-29" (2015-02 has days 01 to 28).`]],
  [
    'texts that are not dates, in several fields',
    tie({ attestedFrom: 'soon', evidence: [passage({ statedOn: '1/2/2016' })] }),
    ['attestedFrom', 'BAD_DATE', `${DATE} "soon".`],
    ['evidence[0].statedOn', 'BAD_DATE', `${DATE} "1/2/2016".`],
  ],
  [
    'an end before the start',
    tie({ start: '2016', end: '2015-12' }),
    ['end', 'BAD_INTERVAL', 'Expected an end on or after the start 2016; got 2015-12. Swap the two, or leave out what is not known.'],
  ],
  [
    'an event that ends before it starts',
    event({ start: '2016-05-02', end: '2016-05-01' }),
    [
      'end',
      'BAD_INTERVAL',
      'Expected an end on or after the start 2016-05-02; got 2016-05-01. Swap the two, or leave out what is not known.',
    ],
  ],
  [
    'an actor whose activity ends before it starts',
    actor({ activeFrom: '2016', activeTo: '2015' }),
    ['activeTo', 'BAD_INTERVAL', 'Expected an end on or after the start 2016; got 2015. Swap the two, or leave out what is not known.'],
  ],
];

const UNKNOWN_REFERENCES: Case[] = [
  [
    'unknown ends',
    tie({ from: 'russia', to: 'ucdp:999' }),
    ['from', 'UNKNOWN_ENTITY', 'Expected the id, slug or scheme:value of an entity; found none for "russia". Write it first.'],
    ['to', 'UNKNOWN_ENTITY', 'Expected the id, slug or scheme:value of an entity; found none for "ucdp:999". Write it first.'],
  ],
  [
    'an opponent that is unknown or a place',
    tie({ against: ['russia', 'aleppo'] }),
    ['against[0]', 'UNKNOWN_ENTITY', 'Expected an actor; found none named "russia". Write the actor first.'],
    ['against[1]', 'UNKNOWN_ENTITY', 'Expected an actor; found none named "aleppo". Write the actor first.'],
  ],
  [
    'an unknown participant',
    event({ participants: [{ actor: 'russia', role: 'SIDE_A' }] }),
    ['participants[0].actor', 'UNKNOWN_ENTITY', 'Expected an actor; found none named "russia". Write the actor first.'],
  ],
  [
    'an actor as the place of an event',
    event({ place: 'iran' }),
    ['place', 'UNKNOWN_ENTITY', 'Expected a place; found none named "iran". Write the place first.'],
  ],
  [
    'an unknown territory',
    actor({ territory: 'russia-country' }),
    ['territory', 'UNKNOWN_ENTITY', 'Expected a place; found none named "russia-country". Write the place first.'],
  ],
  [
    'the territory of an armed group',
    actor({ slug: 'hts', kind: 'ARMED_GROUP', territory: 'aleppo' }),
    ['territory', 'WRONG_FIELD', 'Expected `territory` only on a STATE; got it on ARMED_GROUP. Leave it out.'],
  ],
  [
    'an unknown larger place',
    place({ within: 'idlib-province' }),
    ['within', 'UNKNOWN_ENTITY', 'Expected another place; found none named "idlib-province". Write the larger place first.'],
  ],
  [
    'a place within itself',
    place({ within: 'idlib' }),
    ['within', 'UNKNOWN_ENTITY', 'Expected another place; found none named "idlib". Write the larger place first.'],
  ],
  [
    'an unknown source and speaker',
    tie({ evidence: [passage({ source: 'paper', attributedTo: 'kremlin' })] }),
    ['evidence[0].source', 'UNKNOWN_SOURCE', 'Expected the key or id of a source; found none for "paper". Write the source first.'],
    [
      'evidence[0].attributedTo',
      'UNKNOWN_ENTITY',
      'Expected an actor; found none named "kremlin". Write the actor first, or use `attribution` for words.',
    ],
  ],
  [
    'an unknown id of a relationship',
    tie({ id: '8NC7AJ7PJAABBA8NC7AJ7PJAAB8NC7AJ7PJAAB' }),
    [
      'id',
      'UNKNOWN_RELATIONSHIP',
      'Expected the id of a relationship; found none with "8NC7AJ7PJAABBA8NC7AJ7PJAAB8NC7AJ7PJAAB". Leave it out to record a new one.',
    ],
  ],
  [
    'a text that is not an id',
    tie({ id: 'iran-backs-hezbollah' }),
    [
      'id',
      'UNKNOWN_RELATIONSHIP',
      'Expected the id of a relationship; found none with "iran-backs-hezbollah". Leave it out to record a new one.',
    ],
  ],
];

const RULES: Case[] = [
  [
    'a place as `from` of BACKS',
    tie({ from: 'aleppo' }),
    ['from', 'WRONG_END', 'Expected an actor as `from` of BACKS; "aleppo" is a place.'],
  ],
  [
    'an actor as `to` of CONTROLS',
    tie({ type: 'CONTROLS', to: 'hezbollah' }),
    ['to', 'WRONG_END', 'Expected a place as `to` of CONTROLS; "hezbollah" is an actor.'],
  ],
  [
    'an actor as `from` of LOCATED_IN',
    tie({ type: 'LOCATED_IN', to: 'aleppo' }),
    ['from', 'WRONG_END', 'Expected a place as `from` of LOCATED_IN; "iran" is an actor.'],
  ],
  [
    'a place as `from` of ATTACKS',
    tie({ type: 'ATTACKS', from: 'syria-country', to: 'aleppo' }),
    ['from', 'WRONG_END', 'Expected an actor as `from` of ATTACKS; "syria-country" is a place.'],
  ],
  [
    'the same entity as both ends, once by identifier',
    tie({ to: 'ucdp:114' }),
    ['to', 'WRONG_END', 'Expected two different ends; got "iran" twice. An entity has no relationship with itself.'],
  ],
  [
    'fields of other types',
    tie({ type: 'LEADS', against: ['israel'], periods: [], extent: 'FULL', eventCount: 1, deathsLow: 0 }),
    ['against', 'WRONG_FIELD', 'Expected `against` only on BACKS; got it on LEADS. Leave it out.'],
    ['periods', 'WRONG_FIELD', 'Expected `periods` only on BACKS; got it on LEADS. Leave it out.'],
    ['extent', 'WRONG_FIELD', 'Expected `extent` only on CONTROLS; got it on LEADS. Leave it out.'],
    ['eventCount', 'WRONG_FIELD', 'Expected `eventCount` only on ATTACKS or FIGHTS; got it on LEADS. Leave it out.'],
    ['deathsLow', 'WRONG_FIELD', 'Expected `deathsLow` only on ATTACKS or FIGHTS; got it on LEADS. Leave it out.'],
  ],
  [
    'an identifier of another entity',
    actor({
      slug: 'iran',
      identifiers: [
        { scheme: 'ucdp', value: '114' },
        { scheme: 'ucdp', value: '121' },
      ],
    }),
    [
      'identifiers[1]',
      'IDENTIFIER_TAKEN',
      'Expected an identifier of this entity; ucdp:121 belongs to "israel". Correct it, or merge the two.',
    ],
  ],
  [
    'an actor with the slug of a place',
    actor({ slug: 'aleppo' }),
    ['slug', 'IDENTIFIER_TAKEN', '"aleppo" is a place. Choose another slug for this actor.'],
  ],
  [
    'a place with the slug of an actor',
    place({ slug: 'iran' }),
    ['slug', 'IDENTIFIER_TAKEN', '"iran" is an actor. Choose another slug for this place.'],
  ],
];

describe('a row is rejected with an exact message', () => {
  describeEachStore((store) => {
    describe.each<[string, Case[]]>([
      ['that does not match its schema', BAD_INPUT],
      ['with a wrong date or interval', TIME],
      ['with unknown references', UNKNOWN_REFERENCES],
      ['that breaks a rule', RULES],
    ])('%s', (_, cases) => {
      it.each(cases.map(([title, rows, ...problems]) => [title, { rows, problems }] as const))('%s', async (_title, { rows, problems }) => {
        const report = await writeAfterBase(store(), rows);
        const [kind] = Object.keys(rows);
        expect(report).toEqual({
          rows: [{ kind, row: 0, verdict: 'REJECTED', id: null }],
          problems: problems.map(([field, code, message]) => ({ kind, row: 0, field, code, message })),
          revision: 1,
        });
        expect(await counter(store())).toBe(1);
      });
    });

    it.each<[string, BatchRows, BatchRows]>([
      ['relationship', tie({ key: 'k', start: '2016' }), tie({ key: 'k', end: '2015' })],
      ['event', event({ start: '2014', end: '2015' }), event({ start: '2016' })],
      ['actor', actor({ activeFrom: '2016' }), actor({ activeTo: '2015' })],
    ])('an interval of an existing %s that contradicts its stored dates', async (_title, existing, contradicting) => {
      await writeAfterBase(store(), existing);
      const { problems } = await writeRows(store(), contradicting);
      const message = 'Expected an end on or after the start 2016; got 2015. Swap the two, or leave out what is not known.';
      expect(problems.map((one) => [one.code, one.message])).toEqual([['BAD_INTERVAL', message]]);
    });

    it.each([
      ['attested before the start', { start: '2016', attestedFrom: '2015' }],
      ['attested after the end', { end: '2016', attestedUntil: '2017' }],
    ])('%s, so that no dates fit', async (_title, dates) => {
      const { problems } = await writeAfterBase(store(), { relationships: [{ ...BACKS, ...dates }] });
      expect(problems.map(({ code }) => code)).toEqual(['BAD_INTERVAL']);
    });
  });
});
