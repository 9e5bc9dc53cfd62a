import { isDate } from '../../../model/date.ts';
import { doubleEncodedIn, doubleEncodedMessage } from '../encodings.ts';
import { LIST_SEPARATOR } from '../jsonRecords.ts';
import { otherCalendarMessage, YearsSeen } from './calendars.ts';
import { ALIAS_COLUMNS, ENDS, REPORTER_COLUMNS, STARTS, STATE_COLUMNS, WHEN_COLUMNS } from './columnWords.ts';
import { columnsOfMapping, TO_CHOOSE } from './compile.ts';
import { dateReader, dateReaders, isNoDate, readDate } from './dates.ts';
import type { Mapping, NumberMarks } from './mapping.ts';
import { partiesOf } from './proposedRows.ts';
import type { Sample } from './sample.ts';
import {
  columnsNamed,
  dateColumn,
  datedColumns,
  dateFormatsOf,
  hasDates,
  isCategory,
  isSomeDate,
  listColumnOf,
  NULLS,
  nameColumns,
  nonNullValues,
  recurringName,
  type SampleColumn,
} from './sampleColumns.ts';

/** What is said of a table beside the proposed mapping, one line each. @param used The columns that the mapping uses. */
export function notesOf(sample: Sample, mapping: Mapping, used: ReadonlySet<string>): string[] {
  return [
    ...headerNotes(sample),
    ...doubleEncodedNotes(sample),
    ...monthOrYearsNotes(sample),
    ...codeNotes(sample),
    ...calendarNotes(sample),
    ...numberMarksOf(sample).notes,
    ...listNotes(sample, mapping),
    ...partyNotes(sample, mapping),
    ...blankNotes(sample, mapping),
    ...sumNotes(sample, used),
    ...datedNotes(sample),
    ...holderNotes(mapping),
    ...stateNotes(sample, used),
    ...recurringNotes(sample, mapping),
  ];
}

export function namesNote(sample: Sample): string {
  const names = nameColumns(sample).map(({ name }) => singleLine(name));
  const which = names.length === 0 ? 'no column looks as if it had names' : `it may be ${names.join(', ')}`;
  return `the column that has the names: ${which}. Where two of them are the sides of something, map both, and what it is.`;
}

export function startNote({ columns }: Sample): string {
  const names = columns.filter((column) => nonNullValues(column).some(isSomeDate)).map(({ name }) => singleLine(name));
  return `the column that says when it was: ${names.length === 0 ? 'no column looks as if it had dates' : `it may be ${names.join(', ')}`}.`;
}

/** What the first line and the number of records say. */
function headerNotes({ form, header, columns, isEmpty, hasUnnamed, skip, headerRows }: Sample): string[] {
  if (hasUnnamed) {
    const names = header.map((name, index) => inYaml(name === '' ? `column${index + 1}` : name)).join(', ');
    return [`A column has values and no name, and cannot be used. Name all columns: header: [${names}], skip: ${skip + headerRows}.`];
  }
  if (isEmpty) return ['The table has no records: what its columns hold cannot be seen.'];
  const isNumber = (text: string): boolean => /^-?\d+([.,]\d+)?$/.test(text);
  const isYear = (text: string): boolean => /^(1\d|20)\d{2}$/.test(text);
  const alike = columns.some((column) => {
    const texts = nonNullValues(column);
    const isSame = isYear(column.name) ? isYear : isNumber(column.name) ? isNumber : isSomeDate;
    return texts.length > 0 && isSame(column.name) && texts.every(isSame);
  });
  if (form !== 'csv' || !alike) return [];
  const names = header.map((_, index) => `column${index + 1}`).join(', ');
  return [`The first line looks like a record, not like names of columns. If it is one, name them: header: [${names}]`];
}

/** The columns whose texts, or whose name, an earlier program has read in the wrong encoding. */
function doubleEncodedNotes({ columns }: Sample): string[] {
  return columns.flatMap(({ name, values }) => {
    const text = [name, ...new Set(values)].join(' | ');
    const places = doubleEncodedIn(text);
    return places.length === 0 ? [] : [`${singleLine(name)}: ${singleLine(doubleEncodedMessage(text, places))}`];
  });
}

/** A text as lines of a comment. */
export function asComment(text: string): string {
  return text.replace(/(.{1,120})(?:\s+|$)/g, '# $1\n');
}

/** `2010-11` is read as a month, `2010/11` is rejected; either may be two years, unless another value of the column cannot be. */
function monthOrYearsNotes({ columns }: Sample): string[] {
  return columns.flatMap((column) => {
    const parts = nonNullValues(column).map((text) => /^([12]\d{3})([-/])(\d\d)$/.exec(text.trim()));
    const doubtful = parts.filter((part) => part !== null && (part[2] === '/' || Number(part[3]) <= 12));
    if (doubtful.length === 0 || doubtful.length * 2 < parts.length) return [];
    const [text, year, sign, second] = doubtful[0]!;
    const next = Number(year!.slice(0, 2)) + (second! > year!.slice(2) ? 0 : 1);
    const inColumn = `“${text}” in ${singleLine(column.name)}`;
    const years = `the years ${year} to ${next}${second}`;
    const advice = `write ${year}/${next}${second}`;
    if (second === '00' || Number(second) > 12) return [`${inColumn} seems to be ${years}, and is rejected: ${advice}.`];
    if (sign === '/') return [`${inColumn} may be a month or ${years}, and is rejected: write ${year}-${second}, or ${advice.slice(6)}.`];
    const isMonth = doubtful.some((part) => Number(part![3]) > 0 && Number(part![3]) <= Number(part![1]) % 100);
    return isMonth ? [] : [`${inColumn} is read as a month. If it is ${years}, ${advice}.`];
  });
}

/** A line break would end the comment, and what follows would be read as part of the mapping. */
export function singleLine(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

/** The name of a column as it is written between braces in YAML. */
function inYaml(name: string): string {
  return /^\p{L}[\p{L}\p{N}_ .()-]*$/u.test(name) ? name : JSON.stringify(name);
}

export function encodingNote({ encoding, readings }: Sample): string {
  if (readings.length === 0) return '';
  return `# The file does not say its encoding. It has ${readings.map(singleLine).join(', ')}: if ${encoding} is wrong, correct \`encoding\`.\n`;
}

/**
 * The formats of the columns of dates, what must be chosen since the values fit several, and what was taken from another column:
 * one table has one order of day and month.
 */
export function dateFormats(sample: Sample, used: ReadonlySet<string>): { formats: string[]; open: string[]; notes: string[] } {
  const named = new Set([STARTS, ENDS, WHEN_COLUMNS].flatMap((names) => dateColumn(sample, names) ?? []));
  const fitting = sample.columns.flatMap((column) => {
    // Eight digits are a date only where the name of the column says so.
    const mayBeDigits = named.has(column) || used.has(column.name);
    const groups = (dateFormatsOf(column) ?? []).filter((formats) => mayBeDigits || !formats.includes('YYYYMMDD'));
    return groups.map((formats) => ({ column, formats }));
  });
  const sure = fitting.flatMap(({ formats }) => (formats.length === 1 ? formats : []));
  const chosen = new Set(sure);
  const [open, notes]: [string[], string[]] = [[], []];
  // Whether the day comes first: M/D/YY, or D/M/YY.
  const orders = new Set(sure.map((format) => format[0]).filter((first) => first !== 'Y'));
  for (const { column, formats } of fitting.filter((one) => one.formats.length > 1)) {
    const [known, ...others] = formats.filter((format) => orders.has(format[0]));
    const readers = dateReaders([]);
    const example = nonNullValues(column).find((text) => dateReader(formats[0]!)(text) !== null && readDate(text, readers) === text)!;
    const text = singleLine(example);
    if (known !== undefined && others.length === 0) {
      chosen.add(known);
      notes.push(`“${text}” in ${singleLine(column.name)} is read as ${known}, as in another column; it fits ${formats.join(' and ')}.`);
    } else {
      chosen.add(TO_CHOOSE);
      const choice = formats.map((format) => `[${format}]`).join(' or ');
      open.push(`dates: ${choice}? The values of ${singleLine(column.name)} fit both: “${text}”.`);
    }
  }
  return { formats: [...chosen], open, notes };
}

/** Numbers in a column of years or dates that are none: codes for “not known” that only the code book explains. */
function codeNotes({ columns }: Sample): string[] {
  return columns.flatMap((column) => {
    const texts = nonNullValues(column);
    const codes = [...new Set(texts.filter((text) => /^-?\d{1,3}$/.test(text) && !isNoDate(text)))];
    const years = texts.filter((text) => /^(1\d|20)\d\d$/.test(text) || (!/^\d+$/.test(text) && isSomeDate(text)));
    if (codes.length === 0 || codes.length > 6 || years.length <= texts.length / 2) return [];
    const name = singleLine(column.name);
    const values = codes.map((code) => `"${code}": null`).join(', ');
    return [
      `“${codes.join('”, “')}” in ${name} ${codes.length === 1 ? 'is no year' : 'are no years'}, and rejected. If ${codes.length === 1 ? 'it is a code' : 'they are codes'} for none: { column: ${inYaml(column.name)}, values: { ${values} } }.`,
    ];
  });
}

function calendarNotes({ columns }: Sample): string[] {
  return columns.flatMap((column) => {
    const years = new YearsSeen();
    const readers = dateReaders(dateFormatsOf(column)?.flatMap((formats) => formats.slice(0, 1)) ?? []);
    const dates = !hasDates(column) ? [] : nonNullValues(column).map((text) => readDate(text, readers));
    for (const date of dates) if (typeof date === 'string' && isDate(date)) years.see(date);
    const found = years.suspicious;
    return found ? [otherCalendarMessage(found.text, found.times, singleLine(column.name))] : [];
  });
}

/** How numbers are written, as far as their columns show it, and what they leave open. */
export function numberMarksOf(sample: Sample): { numbers: NumberMarks | undefined; notes: string[] } {
  const coordinates = new Set(columnsNamed(sample, ['latitude', 'lat', 'longitude', 'lon', 'lng', 'long', 'خط العرض', 'خط الطول']));
  const columns = sample.columns.filter((column) => {
    const texts = nonNullValues(column);
    return (
      texts.some((text) => /\d/.test(text)) &&
      texts.filter((text) => /^[-+]?\d[\d.,]*$/.test(text)).length * 2 > texts.length &&
      !hasDates(column)
    );
  });
  const firstOf = (pattern: RegExp, among = columns) =>
    among.flatMap((column) => nonNullValues(column).flatMap((text) => (pattern.test(text) ? [{ column, text }] : [])))[0];
  const comma = firstOf(/^[-+]?(\d+,(\d{1,2}|\d{4,})|0,\d+|[\d.]*\.\d{3},\d+|\d{1,3}(\.\d{3}){2,})$/);
  const point = firstOf(/^[-+]?(\d+\.(\d{1,2}|\d{4,})|0\.\d+|[\d,]*,\d{3}\.\d+|\d{1,3}(,\d{3}){2,})$/);
  const shown = ({ column, text }: { column: SampleColumn; text: string }): string => `“${text}” in ${singleLine(column.name)}`;
  const grouped = firstOf(/^[-+]?[1-9]\d{0,2}(,\d{3})+$/);
  if (comma && point)
    return {
      numbers: undefined,
      notes: [`Numbers are written in two ways: ${shown(comma)}, ${shown(point)}. Say \`numbers\` for each field.`],
    };
  if (comma) return { numbers: { thousands: '.', decimal: ',' }, notes: [`Numbers have a decimal comma: ${shown(comma)}.`] };
  if (point && grouped)
    return { numbers: { thousands: ',', decimal: '.' }, notes: [`Numbers have a comma between thousands: ${shown(grouped)}.`] };
  const unclear = grouped ?? firstOf(/^[-+]?[1-9]\d{0,2}\.\d{3}$/, point ? [] : columns.filter((column) => !coordinates.has(column)));
  if (!unclear) return { numbers: undefined, notes: [] };
  const [whole, part] = [unclear.text.replace(/[.,]/g, ''), unclear.text.replace(',', '.')];
  const thousands = unclear.text.includes(',') ? ',' : '.';
  const decimal = thousands === ',' ? '.' : ',';
  return {
    numbers: undefined,
    notes: [
      `${shown(unclear)} may be ${whole} or ${Number(part)}. If it is ${whole}: numbers: { thousands: "${thousands}", decimal: "${decimal}" }; else: numbers: { decimal: "${thousands}" }.`,
    ],
  };
}

/** Columns that may have several names in a cell. */
function listNotes(sample: Sample, mapping: Mapping): string[] {
  const [aliases, reporters] = [ALIAS_COLUMNS, REPORTER_COLUMNS].map((names) => new Set(columnsNamed(sample, names)));
  const each = new Set(mapping.rows.flatMap((row) => [row.each ?? []].flat().flatMap(({ column }) => column)));
  return sample.columns.flatMap((column) => {
    const list = aliases!.has(column) || reporters!.has(column) || each.has(column.name) ? null : listColumnOf(column);
    if (!list) return [];
    const name = singleLine(list.name);
    const split = list.split === undefined ? '' : `, split: "${list.split}"`;
    return [
      `“${singleLine(list.example.slice(0, 60))}” in ${name} may be several names. If it is, make a row of each with \`each\`: { column: ${inYaml(list.name)}${split}, as: one }${list.nameField === null ? '' : `; its name is {one.${singleLine(list.nameField)}}`}.`,
    ];
  });
}

/** Of parties of one thing, what else a row may mean. */
function partyNotes(sample: Sample, { rows }: Mapping): string[] {
  const isOfParties = rows.some(({ kind, each }) => kind === 'actors' && each !== undefined);
  const parties = isOfParties ? partiesOf(sample) : null;
  if (!parties) return [];
  const columns = parties.columns.length === 1 ? inYaml(parties.columns[0]!) : `[${parties.columns.map(inYaml).join(', ')}]`;
  const split = parties.list?.split === undefined ? '' : `, split: "${parties.list.split}"`;
  return [
    `A record is proposed as an event of all in ${columns}. If it says what each two of them are, as allies, map relationships instead, with each: { column: ${columns}${split}, as: [a, b], pairs: true }${parties.list?.nameField ? `; their names are {a.${singleLine(parties.list.nameField)}} and {b.${singleLine(parties.list.nameField)}}` : ''}.`,
  ];
}

/** Records that lack one side of a pair, which the mapping leaves out; below a name, a blank cell may mean the same name. */
function blankNotes(sample: Sample, { rows }: Mapping): string[] {
  const tie = rows.find(({ kind, when }) => kind === 'relationships' && when !== undefined);
  const both = tie?.when !== undefined && 'and' in tie.when ? tie.when.and.flatMap((one) => ('column' in one ? one.column : [])) : [];
  const columns = sample.columns.filter(({ name }) => both.includes(name));
  const missing = columns.map(({ values }) => values.filter((value) => value === '' || NULLS.includes(value)).length);
  return columns.flatMap((column, at) => {
    if (missing[at] === 0) return [];
    const name = singleLine(column.name);
    const isBelow = column.values[0] !== '' && missing[at]! * 3 >= column.values.length;
    const merged = isBelow ? ` If a blank cell means what stands above it, as below merged cells: fillDown: [${inYaml(column.name)}].` : '';
    return [`${missing[at]} of ${column.values.length} records have no ${name}, and make no relationship.${merged}`];
  });
}

/** A record that sums up the others is about nobody. */
function sumNotes({ columns }: Sample, used: ReadonlySet<string>): string[] {
  const isSum = (text: string): boolean =>
    /^((grand |sub-?)?totals?|sum|summe|gesamt|somme|suma|итого|всего|toplam|المجموع|الإجمالي)\b:?/iu.test(text);
  return columns.flatMap((column) => {
    const text = used.has(column.name) ? column.values.find((value) => value.length <= 30 && isSum(value)) : undefined;
    if (text === undefined) return [];
    return [
      `“${singleLine(text)}” in ${singleLine(column.name)} seems to sum up other records. Leave it out: when: { not: { column: ${inYaml(column.name)}, is: ${JSON.stringify(text)} } }.`,
    ];
  });
}

/** Of a table with a column for each month, how its cells become rows. */
function datedNotes(sample: Sample): string[] {
  const columns = datedColumns(sample);
  if (columns.length === 0) return [];
  const listed = columns.map((name) => JSON.stringify(name)).join(', ');
  return [
    `The columns ${columns.slice(0, 3).map(singleLine).join(', ')} … look like dates. Make a row of each of their cells with each: { column: [${listed}], as: value, columnAs: when }.`,
  ];
}

/** That the next record of a place ends the one before, a table does not say. */
function holderNotes({ rows }: Mapping): string[] {
  const tie = rows.find(({ kind, fields }) => kind === 'relationships' && fields.type === 'CONTROLS');
  const place = /\{([^|]+)\|/.exec((tie?.fields.to as { template?: string } | undefined)?.template ?? '')?.[1];
  if (place === undefined) return [];
  return [
    `If the next record of a place ends the one before, say so: \`start\` in place of attestedFrom and attestedUntil, and endsAtNext: [${inYaml(place)}] beside \`fields\`.`,
  ];
}

/** What a column of states says need not be so. */
function stateNotes(sample: Sample, used: ReadonlySet<string>): string[] {
  const column = columnsNamed(sample, STATE_COLUMNS).find((one) => !used.has(one.name) && isCategory(one));
  if (!column) return [];
  return [
    `${singleLine(column.name)} may say that a record is not so, or not yet. Leave such records out: when: { column: ${inYaml(column.name)}, is: […] }.`,
  ];
}

/** A name that stands in several records: whose identifier, dates and coordinates the record has, cannot be seen. */
function recurringNotes(sample: Sample, { rows }: Mapping): string[] {
  const [only] = rows;
  const name = rows.length === 1 ? (only!.fields.name as { column?: string } | undefined)?.column : undefined;
  const column = sample.columns.find((one) => one.name === name);
  const recurring = column ? recurringName(column) : null;
  if (recurring === null) return [];
  return [
    `“${singleLine(recurring)}” stands in several records, which become one entity. Where they are several of one name, give each its identifier.`,
  ];
}

/** What the mapping does not use, with its values where they are few, else with one of them. */
export function unusedNote(sample: Sample, mapping: Mapping): string {
  const used = columnsOfMapping(mapping);
  const unused = sample.columns.filter(({ name }) => !used.has(name));
  if (unused.length === 0) return '';
  const lines = unused.map((column) => {
    const values = [...new Set(nonNullValues(column))];
    const shown = (isCategory(column) ? values : values.slice(0, 1))
      .map((value) => `“${singleLine(value.replaceAll(LIST_SEPARATOR, ', ').slice(0, 60))}”`)
      .join(', ');
    const verb = isCategory(column) ? 'which is' : 'such as';
    return `#   ${singleLine(column.name)}${values.length === 0 ? ' (no values)' : `, ${verb} ${shown}`}`;
  });
  return `# Not understood, and not used:\n${lines.join('\n')}\n`;
}
