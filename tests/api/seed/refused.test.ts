import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { isEmpty, loadSeed } from '../../../src/exchange/import/seed.ts';
import { AllegianceError } from '../../../src/model/errors.ts';
import { emptyStore, graphOver, NOW, SEED } from './seeded.ts';

let directory: string;
let engine: Engine;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'allegiance-seed-'));
  cpSync(SEED, directory, { recursive: true });
  engine = await emptyStore();
});
afterEach(async () => {
  await engine.close();
  rmSync(directory, { recursive: true });
});

/** The error message for the seed in the directory. Expects that nothing was written. */
async function refusal(): Promise<string> {
  const error: unknown = await loadSeed(engine, directory, NOW).catch((reason: unknown) => reason);
  if (!(error instanceof AllegianceError)) throw new Error('the seed was not refused', { cause: error });
  expect(error.code).toBe('BAD_INPUT');
  expect(await isEmpty(engine)).toBe(true);
  const nothing = { revision: 0, actors: 0, places: 0, events: 0, relationships: 0, sources: 0 };
  expect(await graphOver(engine).execute('{ status { revision actors places events relationships sources } }')).toEqual({
    status: nothing,
  });
  return error.message;
}

function change(file: string, from: string, to: string): void {
  const path = join(directory, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/** The number of the first line that contains the text. */
function lineOf(file: string, text: string): number {
  return (
    readFileSync(join(directory, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  );
}

describe('a seed with a wrong row is rejected with file, line and row, and nothing is written', () => {
  it('an impossible date', async () => {
    change('article.yaml', 'start: "2024-11"', 'start: "2024-13"');
    const line = lineOf('article.yaml', 'key: aleppo-2024:hts-leads-insurgents');
    expect(await refusal()).toBe(
      `article.yaml, line ${line}, row 0: start: Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got "2024-13" (months run from 01 to 12).`,
    );
  });

  it('an unknown field', async () => {
    change('actors.yaml', '  kind: STATE\n  name: Iran\n', '  kind: STATE\n  colour: green\n  name: Iran\n');
    expect(await refusal()).toMatch(
      new RegExp(`^actors\\.yaml, line ${lineOf('actors.yaml', 'slug: iran')}, row 1: row: Expected only the fields .*; got "colour"\\.$`),
    );
  });

  it('an unknown kind', async () => {
    change('places.yaml', 'kind: REGION\n  name: Gaza', 'kind: STRIP\n  name: Gaza');
    expect(await refusal()).toMatch(new RegExp(`^places\\.yaml, line ${lineOf('places.yaml', 'slug: gaza')}, row 4: kind: `));
  });

  it('evidence without a quote, with the row that contains it', async () => {
    change('located-in.yaml', 'quote: "Places the north-west within Syria."', 'verbatim: false');
    expect(await refusal()).toMatch(/^located-in\.yaml, line 3, row 0: evidence\[0\]\.quote: /);
  });

  it('text that is not YAML', async () => {
    change('sources.yaml', '- key: article-aleppo-2024-11-30', '- key: [article');
    expect(await refusal()).toMatch(/^sources\.yaml: .*line \d+/s);
  });

  it('a file that is not a list', async () => {
    writeFileSync(join(directory, 'sources.yaml'), 'key: article\n');
    expect(await refusal()).toBe('sources.yaml: expected a list of rows.');
  });

  it('an unknown file', async () => {
    writeFileSync(join(directory, 'actor.yaml'), '[]\n');
    expect(await refusal()).toBe('Expected only the known files of the seed; got actor.yaml.');
  });

  it('a relationship to an unknown entity: file, line and row', async () => {
    change('article.yaml', 'to: syrian-insurgents', 'to: syrian-insurgentz');
    const line = lineOf('article.yaml', 'key: aleppo-2024:hts-leads-insurgents');
    expect(await refusal()).toBe(
      `article.yaml, line ${line}, row 0: to: Expected the id, slug or scheme:value of an entity; found none for "syrian-insurgentz". Write it first.`,
    );
  });

  it('a relationship with a wrong end: file, line and row', async () => {
    change('background.yaml', 'from: iran\n  to: syrian-government', 'from: aleppo\n  to: syrian-government');
    const line = lineOf('background.yaml', 'key: ucdp-esd:118:114:11973:2011');
    expect(await refusal()).toBe(
      `background.yaml, line ${line}, row 0: from: Expected an actor as \`from\` of BACKS; "aleppo" is a place.`,
    );
  });
});
