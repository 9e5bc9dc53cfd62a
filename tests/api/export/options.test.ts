import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInput } from '../../../src/cli/command.ts';
import { EXPORT_COMMAND } from '../../../src/cli/export.ts';
import { readConfig } from '../../../src/config.ts';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { EXPORT_FORMATS, formatNamed } from '../../../src/exchange/export/formats.ts';
import { EXPORT_OPTION_NAMES, EXPORT_OPTIONS, type ExportOptionName } from '../../../src/exchange/export/options.ts';
import { editor } from '../../support/editing/editor.ts';
import { exportedBytes } from '../../support/export/exported.ts';
import { fillWithFew, serve, type TestServer } from '../access/support/served.ts';

const directory = mkdtempSync(join(tmpdir(), 'allegiance-options-'));
const data = join(directory, 'data');
let engine: Engine;
let served: TestServer;
/** What the command wrote without a server, by option. */
const written = new Map<string, Buffer[]>();

/** The bytes of the files that the command writes. */
async function byCommand(name: ExportOptionName, ...more: string[]): Promise<Buffer[]> {
  const { format, default: isOn } = EXPORT_OPTIONS[name];
  const target = join(directory, `${name}${more.length}`);
  const words = [format, target, isOn ? `--no-${name}` : `--${name}`, '--json', ...more];
  const input = readInput(EXPORT_COMMAND, words, () => readConfig({ ALLEGIANCE_DATA: data }));
  await EXPORT_COMMAND.run(input as Exclude<typeof input, 'help'>);
  const { files } = formatNamed(format);
  return files.map((file) => readFileSync(files.length === 1 ? target : `${target}.${file.name}.${format}`));
}

beforeAll(async () => {
  engine = await openEmbedded(data);
  await fillWithFew(engine);
  const anna = editor(engine);
  await anna.upsertActors([
    { slug: 'formula', name: '=1+1', kind: 'PERSON', description: '@SUM(A1)' },
    { slug: 'arabic', name: 'حزب الله', kind: 'ARMED_GROUP', description: '\tindented\n-1' },
  ]);
  await anna.upsertSources([{ key: '+1', title: '=HYPERLINK("x")', publisher: '-1+1' }]);
  const passage = { source: '+1', quote: '=2+2', attribution: '@me' };
  const { ids } = await anna.recordRelationships([
    { type: 'FIGHTS', from: 'formula', to: 'arabic', key: '=1', start: '2012~', evidence: [passage] },
    { type: 'OPPOSES', from: 'formula', to: 'red' },
  ]);
  await anna.retract(ids[1]!, 'it was a test');
  await engine.close();
  for (const name of EXPORT_OPTION_NAMES) written.set(name, await byCommand(name));
  engine = await openEmbedded(data);
  served = await serve(engine, { openReading: true });
}, 120_000);
afterAll(async () => {
  await served.close();
  await engine.close();
  rmSync(directory, { recursive: true });
});

describe.each(EXPORT_OPTION_NAMES)('the option `%s`', (name) => {
  const { format, default: isOn } = EXPORT_OPTIONS[name];
  const address = (file: string): string => served.url.replace('/graphql', `/export/${file}.${format}`);

  test('does the same by the command, by the command through a server, and over HTTP', async () => {
    const { files } = formatNamed(format);
    const options = { [name]: !isOn };
    const expected = await Promise.all(files.map((file) => exportedBytes(engine, `${file.name}.${format}`, {}, options)));
    expect(written.get(name)!.map(String)).toEqual(expected.map(String));
    expect((await byCommand(name, '--url', served.url.replace('/graphql', ''))).map(String)).toEqual(expected.map(String));
    for (const [index, file] of files.entries()) {
      const got = await fetch(`${address(file.name)}?${name}=${!isOn}`);
      const headers = { 'content-type': 'application/json' };
      const posted = await fetch(address(file.name), { method: 'POST', headers, body: JSON.stringify({ [name]: String(!isOn) }) });
      for (const response of [got, posted]) expect(Buffer.from(await response.arrayBuffer()).equals(expected[index]!)).toBe(true);
    }
  });

  test('changes the files, and is refused for other formats and for what is neither true nor false', async () => {
    const plain = await Promise.all(formatNamed(format).files.map((file) => exportedBytes(engine, `${file.name}.${format}`)));
    expect(written.get(name)!.map(String)).not.toEqual(plain.map(String));
    const other = EXPORT_FORMATS.find((one) => one.name !== format)!;
    const refused = await fetch(served.url.replace('/graphql', `/export/${other.files[0]!.name}.${other.name}?${name}=${!isOn}`));
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(`only for ${format}`)]);
    expect((await fetch(`${address(formatNamed(format).files[0]!.name)}?${name}=perhaps`)).status).toBe(400);
  });
});

test('every file for spreadsheets is defused alike, the one that the explorer saves included', async () => {
  for (const { name } of formatNamed('csv').files) {
    const [plain, defused] = [{ defuse: 'false' }, {}].map(async (body) => {
      const headers = { 'content-type': 'application/json' };
      const url = served.url.replace('/graphql', `/export/${name}.csv`);
      return parseCsv(await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).text()) as string[][];
    });
    const [before, after] = [await plain!, await defused!];
    const runs = (cell: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && Number.isNaN(Number(cell));
    expect(before.flat().filter(runs).length, name).toBeGreaterThan(0);
    expect(after).toEqual(before.map((row) => row.map((cell) => (runs(cell) ? `'${cell}` : cell))));
  }
});
