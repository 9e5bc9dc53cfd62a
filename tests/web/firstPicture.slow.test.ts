import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/explorer/state/address.ts';
import type { Position } from '../../src/explorer/state/picture.ts';
import { write } from '../../src/write/write.ts';
import { emptyStore } from '../api/seed/seeded.ts';
import { executablePath, shownIn, startExplorer, violationsIn } from './support/explorer.ts';

const RTL = 'مملكة روريتانيا';

/** Three relationships between four actors, as a small table of one's own has them. */
async function threeRows() {
  const engine = await emptyStore();
  const row = (type: 'BACKS' | 'FIGHTS', from: string, to: string, start: string, end?: string) => ({
    type,
    from,
    to,
    start,
    end,
    evidence: [{ source: 'table', quote: 'A row.' }],
  });
  const rows = {
    sources: [{ key: 'table', title: 'A table', reliability: 'B' }],
    actors: [
      { slug: 'ruritania', name: RTL, kind: 'STATE' as const },
      ...['Chadland', 'Freedonia', 'Sylvania'].map((name) => ({ slug: name.toLowerCase(), name, kind: 'STATE' as const })),
    ],
    relationships: [
      row('BACKS', 'chadland', 'ruritania', '1931', '1934'),
      row('FIGHTS', 'freedonia', 'sylvania', '1933'),
      row('FIGHTS', 'ruritania', 'freedonia', '1933', '1934'),
    ],
  };
  const report = await write(engine, rows, { key: 'three', by: 'tests', at: new Date(), action: 'IMPORTED', summary: 'Three rows' });
  expect(report.problems).toEqual([]);
  return engine;
}

/** The positions in the address, once all that is shown has one. */
async function positionsIn(page: Page): Promise<Map<string, Position>> {
  await page.waitForURL((url) => {
    const { picture } = decode(url.hash);
    return picture.length > 0 && picture.every(({ position }) => position !== null);
  });
  return new Map(decode(new URL(page.url()).hash).picture.map(({ slug, position }) => [slug, position!]));
}

const timeIn = (page: Page) => decode(new URL(page.url()).hash).time?.at;
const questions = (page: Page) => page.locator('.examples button').allTextContents();
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const distance = (a: Position, b: Position) => Math.hypot(a.x - b.x, a.y - b.y);

/** Elements that reach beyond the window, or that are smaller than 24 pixels and are clicked. Links in a sentence may be as high as its line. */
const misfits = (page: Page) =>
  page.evaluate(() => {
    const name = (element: Element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`;
    const shown = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().width > 1);
    const wide = shown.filter((each) => each.getBoundingClientRect().right > innerWidth + 1);
    const small = shown.filter((each) => {
      const { width, height } = each.getBoundingClientRect();
      return each.matches('button:not(.link), summary, [role^=menuitem], select') && (width < 24 || height < 24);
    });
    return [...wide.map(name), ...small.map((each) => `small: ${name(each)}`)];
  });

describe.skipIf(!executablePath)('the first picture of the sample data', () => {
  const { open, served } = startExplorer();

  test('has the strongest camps of the newest year, apart from each other', async () => {
    const page = await open();
    const positions = await positionsIn(page);
    expect(timeIn(page)).toBe('2024');
    const { data } = await served().execute('{ blocs(at: "2024", first: 2) { blocs { members(first: 50) { slug } } } }');
    const { blocs } = data!.blocs as { blocs: { members: { slug: string }[] }[] };
    const camps = blocs.map(({ members }) => members.flatMap(({ slug }) => positions.get(slug) ?? []));
    expect(camps.map(({ length }) => length)).toEqual(blocs.map(({ members }) => members.length));
    const within = camps.flatMap((camp) => camp.flatMap((a, at) => camp.slice(at + 1).map((b) => distance(a, b))));
    const between = camps[0]!.flatMap((a) => camps[1]!.map((b) => distance(a, b)));
    expect(mean(between) / mean(within)).toBeGreaterThan(1.3);
  });

  test('is the same wherever it is opened', async () => {
    const first = await positionsIn(await open());
    const other = await positionsIn(await open('', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }));
    expect([...other].sort()).toEqual([...first].sort());
  });

  test('leaves out what a link names and the graph has no longer, and says so', async () => {
    const page = await open('#show=iran,hezbollah,no-such-group,gone-too&select=no-such-group');
    await page.getByRole('alert').filter({ hasText: '“gone-too” and “no-such-group” are not in this graph' }).waitFor();
    await expect.poll(() => shownIn(page)).toEqual(['iran', 'hezbollah']);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    await expect.poll(() => page.locator('.about h1').count()).toBe(1);
  });

  test.each([
    ['a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
    ['200 % zoom', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
    ['a dark screen', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const }],
  ])('fits on %s: nothing is cut, no target is too small, axe finds nothing', async (_, options) => {
    const page = await open('', options);
    await positionsIn(page);
    expect(await page.evaluate(() => document.querySelector('.main')!.clientHeight)).toBeGreaterThan(200);
    expect(await misfits(page)).toEqual([]);
    expect(await violationsIn(page)).toEqual([]);
    const legend = page.getByRole('button', { name: 'Legend', exact: true });
    if (await legend.isVisible()) await legend.click();
    await page.locator('.legend:visible').waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });
});

describe.skipIf(!executablePath)('the first picture of three rows', () => {
  const { open } = startExplorer(threeRows);

  test('has their actors in their newest year, with questions about them, also where names run from right to left', async () => {
    const page = await open();
    const positions = await positionsIn(page);
    expect([...positions.keys()].sort()).toEqual(['chadland', 'freedonia', 'ruritania']);
    expect(timeIn(page)).toBe('1934');
    const offered = await questions(page);
    expect(offered.length).toBeGreaterThan(1);
    expect(offered.join()).not.toMatch(/Syria|Aleppo|Iran/);
    expect(offered.join()).toMatch(/Freedonia/);
    expect(await violationsIn(page)).toEqual([]);
    await page.locator('.examples button').first().click();
    await page.locator('.panel li, .panel tr').first().waitFor();
  });
});

describe.skipIf(!executablePath)('an empty graph', () => {
  const { open, served } = startExplorer(emptyStore);

  test('says how to import', async () => {
    const page = await open('#as=table');
    await page.getByText('This graph is empty.').waitFor();
    await expect
      .poll(() => page.locator('.commands').textContent())
      .toContain('npx allegiance import csv table.csv --inspect > mapping.yaml');
    await expect.poll(() => questions(page)).toEqual([]);
    expect(await violationsIn(page)).toEqual([]);
  });

  test('shows what is imported at once, without being loaded again', async () => {
    const page = await open('#as=table');
    await page.getByText('This graph is empty.').waitFor();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const token = served().tokenOf.editor;
    const [source] = [{ key: 'table', title: 'A table', reliability: 'B' }];
    const actors = ['Freedonia', 'Sylvania', 'Ruritania'].map((name) => ({ slug: name.toLowerCase(), name, kind: 'STATE' }));
    const send = async (mutation: string, rows: unknown) => {
      const { errors } = await served().execute(mutation, token, { rows });
      expect(errors).toBeUndefined();
    };
    await send('mutation ($rows: [SourceInput!]!) { upsertSources(rows: $rows) { revision } }', [source]);
    await send('mutation ($rows: [ActorInput!]!) { upsertActors(rows: $rows) { revision } }', actors);
    const fights = (to: string) => ({
      type: 'FIGHTS',
      from: 'freedonia',
      to,
      start: '1933',
      evidence: [{ source: 'table', quote: 'A row.' }],
    });
    const record = 'mutation ($rows: [RelationshipInput!]!) { recordRelationships(rows: $rows) { revision } }';
    await send(record, [fights('sylvania')]);
    await expect.poll(() => shownIn(page).then((slugs) => slugs.sort())).toEqual(['freedonia', 'sylvania']);
    await send(record, [fights('ruritania')]);
    await expect.poll(() => shownIn(page).then((slugs) => slugs.sort())).toEqual(['freedonia', 'ruritania', 'sylvania']);
    await page.getByText('3 actors and 0 places, with 2 relationships').waitFor();
    expect(timeIn(page)).toBe('1933');
  });
});
