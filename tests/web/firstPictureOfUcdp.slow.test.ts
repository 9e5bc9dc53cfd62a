import { describe, expect, test } from 'vitest';
import { roundness } from '../../src/explorer/layout/shape.ts';
import { decode } from '../../src/explorer/state/address.ts';
import { emptyStore } from '../api/seed/seeded.ts';
import { haveUcdpTables } from '../api/seed/ucdpTables.ts';
import { importTables } from '../api/ucdp/support/graph.ts';
import { executablePath, startExplorer, violationsIn } from './support/explorer.ts';

/** UCDP's tables in an empty store. */
async function ucdp() {
  const engine = await emptyStore();
  await importTables(engine, 'first picture');
  return engine;
}

describe.skipIf(!executablePath || !haveUcdpTables)('the first picture of UCDP', () => {
  const { open } = startExplorer(ucdp);

  test('has the strongest camps of the newest year with data, and questions about it', { timeout: 60_000 }, async () => {
    const page = await open();
    await page.waitForURL((url) => decode(url.hash).picture.length > 0 && decode(url.hash).picture.every(({ position }) => position));
    const { picture, time } = decode(new URL(page.url()).hash);
    expect(time).toEqual({ at: '2019', until: null });
    expect(picture).toHaveLength(32);
    expect(picture.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['united-states', 'islamic-state', 'hayat-tahrir-al-sham']));
    expect(roundness(picture.map(({ position }) => position!))).toBeGreaterThan(1 / 3);
    const questions = await page.locator('.examples button').allTextContents();
    expect(questions).toContain('Who fought Islamic State in 2019?');
    expect(questions.join()).not.toMatch(/Aleppo|2024/);
    expect(await violationsIn(page)).toEqual([]);
  });
});
