import { describe, expect, it } from 'vitest';
import { DateSpan, dateReaders, isNoDate, readDate } from '../../../src/exchange/import/csv/dates.ts';
import { isDate } from '../../../src/model/date.ts';

/** What a cell is read as: a date, a span with `..` between its ends, or null where it is not read. */
function read(text: string, ...formats: string[]): string | null {
  const date = readDate(text, dateReaders(formats, 2026));
  if (date instanceof DateSpan) return `${date.start ?? ''}..${date.end ?? ''}${date.isOngoing ? ' ongoing' : ''}`;
  return isDate(date) ? date : null;
}

describe('a date in a cell', () => {
  it.each([
    ['14. Juli 1995', '1995-07-14'],
    ['Jänner 2011', '2011-01'],
    ['12 de diciembre de 1999', '1999-12-12'],
    ['15 março 2012', '2012-03-15'],
    ['1er janvier 2011', '2011-01-01'],
    ['5 kwietnia 2010', '2010-04-05'],
    ['12 ledna 2011', '2011-01-12'],
    ['4 augusti 2009', '2009-08-04'],
    ['10 tammikuuta 2012', '2012-01-10'],
    ['2011. március 5.', '2011-03-05'],
    ['5 Μαρτίου 2011', '2011-03-05'],
    ['12 января 2015 г.', '2015-01-12'],
    ['12 січня 2015', '2015-01-12'],
    ['12 ŞUBAT 2016', '2016-02-12'],
    ['3 KASIM 2014', '2014-11-03'],
    ['15 شباط 2014', '2014-02-15'],
    ['15 ژانویه 2015', '2015-01-15'],
    ['15 ינואר 2015', '2015-01-15'],
    ['1 Agustus 2014', '2014-08-01'],
    ['2015年3月4日', '2015-03-04'],
    ['2015년 3월', '2015-03'],
    ['11SEP2001', '2001-09-11'],
    ['2nd of May 2011', '2011-05-02'],
    ['Sept. 11, 2001', '2001-09-11'],
    ['Tue Sep 11 2001', '2001-09-11'],
  ])('with the name of a month: %s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it.each(['5 listopad 2010', 'Sep-01', 'Sep 01', '10 Muharram 1432', 'Spring 2011', '31 Feb 2011'])(
    'that may be several, or is none, is not read: %s',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it.each([
    ['04.11.1999?', '1999-11-04?'],
    ['04.11.1999 ~', '1999-11-04~'],
    ['11.1999%', '1999-11%'],
    ['March 2011?', '2011-03?'],
  ])('in a format that is named, with a mark of doubt: %s', (text, date) => {
    expect(read(text, 'D.M.YYYY')).toBe(date);
  });

  it.each([
    ['du 3 au 5 mai 2013', '2013-05-03..2013-05-05'],
    ['vom 3. bis 5. Mai 2013', '2013-05-03..2013-05-05'],
    ['с 3 по 5 мая 2013', '2013-05-03..2013-05-05'],
    ['2010 – heute', '2010.. ongoing'],
  ])('a span in another language: %s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it.each([
    ['2011?', '2011?'],
    ['2011 ?', '2011?'],
    ['2011-05~', '2011-05~'],
    ['2004-06-11%', '2004-06-11%'],
    ['c. March 2011', '2011-03~'],
    ['about 2011-05-03', '2011-05-03~'],
    ['c. 2011?', '2011%'],
    ['201X', '[2010-01-01..2019-12-31]'],
    ['the 1990s', '[1990-01-01..1999-12-31]'],
    ['19XX', '[1900-01-01..1999-12-31]'],
    ['2011-XX-XX', '2011'],
    ['[2011..2013]', '[2011-01-01..2013-12-31]'],
    ['2011?/2013~', '2011?..2013~'],
    ['2011/open', '2011..'],
    ['2011/..', '2011..'],
    ['/2013', '..2013'],
  ])('of EDTF: %s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it.each(['[2011, 2013]', '{2011,2013}', '[..2011]', '2011-21', '2011-24', '1999-00', '2011?-05', 'Y17000', '-0044', '2011/12'])(
    'of EDTF that is not read, or may be something else: %s',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it.each([
    ['5–7 March 2011', '2011-03-05..2011-03-07'],
    ['5-7 March 2011', '2011-03-05..2011-03-07'],
    ['March 5-7, 2011', '2011-03-05..2011-03-07'],
    ['Mar-May 2011', '2011-03..2011-05'],
    ['5 March - 7 April 2011', '2011-03-05..2011-04-07'],
    ['Dec 2010 - Jan 2011', '2010-12..2011-01'],
    ['2011-03-05-2011-03-07', '2011-03-05..2011-03-07'],
    ['1919–21', '1919..1921'],
    ['1914-18', '1914..1918'],
    ['since 2011', '2011..'],
    ['from May 2011', '2011-05..'],
    ['until 2013', '..2013'],
    ['2011-', '2011..'],
    ['from 2011 to 2013', '2011..2013'],
    ['1989–present', '1989.. ongoing'],
  ])('that is a span: %s', (text, span) => {
    expect(read(text)).toBe(span);
  });

  it('that is a span in the format of the table', () => {
    expect(read('05.03.2011-07.03.2011', 'D.M.YYYY')).toBe('2011-03-05..2011-03-07');
    expect(read('05/03/2011 - 07/03/2011', 'D/M/YYYY')).toBe('2011-03-05..2011-03-07');
  });

  it.each([
    ['5/2011', '2011-05'],
    ['2011.0', '2011'],
    ['2011-03-05T12:00:00.000+02:00', '2011-03-05'],
    ['٢٠١١', '2011'],
    ['２０１１', '2011'],
    ['2011-99-99', '2011'],
    ['2011-05-00', '2011-05'],
  ])('in numbers: %s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  // In Persian digits, 1390 is a year of the Persian calendar.
  it.each(['۱۳۹۰/۰۱/۰۵', '13/2011', '2011-02-30', '40607', '05.03.2011'])('in numbers that is none, or may be several: %s', (text) => {
    expect(read(text)).toBeNull();
  });

  it.each([
    ['1/1/27', 'M/D/YY', '1927-01-01'],
    ['1/1/26', 'M/D/YY', '2026-01-01'],
    ['31.12.45', 'D.M.YY', '1945-12-31'],
    ['16-May-68', '', '1968-05-16'],
  ])('with two digits of the year never lies in a later year: %s', (text, format, date) => {
    expect(read(text, ...(format ? [format] : []))).toBe(date);
  });

  it.each(['-9', '-99', '0', '0000-00-00', '9999', '9999-12-31', '99/99/9999', 'unknown', 'N/A', '?', '.', 'NaT'])(
    '%s says that there is none',
    (text) => {
      expect(isNoDate(text)).toBe(true);
    },
  );
  it.each(['2011', '2011?', '99', 'May'])('%s does not', (text) => {
    expect(isNoDate(text)).toBe(false);
  });
});
