import { describe, expect, it } from 'vitest';
import type { EntityKind } from '../../../src/model/kinds.ts';
import { chainStatement, isPlural, type Subject, tieStatement } from '../../../src/model/statement.ts';
import {
  RELATIONSHIP_TYPES,
  tieTypeName,
  VOCABULARY,
  type VocabularyRow,
  vocabularyByCode,
  vocabularyOf,
} from '../../../src/model/vocabulary.ts';

/** The table of domain.md §2. */
const TABLE = `
| BACKS | backs | is backed by | actor → actor | cooperative | | backs | backedBy |
| ALLIED_WITH | is allied with | | actor – actor | cooperative | yes | alliedWith | |
| AFFILIATED_WITH | is affiliated with | | actor – actor | cooperative | yes | affiliatedWith | |
| PART_OF | is part of | includes | actor → actor | cooperative | | partOf | members |
| LEADS | leads | is led by | actor → actor | cooperative | | leads | leaders |
| SPEAKS_FOR | speaks for | is represented by | actor → actor | cooperative | | speaksFor | spokespeople |
| CEASEFIRE_WITH | has a ceasefire with | | actor – actor | neutral | yes | ceasefireWith | |
| NEGOTIATES_WITH | negotiates with | | actor – actor | neutral | yes | negotiatesWith | |
| ATTACKS | attacks | is attacked by | actor → actor or place | hostile | | attacks | attackedBy |
| FIGHTS | fights | | actor – actor | hostile | yes | fights | |
| OPPOSES | opposes | is opposed by | actor → actor | hostile | | opposes | opposedBy |
| RIVAL_OF | is a rival of | | actor – actor | hostile | yes | rivalOf | |
| SANCTIONS | sanctions | is sanctioned by | actor → actor | hostile | | sanctions | sanctionedBy |
| SPLIT_FROM | split from | split into | actor → actor | neutral | | splitFrom | splinters |
| MERGED_INTO | merged into | absorbed | actor → actor | neutral | | mergedInto | absorbed |
| SUCCEEDS | succeeds | was succeeded by | actor → actor | neutral | | succeeds | succeededBy |
| CONTROLS | controls | is controlled by | actor → place | neutral | | controls | controlledBy |
| OPERATES_IN | operates in | hosts | actor → place | neutral | | operatesIn | hosts |
| LOCATED_IN | is in | contains | place → place | neutral | | within (one), ancestors | contains |
`.trim();

function asRow(row: VocabularyRow): string {
  const cells = [
    row.type,
    row.phrase,
    row.symmetric ? '' : row.inversePhrase,
    `${row.from.join(' or ')} ${row.symmetric ? '–' : '→'} ${row.to.join(' or ')}`,
    row.sign.toLowerCase(),
    row.symmetric ? 'yes' : '',
    row.type === 'LOCATED_IN' ? `${row.field} (one), ancestors` : row.field,
    row.inverseField ?? '',
  ];
  return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;
}

describe('the vocabulary', () => {
  it('is the table of the domain, row for row', () => {
    expect(VOCABULARY.map(asRow).join('\n')).toBe(TABLE);
  });

  it('lists the types in the order of its rows', () => {
    expect(RELATIONSHIP_TYPES).toEqual(VOCABULARY.map((row) => row.type));
    expect(RELATIONSHIP_TYPES.map(vocabularyOf)).toEqual(VOCABULARY);
  });

  it('gives every type a code of two base32hex characters of its own', () => {
    const codes = VOCABULARY.map((row) => row.code);
    expect(codes.filter((code) => !/^[0-9A-V]{2}$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(VOCABULARY.length);
    expect(codes.map(vocabularyByCode)).toEqual(VOCABULARY);
    expect(vocabularyByCode('00')).toBeUndefined();
  });

  it('never changes a code, since ids contain it', () => {
    expect(VOCABULARY.map((row) => row.code).join(' ')).toBe('BA AL AF PA LE SP CE NE AT FI OP RI SA SF ME SU CO OI LO');
  });

  it.each(['actor', 'place'] as const)('gives an end that is %s no field twice', (end) => {
    const fields = VOCABULARY.flatMap((row) => [
      ...(row.from.includes(end) ? [row.field] : []),
      ...(row.to.includes(end) && row.inverseField ? [row.inverseField] : []),
    ]);
    expect(fields.filter((field, at) => fields.indexOf(field) !== at)).toEqual([]);
  });

  it('reads a symmetric tie alike from both ends, has no inverse field for it, and allows the same at both ends', () => {
    for (const row of VOCABULARY.filter((each) => each.symmetric)) {
      expect([row.inversePhrase, row.inverseField, row.to]).toEqual([row.phrase, null, row.from]);
    }
    for (const row of VOCABULARY.filter((each) => !each.symmetric)) {
      expect(row.inversePhrase).not.toBe(row.phrase);
      expect(row.inverseField).not.toBeNull();
    }
  });

  it('describes every type in a sentence', () => {
    for (const row of VOCABULARY) expect(row.description).toMatch(/^[A-Z].*\.$/);
  });

  it('names each object type after its type', () => {
    expect(RELATIONSHIP_TYPES.map(tieTypeName)).toEqual(
      'Backs AlliedWith AffiliatedWith PartOf Leads SpeaksFor CeasefireWith NegotiatesWith Attacks Fights Opposes RivalOf Sanctions SplitFrom MergedInto Succeeds Controls OperatesIn LocatedIn'.split(
        ' ',
      ),
    );
  });
});

const IRAN: Subject = { name: 'Iran', kind: 'STATE' };
const HEZBOLLAH: Subject = { name: 'Hezbollah', kind: 'ARMED_GROUP' };
const INSURGENTS: Subject = { name: 'Syrian insurgents', kind: 'COALITION' };

describe('a tie as a sentence', () => {
  it.each([
    ['BACKS', 'from', 'Iran backs Hezbollah'],
    ['BACKS', 'to', 'Hezbollah is backed by Iran'],
    ['FIGHTS', 'from', 'Iran fights Hezbollah'],
    ['FIGHTS', 'to', 'Hezbollah fights Iran'],
    ['CEASEFIRE_WITH', 'to', 'Hezbollah has a ceasefire with Iran'],
    ['SPLIT_FROM', 'to', 'Hezbollah split into Iran'],
    ['CONTROLS', 'to', 'Hezbollah is controlled by Iran'],
    ['LOCATED_IN', 'from', 'Iran is in Hezbollah'],
    ['LOCATED_IN', 'to', 'Hezbollah contains Iran'],
  ] as const)('%s, from its `%s`: %s', (type, side, statement) => expect(tieStatement(type, IRAN, HEZBOLLAH, side)).toBe(statement));

  it.each([
    ['BACKS', 'from', 'Syrian insurgents back Iran'],
    ['BACKS', 'to', 'Iran is backed by Syrian insurgents'],
    ['OPPOSES', 'from', 'Syrian insurgents oppose Iran'],
    ['PART_OF', 'from', 'Syrian insurgents are part of Iran'],
    ['CEASEFIRE_WITH', 'from', 'Syrian insurgents have a ceasefire with Iran'],
    ['RIVAL_OF', 'from', 'Syrian insurgents are rivals of Iran'],
    ['SPLIT_FROM', 'from', 'Syrian insurgents split from Iran'],
    ['CONTROLS', 'from', 'Syrian insurgents control Iran'],
  ] as const)('%s of a plural name, from its `%s`: %s', (type, side, statement) => {
    expect(tieStatement(type, INSURGENTS, IRAN, side)).toBe(statement);
  });

  it.each(VOCABULARY.map(({ type }) => type))('%s has a plural verb from either side', (type) => {
    const verb = (side: 'from' | 'to') => tieStatement(type, INSURGENTS, INSURGENTS, side).split(' ')[2];
    expect([verb('from'), verb('to')].filter((word) => word?.endsWith('s'))).toEqual([]);
  });

  it('takes the plural verb where the head noun is a plural', () => {
    const plural = (name: string, kind: EntityKind | null) => isPlural({ name, kind });
    expect(plural('Civilians of Syria', 'POPULATION')).toBe(true);
    expect(plural('Islamic Front', 'COALITION')).toBe(false);
    expect(plural('National Front for Liberation', 'COALITION')).toBe(false);
    expect(plural('United States', 'STATE')).toBe(false);
    expect(plural('Hamas', 'ARMED_GROUP')).toBe(false);
    expect(plural('Syrian insurgents', null)).toBe(false);
    expect(plural('Syrian Democratic Forces', 'ARMED_GROUP')).toBe(true);
    expect(plural('White Helmets', 'ORGANIZATION')).toBe(true);
    expect(plural('Local Coordination Committees of Syria', 'ORGANIZATION')).toBe(true);
    expect(plural('Forces', 'STATE')).toBe(false);
  });

  it('has the verb of each hop agree with where the hop starts', () => {
    const hops = [
      { type: 'BACKS', start: IRAN, end: INSURGENTS, forward: true },
      { type: 'FIGHTS', start: INSURGENTS, end: HEZBOLLAH, forward: true },
      { type: 'BACKS', start: HEZBOLLAH, end: IRAN, forward: false },
    ] as const;
    expect(chainStatement(hops)).toBe('Iran backs Syrian insurgents, which fight Hezbollah, which is backed by Iran');
  });

  it('leaves the names as they are', () => {
    expect(tieStatement('BACKS', { ...IRAN, name: '$& "Иран"' }, { ...HEZBOLLAH, name: 'حزب الله' }, 'from')).toBe(
      '$& "Иран" backs حزب الله',
    );
  });
});
