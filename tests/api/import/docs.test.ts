import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import { inputOf } from '../../support/import/inputs.ts';
import { runImport } from '../../support/import/runImport.ts';
import { entity, ties } from '../../support/write/stored.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';

const GUIDE = readFileSync('docs/importing.md', 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(GUIDE)![1]!;

describe('the worked example of docs/importing.md', () => {
  it('is in examples/import, with the same text', () => {
    expect(readFileSync('examples/import/support.csv', 'utf8')).toBe(block('csv'));
    expect(readFileSync('examples/import/support.yaml', 'utf8')).toBe(block('yaml'));
  });

  describeEachStore((store) => {
    it('has the described result', async () => {
      const format = csvFormat(readMapping(block('yaml'), 'mapping.yaml'));
      const report = await runImport(store(), format, [inputOf('support.csv', block('csv'))], { now: () => NOW });
      expect(report).toMatchObject({ created: 6, updated: 0, unchanged: 0, rejected: 0 });
      expect((await entity(store(), 'iran'))?.identifiers).toEqual(['ucdp:114']);
      expect((await entity(store(), 'hezbollah'))?.names.map(({ name }) => name)).toEqual(['Hezbollah', 'Hizballah', 'Hizbollah']);
      const written = (await ties(store())).map(({ key, start, end, periods }) => ({ key, start, end, periods }));
      expect(written.sort((a, b) => (a.key! < b.key! ? -1 : 1))).toEqual([
        { key: 'my-support:1', start: '2005-02-18', end: null, periods: ['/ TROOPS'] },
        { key: 'my-support:2', start: '2005', end: '2007', periods: ['/ WEAPONS'] },
      ]);
    });
  });
});
