import { describe, expect, it } from 'vitest';
import { ucdpActors } from '../../../src/exchange/import/ucdp/actors.ts';
import { importItems } from './support/imported.ts';
import { actorTable, type Cells } from './support/tables.ts';

async function importRows(...rows: Cells[]) {
  const { rows: given, warnings, unreadable } = await importItems(ucdpActors, actorTable(...rows));
  const of = (kind: string) => given.filter((item) => item.kind === kind).map(({ row }) => row);
  return { warnings, unreadable, actors: of('actors'), ties: of('relationships'), sources: of('sources') };
}

const IS: Cells = { ActorId: 234, NameData: 'IS' };
const NUSRA: Cells = { ActorId: 1170, NameData: 'Jabhat Fateh al-Sham' };

describe('an actor of the list', () => {
  it('has its identifier and its aliases', async () => {
    const { actors } = await importRows({
      ActorId: 4163,
      NameData: 'PYD ',
      NameOrigFull: 'Partiya Yekîtiya Demokrat',
      NameOrigFullEng: 'Democratic Union Party',
    });
    expect(actors).toEqual([
      {
        ...{ slug: 'pyd', kind: 'ARMED_GROUP', name: 'Democratic Union Party', identifiers: [{ scheme: 'ucdp', value: '4163' }] },
        aliases: [
          { name: 'PYD', kind: 'SHORT' },
          { name: 'Partiya Yekîtiya Demokrat' },
          { name: 'Democratic Union Party', language: 'en' },
        ],
      },
    ]);
  });

  it('that was renamed has its original names and all new ones but the last as former names', async () => {
    const { actors } = await importRows({
      ...{ ...IS, NameOrig: 'Jama’at Al-Tawhid', NameOrigFullEng: 'The Monotheism Group', NameChange: 1 },
      ...{ NewName: 'TQJBR, ISI , IS', NewNameFullEng: 'Jihad’s Base, Islamic State of Iraq, Islamic State' },
    });
    expect(actors[0]!.aliases).toEqual([
      { name: 'IS', kind: 'SHORT' },
      { name: 'Islamic State', language: 'en' },
      { name: 'TQJBR', kind: 'FORMER' },
      { name: 'ISI', kind: 'FORMER' },
      { name: 'Jihad’s Base', language: 'en', kind: 'FORMER' },
      { name: 'Islamic State of Iraq', language: 'en', kind: 'FORMER' },
      { name: 'Jama’at Al-Tawhid', kind: 'FORMER' },
      { name: 'The Monotheism Group', language: 'en', kind: 'FORMER' },
    ]);
  });

  it('has one new name where the comma is part of the name', async () => {
    const { actors } = await importRows({
      ...{ ActorId: 6513, NameData: 'RED-TABARA', NameOrig: 'FRONABU', NameChange: 1, NewName: 'FPM/ADN, RED-TABARA' },
      NewNameFullEng: "Murundi People's Front, 'the Saviours', Resistance for the Rule of Law",
    });
    expect(actors[0]!.aliases).toContainEqual({
      name: "Murundi People's Front, 'the Saviours', Resistance for the Rule of Law",
      language: 'en',
    });
  });

  it('with the name of another actor is an actor of its own', async () => {
    const { actors } = await importRows({ ActorId: 1162, NameData: 'SRF' }, { ActorId: 6011, NameData: 'SRF' });
    expect(actors.map(({ slug }) => slug)).toEqual(['srf-1162', 'srf-6011']);
  });

  it('has the version of its row as source', async () => {
    const { sources } = await importRows({ ...IS, Version: '23.1' });
    expect(sources).toMatchObject([{ key: 'ucdp-actor-23.1', title: 'UCDP Actor Dataset, version 23.1' }]);
  });
});

describe('a relationship of the list', () => {
  it.each([
    ['Splinter', 'ActorIdPrev', 'SPLIT_FROM', 'split-from', 'Marks IS as a splinter of Jabhat Fateh al-Sham.'],
    ['SplitTemp', 'ActorIdSplitTemp', 'SPLIT_FROM', 'split-from', 'Marks IS as split from Jabhat Fateh al-Sham for a time.'],
    ['Alliance', 'ActorIdAlliance', 'PART_OF', 'part-of', 'Has IS in the alliance Jabhat Fateh al-Sham.'],
    ['JoinGroup', 'ActorIdGroup', 'PART_OF', 'part-of', 'Has IS joining Jabhat Fateh al-Sham.'],
  ])('%s is %s and has no date', async (flag, column, type, word, quote) => {
    const { ties } = await importRows({ ...IS, [flag]: 1, [column]: 1170 }, NUSRA);
    expect(ties).toEqual([
      {
        ...{ key: `ucdp-actor:234:${word}:1170`, type, from: 'ucdp:234', to: 'ucdp:1170' },
        evidence: [{ source: 'ucdp-actor-22.1', locator: `ActorId 234, ${flag}, ${column} 1170`, quote }],
      },
    ]);
  });

  it('can have several targets', async () => {
    const { ties } = await importRows({ ...IS, Splinter: 1, ActorIdPrev: '1170, 769' }, NUSRA, { ActorId: 769, NameData: 'al-Qaida' });
    expect(ties.map(({ to }) => to)).toEqual(['ucdp:1170', 'ucdp:769']);
  });

  it('can have a target that is not in the list, by name', async () => {
    const { actors, ties } = await importRows({ ...IS, Splinter: 1, ActorIdPrev: 2658, NamePrev: 'PBCP-ML' });
    expect(actors.at(-1)).toMatchObject({ slug: 'pbcp-ml', identifiers: [{ scheme: 'ucdp', value: '2658' }] });
    expect(ties).toMatchObject([{ to: 'ucdp:2658' }]);
  });

  it('of an actor with itself gives a warning and is left out', async () => {
    const { ties, warnings } = await importRows({ ...IS, Splinter: 1, ActorIdPrev: 234 });
    expect([ties, warnings.map((item) => item.warning)]).toEqual([[], ['relationship-with-itself']]);
  });

  it('of an alliance with its own members gives a warning and is left out', async () => {
    const { ties, warnings } = await importRows(
      { ActorId: 5554, NameData: 'Ahrar al-Sham', Alliance: 1, ActorIdAlliance: 5575 },
      { ActorId: 5575, NameData: 'Islamic Front', JoinGroup: 1, ActorIdGroup: '5554, 3232', GroupName: 'Ahrar al-Sham, al-Tawhid Brigade' },
    );
    expect(ties.map(({ key }) => key)).toEqual(['ucdp-actor:5554:part-of:5575']);
    expect(warnings.map((item) => item.warning)).toEqual(['joins-its-member', 'joins-its-member']);
  });
});

it('a line without an id is reported once', async () => {
  const { actors, unreadable } = await importRows({ NameData: 'Nobody' }, IS);
  expect(unreadable).toMatchObject([{ line: 2, message: 'ActorId: expected a numeric id; got ""' }]);
  expect(actors).toHaveLength(1);
});
