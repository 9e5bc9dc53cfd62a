import { readFile } from 'node:fs/promises';
import { type LoadedMapping, readMapping } from '../../exchange/import/csv/mapping.ts';
import { ENCODINGS, type Encoding } from '../../exchange/import/encodings.ts';
import type { ImportFormat } from '../../exchange/import/format.ts';
import { FORMATS, type FormatEntry } from '../../exchange/import/formats.ts';
import { convertedToUtf8, type OpenedInput, openInput } from '../../exchange/import/input.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { versionOf } from '../../model/releases.ts';
import { type Input, UsageError } from '../command.ts';
import { shippedPath } from './shippedMappings.ts';

/** The format and the files to import. @throws UsageError */
export function formatAndFiles({ operands }: Input): { entry: FormatEntry; files: readonly string[] } {
  const [name, ...files] = operands;
  const entry = FORMATS.find((format) => format.name === name);
  const names = FORMATS.map((format) => format.name).join(', ');
  if (!entry) throw new UsageError(`Expected one of the formats ${names}; got ${name === undefined ? 'none' : `"${name}"`}.`);
  if (files.length === 0) throw new UsageError(`Expected a file to import, or - for standard input: allegiance import ${entry.name} FILE`);
  if (files.filter((file) => file === '-').length > 1) throw new UsageError('Expected - (standard input) at most once.');
  return { entry, files };
}

/** @throws UsageError */
export function encodingOf({ text }: Input): Encoding | undefined {
  const name = text('encoding');
  if (name === undefined) return undefined;
  const known = ENCODINGS.find((encoding) => encoding === name.toLowerCase());
  if (!known) throw new UsageError(`Expected an encoding, one of ${ENCODINGS.join(', ')}; got ${quoted(name)}.`);
  return known;
}

/** The delimiter, one character; `\t` and `tab` are a tab. @throws UsageError */
export function delimiterOf({ text }: Input): string | undefined {
  const given = text('delimiter');
  if (given === undefined) return undefined;
  const delimiter = given === '\\t' || given === 'tab' ? '\t' : given;
  if (delimiter.length !== 1) throw new UsageError(`Expected a delimiter of one character; got "${given}".`);
  return delimiter;
}

/** The release that `--version` names; null without it. @throws UsageError */
function releaseOption({ name, takesVersion }: FormatEntry, { text }: Input): string | null {
  const given = text('version');
  if (given === undefined) return null;
  if (!takesVersion) throw new UsageError(`--version is only for ucdp-ged and ucdp-esd, not for ${name}.`);
  const version = versionOf(given.trim());
  if (version !== null) return version;
  throw new UsageError(
    `Expected --version to be the release of the table, such as 25.1, or of the Candidate series 25.0.6 or 25.01.25.03; got ${quoted(given)}.`,
  );
}

/** The format with its mapping. Options on the command line override the mapping. @throws UsageError, BAD_INPUT */
export async function formatOf(entry: FormatEntry, input: Input): Promise<ImportFormat> {
  const file = input.text('mapping');
  const version = releaseOption(entry, input);
  const isComplete = input.isSet('complete');
  if (isComplete && !entry.takesVersion) throw new UsageError(`--complete is only for ucdp-ged and ucdp-esd, not for ${entry.name}.`);
  if (!entry.takesMapping) {
    if (file !== undefined || input.text('delimiter') !== undefined) {
      throw new UsageError(`--mapping and --delimiter are only for csv, not for ${entry.name}.`);
    }
    return entry.make(null, version, isComplete);
  }
  if (file === undefined) {
    throw new UsageError(`Expected --mapping FILE. \`allegiance import ${entry.name} FILE --inspect\` proposes a mapping.`);
  }
  const read = await loadMapping(shippedPath(file) ?? file);
  const overrides = { delimiter: delimiterOf(input), encoding: encodingOf(input) };
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  return entry.make({ ...read, mapping: { ...read.mapping, ...given } }, version, isComplete);
}

async function loadMapping(file: string): Promise<LoadedMapping> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new AllegianceError('BAD_INPUT', `The mapping ${file} cannot be read: ${error.message}.`);
  });
  return readMapping(text, file);
}

/** Opens the files for `work` and closes them. With an encoding they are converted to UTF-8. */
export async function withInputs<T>(
  files: readonly string[],
  encoding: Encoding | undefined,
  work: (inputs: readonly OpenedInput[]) => Promise<T>,
): Promise<T> {
  const inputs: OpenedInput[] = [];
  try {
    for (const file of files) {
      const input = await openInput(file);
      inputs.push(encoding === undefined ? input : convertedToUtf8(input, encoding));
    }
    return await work(inputs);
  } finally {
    for (const input of inputs) await input.close();
  }
}
