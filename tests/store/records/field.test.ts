import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

describe('a field added to the table of a record', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what the program prints
  let found: any;
  beforeAll(() => {
    const { stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', join(import.meta.dirname, 'withFields.ts')], {
      encoding: 'utf8',
    });
    found = JSON.parse(stdout || JSON.stringify({ stderr }));
  });

  it('is in the inputs and outputs of the schema', () => {
    const fieldsOf = (type: string): string => new RegExp(`^(?:type|input) ${type}\\b[^{]*{(.*?)^}`, 'ms').exec(found.schema)![1]!;
    for (const type of ['SourceInput', 'Source']) expect(fieldsOf(type)).toMatch(/^ {2}language: String$/m);
    for (const type of ['RelationshipInput', 'Attacks']) expect(fieldsOf(type)).toMatch(/^ {2}airstrikes: Int$/m);
    expect(fieldsOf('Fights')).not.toContain('airstrikes');
  });

  it('is checked', () => {
    expect(found.problems).toEqual([
      [{ row: 0, field: 'language', code: 'BAD_INPUT', message: 'Expected one line of text; got control characters.' }],
      [{ row: 0, field: 'airstrikes', code: 'BAD_INPUT', message: 'Expected a whole number from 0 to 2147483647; got -1.' }],
      [
        {
          row: 0,
          field: 'airstrikes',
          code: 'WRONG_FIELD',
          message: 'Expected `airstrikes` only on ATTACKS; got it on FIGHTS. Leave it out.',
        },
      ],
    ]);
  });

  it('is stored and read, and in full where a query selects it', () => {
    expect(found.read).toEqual({
      older: { language: null },
      source: { language: 'ar' },
      relationship: { airstrikes: 7 },
    });
    expect(found.needsFull).toBe(true);
  });

  it('is found by an index that a migration adds to a store without it', () => {
    expect(found.migrations).toEqual([['sources by language']]);
    expect(found.byLanguage).toEqual([['report']]);
  });

  it('is exported, in rows and in columns', () => {
    const rows = (found.files.lines as string)
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(rows.find(({ kind }) => kind === 'sources').row).toMatchObject({ language: 'ar' });
    expect(rows.find(({ kind }) => kind === 'relationships').row).toMatchObject({ airstrikes: 7 });
    const [header, edge] = (found.files.edges as string).split('\r\n').map((text) => text.split(','));
    expect(edge![header!.indexOf('airstrikes')]).toBe('7');
  });

  it('is described where it changes', () => {
    expect(found.history.history.at(-1).summary).toBe('airstrikes: 7 → not known');
  });

  it('is read from CSV by a mapping', () => {
    expect(found.mapped[0].row).toMatchObject({ airstrikes: 3 });
  });
});
