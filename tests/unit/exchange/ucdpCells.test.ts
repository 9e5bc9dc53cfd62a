import { describe, expect, it } from 'vitest';
import { BadCell, cellCount, cellDate, cellId, cellList, cellText } from '../../../src/exchange/import/ucdp/cells.ts';
import { eventTimeOf } from '../../../src/exchange/import/ucdp/gedEvent.ts';

describe('a cell', () => {
  it.each(['', ' ', '-9', '-99', 'n/a', undefined])('%j is no value', (cell) => {
    expect([cellText(cell), cellId(cell, 'x'), cellCount(cell, 'x'), cellDate(cell, 'x')]).toEqual([null, null, null, null]);
  });

  it('of text has single spaces instead of line breaks and other white space', () => {
    expect(cellText(' Alliance  of the Congo-\nKinshasa ')).toBe('Alliance of the Congo- Kinshasa');
  });

  it.each(['234', ' 234 ', '0234', '234.0', '234.'])('with the id %j is the id 234', (cell) => {
    expect(cellId(cell, 'x')).toBe('234');
  });

  it.each(['23x', 'ucdp', '2.5', '-3'])('with %j is not an id', (cell) => {
    expect(() => cellId(cell, 'side_a_new_id')).toThrow(new BadCell('side_a_new_id', 'a numeric id', cell));
  });

  it.each([
    ['0', 0],
    ['12.0', 12],
    ['1,250', 1250],
  ])('with %j is a number', (cell, expected) => {
    expect(cellCount(cell, 'best')).toBe(expected);
  });

  it.each(['many', '-1', '2.5', '1,25'])('with %j is not a number', (cell) => {
    expect(() => cellCount(cell, 'best')).toThrow(BadCell);
  });

  it('can list ids', () => {
    expect(cellList(' 204, 1067 ,')).toEqual(['204', '1067']);
  });
});

describe('a date', () => {
  it.each([
    ['2016-01-31', '2016-01-31'],
    ['2016-01-31 00:00:00.000', '2016-01-31'],
    ['2016-01-31T00:00:00', '2016-01-31'],
    ['2005-00-00', '2005'],
    ['2005-03-00', '2005-03'],
    ['2005', '2005'],
    ['2/18/10', '2010-02-18'],
    ['2/18/1989', '1989-02-18'],
    ['2/18/89', '1989-02-18'],
    ['18/2/10', '2010-02-18'],
  ])('%j is %s', (cell, expected) => {
    expect(cellDate(cell, 'date_start')).toBe(expected);
  });

  it.each(['2016-13-01', '2016-02-30', 'spring', '13/13/10'])('is not %j', (cell) => {
    expect(() => cellDate(cell, 'date_start')).toThrow(BadCell);
  });
});

describe('the time of an event', () => {
  it.each([
    ['a day', ['2016-01-11', '2016-01-11', 1], '2016-01-11', null],
    ['one unknown day of several', ['2016-01-11', '2016-01-13', 2], '[2016-01-11..2016-01-13]', null],
    ['of a week', ['2016-01-11', '2016-01-17', 3], '[2016-01-11..2016-01-17]', null],
    ['of a month', ['2016-02-01', '2016-02-29', 4], '2016-02', null],
    ['of most of a month', ['2016-04-18', '2016-04-25', 4], '[2016-04-18..2016-04-25]', null],
    ['of a year', ['2016-01-01', '2016-12-31', 5], '2016', null],
    ['of a season', ['2016-01-01', '2016-04-01', 5], '[2016-01-01..2016-04-01]', null],
    ['a single day that stands for its month', ['2016-04-18', '2016-04-18', 4], '2016-04', null],
    ['known days from the first to the last', ['2016-04-18', '2016-04-20', 1], '2016-04-18', '2016-04-20'],
    ['years where only years are known', ['2005', '2006', 5], '2005', '2006'],
    ['an end before the start, read as the span of both', ['2016-01-17', '2016-01-11', 3], '[2016-01-11..2016-01-17]', null],
  ] as const)('is %s', (_, [first, last, precision], start, end) => {
    expect(eventTimeOf(first, last, precision)).toEqual({ start, end });
  });
});
