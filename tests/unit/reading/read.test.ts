import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spanText } from '../../../src/model/text/codePoints.ts';
import { readText } from '../../../src/reading/read.ts';
import type { KnownName, Proposal } from '../../../src/reading/types.ts';
import { numRuns } from '../../support/scope.ts';

const known = (
  slug: string,
  kind: KnownName['kind'],
  name: string,
  aliases: KnownName['aliases'] = [],
  placeKind: KnownName['placeKind'] = null,
): KnownName => ({
  id: slug,
  slug,
  kind,
  placeKind,
  name,
  aliases,
});
const NAMES = [
  known('russia', 'STATE', 'Russia', [{ name: 'Moscow', kind: 'WEAK' }]),
  known('turkey', 'STATE', 'Turkey', [{ name: 'Türkiye' }]),
  known('syria', 'STATE', 'Syria'),
  known('syrian-government', 'GOVERNMENT', 'Syrian government', [{ name: 'Damascus', kind: 'WEAK' }]),
  known('syrian-army', 'MILITARY_FORCE', 'Syrian army'),
  known('syrian-insurgents', 'COALITION', 'Syrian insurgents', [{ name: 'rebel forces', kind: 'WEAK' }]),
  known('hezbollah', 'ARMED_GROUP', 'Hezbollah', [{ name: 'حزب الله', kind: 'NATIVE' }]),
  known('damascus', 'PLACE', 'Damascus', [], 'CITY'),
  known('idlib', 'PLACE', 'Idlib', [], 'CITY'),
  known('first-front', 'ARMED_GROUP', 'First Front', [{ name: 'NLF', kind: 'SHORT' }]),
  known('second-front', 'ARMED_GROUP', 'Second Front', [{ name: 'NLF', kind: 'SHORT' }]),
];

async function proposalsOf(text: string): Promise<readonly Proposal[]> {
  return (await readText({ text, names: NAMES, publishedOn: '2024-11-30', source: 'article' })).proposals;
}

/** The relationships that a text asserts, as "from TYPE to". */
async function tiesOf(text: string): Promise<string[]> {
  const found = (await proposalsOf(text)).filter(({ kind }) => kind === 'RELATIONSHIP');
  return found.map(({ input: { from, type, to } }) => `${from} ${type} ${to}`);
}

async function mentionOf(text: string, words: string) {
  const { mentions } = await readText({ text, names: NAMES });
  return mentions.find((mention) => mention.text === words);
}

describe('a mention', () => {
  test.each([
    ['Turkish-backed rebels attacked the Syrian army.', 'Turkish-backed rebels', 'syrian-insurgents'],
    ['Damascus said that it had sent troops.', 'Damascus', 'syrian-government'],
    ['Fighting went on in Damascus.', 'Damascus', 'damascus'],
    ['The Syrian army left. The army said so.', 'The army', 'syrian-army'],
    ['Hezbollah left. The group said so.', 'The group', 'hezbollah'],
    ['Russian warplanes bombed Idlib.', 'Russian', 'russia'],
  ])('in %j: %j is %s', async (text, words, slug) => {
    expect(await mentionOf(text, words)).toMatchObject({ entity: slug });
  });

  test('that may mean several lists them, and nothing is guessed', async () => {
    const text = 'The NLF attacked Hezbollah.';
    expect(await mentionOf(text, 'NLF')).toMatchObject({ entity: null, candidates: ['first-front', 'second-front'] });
    expect(await tiesOf(text)).toEqual([]);
  });

  test('of nobody known proposes an actor', async () => {
    const [actor] = await proposalsOf('The militia group Jaysh Nowhere attacked Hezbollah.');
    expect(actor).toMatchObject({ kind: 'ACTOR', input: { slug: 'jaysh-nowhere', kind: 'ARMED_GROUP', name: 'Jaysh Nowhere' } });
  });
});

describe('a proposal', () => {
  test('has the shape of a row, with whose word it is and where it stands', async () => {
    const text = '😀 Two diplomats said on Friday that Russia has armed Hezbollah since 2020.';
    const [proposal] = await proposalsOf(text);
    expect(proposal).toMatchObject({
      kind: 'RELATIONSHIP',
      input: {
        type: 'BACKS',
        from: 'russia',
        to: 'hezbollah',
        start: '2020',
        periods: [{ start: '2020', kinds: ['WEAPONS'] }],
        evidence: [
          { source: 'article', stance: 'ASSERTS', hedged: false, attribution: 'two diplomats', statedOn: '2024-11-29', verbatim: false },
        ],
      },
      statement: 'Russia backs Hezbollah',
    });
    expect(proposal!.quote).toBe(spanText(text, proposal!.span));
  });

  test.each([
    ['Russia will arm Hezbollah.', 'PLEDGE'],
    ['Russia vowed to attack Hezbollah.', 'PLEDGE'],
    ['Moscow promised Damascus weapons.', 'PLEDGE'],
    ['Russia denied that it had attacked Hezbollah.', 'STATEMENT'],
  ])('of %j is a %s and no relationship', async (text, kind) => {
    const found = await proposalsOf(text);
    expect(found.filter((each) => each.kind === 'RELATIONSHIP')).toEqual([]);
    const event = found.find((each) => each.kind === 'EVENT')?.input as { kind: string; participants: unknown[] };
    expect([event.kind, event.participants[0]]).toEqual([kind, { actor: 'russia', role: 'SPEAKER' }]);
  });

  test('of a denial says which relationship it denies', async () => {
    const found = await proposalsOf('Russia denied that it had attacked Hezbollah.');
    expect(found.find(({ kind }) => kind === 'EVIDENCE')).toMatchObject({
      denies: { type: 'ATTACKS', from: 'russia', to: 'hezbollah' },
      input: { stance: 'DENIES', attributedTo: 'russia' },
    });
  });

  test('is the same each time', async () => {
    const text = 'Russian and Syrian warplanes bombed Idlib, killing four civilians. Turkey denied that it backs rebels in Idlib.';
    expect(await proposalsOf(text)).toEqual(await proposalsOf(text));
  });
});

describe('any text', () => {
  const WORDS = [
    ...[
      'constructor',
      'toString',
      '__proto__',
      'hasOwnProperty',
      'valueOf',
      'in',
      'of',
      'the',
      'by',
      'and',
      'Constructor',
      'said',
      '“',
      '”',
      '.',
      ',',
    ],
    ...[
      'Russia',
      'Hezbollah',
      'NLF',
      'rebels',
      'attacked',
      'killed',
      'backs',
      'will',
      'denied',
      'that',
      'it',
      'حزب',
      '😀',
      'men',
      'forty',
      '\n\n',
    ],
  ];

  test('is read, and every quote is the text of its span', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 25 }), async (words) => {
        const { text, proposals, mentions } = await readText({ text: words.join(' '), names: NAMES, publishedOn: '2024-11-30' });
        for (const { quote, span } of proposals) expect(spanText(text, span)).toBe(quote);
        for (const mention of mentions) expect(spanText(text, mention.span)).toBe(mention.text);
      }),
      { numRuns: numRuns(2_000) },
    );
  });

  test.each(['constructor', '__proto__ constructor', 'The constructor of constructor.', 'Constructor toString'])(
    '%j is read',
    async (text) => {
      expect((await readText({ text, names: NAMES })).text).toBe(text);
    },
  );
});
