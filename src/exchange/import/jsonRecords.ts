import { AllegianceError, quoted } from '../../model/errors.ts';
import type { TableItem } from './csvRecords.ts';
import { toUtf8 } from './encodings.ts';
import type { ImportInput } from './format.ts';
import { columnForm } from './header.ts';
import { jsonLines } from './jsonl.ts';

/** The most bytes of a JSON document, which is held in memory as a whole. JSON Lines have no limit. */
export const MAX_JSON_BYTES = 256 * 1024 * 1024;

/** Between the values of a list in one cell. No text has it: it is a control character. */
export const LIST_SEPARATOR = '\u001f';
/** How deep objects are read as columns. */
const MAX_DEPTH = 8;

/**
 * Reads records from JSON: JSON Lines, an array of objects, or the array at a path such as `results.bindings`. Columns are the
 * names of the fields, with dots in objects (`properties.name`). A list of texts is one cell with several values. The line of a
 * record is its line in JSON Lines, else its place in the array, from 1.
 * @throws BAD_INPUT for a document that is not JSON, or longer than 256 MiB
 */
export async function* jsonRecords(input: ImportInput, path: string | undefined, columns: readonly string[]): AsyncGenerator<TableItem> {
  const whole = path === undefined ? null : await documentOf(input);
  if (whole === null && (await isJsonLines(input, columns))) {
    let line = 0;
    for await (const text of jsonLines(toUtf8(input.open()))) {
      line++;
      if (text === null) yield { unreadable: 'not-a-line', line, message: 'Expected a line of at most 16 MiB in UTF-8.', text: '' };
      else if (text.trim() !== '') yield recordOf(parsedOrUndefined(text), line, text, columns);
    }
    return;
  }
  const list = listAt(whole ?? (await documentOf(input)), path, input.name);
  for (const [index, value] of list.entries()) yield recordOf(value, index + 1, JSON.stringify(value).slice(0, 2_000), columns);
}

async function isJsonLines(input: ImportInput, columns: readonly string[]): Promise<boolean> {
  for await (const text of jsonLines(toUtf8(input.open()))) {
    if (text === null) return false;
    if (text.trim() !== '') return isObject(parsedOrUndefined(text)) && !(await isOneDocument(input, columns));
  }
  return false;
}

/** Names of the lists in which documents have their records. */
const CONTAINERS = /^(results?|data|items|records|rows|features|bindings|hits|entries|values|objects|nodes|edges|events|list)$/i;

/**
 * A document of one line, `{"results": …}`, is no line of JSON Lines where it holds its records in a list: the list has more of the
 * columns, or, where that does not decide, bears a name of such lists, or is all that it holds.
 */
async function isOneDocument(input: ImportInput, columns: readonly string[]): Promise<boolean> {
  let first: string | null = null;
  for await (const text of jsonLines(toUtf8(input.open()))) {
    if (text?.trim() === '') continue;
    if (first !== null) return false;
    first = text;
  }
  if (first === null) return false;
  const document = JSON.parse(first) as Readonly<Record<string, unknown>>;
  const path = pathOfRecords(document);
  if (path === null) return false;
  const [record] = listAt(document, path.join('.'), input.name) as Readonly<Record<string, unknown>>[];
  const columnsIn = (object: Readonly<Record<string, unknown>>): number =>
    columns.filter((column) => Object.hasOwn(object, column.split('.')[0]!)).length;
  const [outside, inside] = [columnsIn(document), columnsIn(record!)];
  return outside === inside ? CONTAINERS.test(path.at(-1)!) || Object.keys(document).length === 1 : inside > outside;
}

async function documentOf(input: ImportInput): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of toUtf8(input.open())) {
    size += piece.length;
    if (size > MAX_JSON_BYTES) {
      const message = `Expected a JSON document of at most 256 MiB; ${input.name} is longer. Convert it to JSON Lines, one record a line.`;
      throw new AllegianceError('BAD_INPUT', message);
    }
    pieces.push(piece);
  }
  try {
    return JSON.parse(
      Buffer.concat(pieces)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  } catch (error) {
    throw new AllegianceError('BAD_INPUT', `${input.name} is not JSON: ${(error as Error).message}.`, {}, { cause: error });
  }
}

function listAt(document: unknown, path: string | undefined, name: string): unknown[] {
  const steps = path === undefined ? (pathOfRecords(document) ?? []) : path.split('.');
  let value = document;
  for (const step of steps) value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  if (Array.isArray(value)) return value;
  const message = `Expected an array of records in ${name}${path === undefined ? '' : ` at ${quoted(path)}`}; got ${value === undefined ? 'nothing' : quoted(JSON.stringify(value).slice(0, 100))}. Name its path with \`records\` in the mapping.`;
  throw new AllegianceError('BAD_INPUT', message);
}

/** The path of the only array of objects in a document, at most three levels deep; null where there is none, or several. */
export function pathOfRecords(document: unknown): string[] | null {
  const found: string[][] = [];
  const search = (value: unknown, path: string[]): void => {
    if (Array.isArray(value)) {
      if (value.length > 0 && value.every(isObject)) found.push(path);
    } else if (isObject(value) && path.length < 3) for (const [name, part] of Object.entries(value)) search(part, [...path, name]);
  };
  search(document, []);
  return found.length === 1 ? found[0]! : null;
}

function recordOf(value: unknown, line: number, text: string, columns: readonly string[]): TableItem {
  if (!isObject(value)) return { unreadable: 'not-a-record', line, message: `Expected an object of fields; got ${quoted(text)}.`, text };
  const values: Record<string, string> = {};
  flatten(value, '', values, 0);
  for (const column of columns) {
    if (Object.hasOwn(values, column)) continue;
    const object = objectAt(value, column);
    if (object) {
      set(values, column, JSON.stringify(object));
      continue;
    }
    // A field that a record leaves out has no value.
    const alike = Object.keys(values).filter((name) => columnForm(name) === columnForm(column));
    set(values, column, alike.length === 1 ? values[alike[0]!]! : '');
  }
  return { values, line };
}

/** An object where a column is asked for: one element of what is a list elsewhere. */
function objectAt(record: Readonly<Record<string, unknown>>, column: string): Readonly<Record<string, unknown>> | null {
  let value: unknown = record;
  for (const step of column.split('.')) value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return isObject(value) ? value : null;
}

function flatten(object: Readonly<Record<string, unknown>>, prefix: string, values: Record<string, string>, depth: number): void {
  for (const [name, value] of Object.entries(object)) {
    if (isObject(value) && depth < MAX_DEPTH) flatten(value, `${prefix}${name}.`, values, depth + 1);
    else set(values, prefix + name, textOf(value));
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(LIST_SEPARATOR);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function set(values: Record<string, string>, name: string, value: string): void {
  // An assignment to `__proto__` would change the prototype of the object.
  Object.defineProperty(values, name, { value, enumerable: true, writable: true, configurable: true });
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
