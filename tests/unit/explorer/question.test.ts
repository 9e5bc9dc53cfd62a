import { describe, expect, test } from 'vitest';
import {
  decodeQuestion,
  encodeQuestion,
  nameCounts,
  OTHER_QUESTIONS,
  type Question,
  questionInWords,
  RELATION_QUESTIONS,
} from '../../../src/explorer/answers/question.ts';
import { pastPhrase } from '../../../src/model/statement.ts';
import { VOCABULARY } from '../../../src/model/vocabulary.ts';

const X = { name: 'Syrian government', kind: 'GOVERNMENT' as const };
const Y = { name: 'Iran', kind: 'STATE' as const };
const IN_2015 = { at: '2015', until: null };

describe('questions', () => {
  test('are made from each side of every type of relationship, under different names', () => {
    expect(RELATION_QUESTIONS.size).toBe(VOCABULARY.reduce((count, { symmetric }) => count + (symmetric ? 1 : 2), 0));
    for (const other of OTHER_QUESTIONS) expect(RELATION_QUESTIONS.has(other)).toBe(false);
  });

  test.each([
    ['backedBy', 'Who backs the Syrian government?', 'Who backed the Syrian government in 2015?'],
    ['backs', 'Whom does the Syrian government back?', 'Whom did the Syrian government back in 2015?'],
    ['alliedWith', 'Who is allied with the Syrian government?', 'Who was allied with the Syrian government in 2015?'],
    ['partOf', 'Whom is the Syrian government part of?', 'Whom was the Syrian government part of in 2015?'],
    ['controls', 'What does the Syrian government control?', 'What did the Syrian government control in 2015?'],
    ['ceasefireWith', 'Who has a ceasefire with the Syrian government?', 'Who had a ceasefire with the Syrian government in 2015?'],
    ['splitFrom', 'Whom did the Syrian government split from?', 'Whom did the Syrian government split from in 2015?'],
    ['foes', 'Who stands against the Syrian government?', 'Who stood against the Syrian government in 2015?'],
    ['changes', 'What changed for the Syrian government?', 'What changed for the Syrian government in 2015?'],
  ])('%s reads “%s”, in the past “%s”', (kind, present, past) => {
    expect(questionInWords({ kind, time: null }, [X], null)).toBe(present);
    expect(questionInWords({ kind, time: IN_2015 }, [X], null)).toBe(past);
  });

  test('take the plural verb for a plural name, and name speakers as in a sentence', () => {
    const insurgents = { name: 'Syrian insurgents', kind: 'COALITION' as const };
    expect(questionInWords({ kind: 'backs', time: null }, [insurgents], null)).toBe('Whom do the Syrian insurgents back?');
    expect(questionInWords({ kind: 'partOf', time: IN_2015 }, [insurgents], null)).toBe('Whom were the Syrian insurgents part of in 2015?');
    expect(questionInWords({ kind: 'rivalOf', time: null }, [insurgents, Y], null)).toBe('Are the Syrian insurgents rivals of Iran?');
    expect(questionInWords({ kind: 'according', time: null }, [], 'Syrian army')).toBe('What is said according to the Syrian army?');
    for (const name of ['The daily paper', 'Two rebel sources', 'two rebel sources', 'Dmitry Peskov'])
      expect(questionInWords({ kind: 'according', time: null }, [], name)).toBe(`What is said according to ${name}?`);
    expect(questionInWords({ kind: 'alone', time: null }, [], 'Uppsala Conflict Data Program')).toBe(
      'What rests on Uppsala Conflict Data Program alone?',
    );
  });

  test('name two, and whose word', () => {
    expect(questionInWords({ kind: 'backs', time: IN_2015 }, [Y, X], null)).toBe('Did Iran back the Syrian government in 2015?');
    expect(questionInWords({ kind: 'backedBy', time: null }, [X, Y], 'the army')).toBe(
      'Does Iran back the Syrian government, according to the army?',
    );
    expect(questionInWords({ kind: 'stance', time: null }, [Y, X], null)).toBe('Are Iran and the Syrian government friends or foes?');
  });

  test('come back from the address as they were', () => {
    for (const kind of [...RELATION_QUESTIONS.keys(), ...OTHER_QUESTIONS]) {
      const [least, most] = nameCounts(kind);
      for (const names of [['iran', 'a;b+c'].slice(0, least), ['iran', 'a;b+c'].slice(0, most)]) {
        const question: Question = {
          kind,
          names,
          time: { at: '2015', until: '2017-03' },
          voice: { by: 'publisher', value: 'A; B: C/D+E' },
        };
        expect(decodeQuestion(encodeQuestion(question))).toEqual(question);
        expect(decodeQuestion(encodeQuestion({ ...question, time: null, voice: null }))).toEqual({ ...question, time: null, voice: null });
      }
    }
    for (const text of ['', 'nonsense;iran', 'backedBy', 'stance;iran', 'camps;iran', '%', ';;;']) expect(decodeQuestion(text)).toBeNull();
  });

  test('have a past of every phrase of the vocabulary', () => {
    for (const { phrase, inversePhrase } of VOCABULARY)
      for (const each of [phrase, inversePhrase])
        expect(pastPhrase(each, false)).toMatch(/^(was|had|led|fought|spoke|split|merged|absorbed|had been|[a-z]+ed)\b/);
    expect(pastPhrase('is a rival of', true)).toBe('were rivals of');
    expect(pastPhrase('controls', false)).toBe('controlled');
  });
});
