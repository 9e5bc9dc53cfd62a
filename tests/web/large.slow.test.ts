import { describe, expect, test } from 'vitest';
import { executablePath, shownIn, startExplorer, violationsIn } from './support/explorer.ts';
import { addressOfAll, HOSTILE, largeGraph } from './support/large.ts';

const ACTORS = 2_000;
describe.skipIf(!executablePath)('a large graph in the explorer', () => {
  const { open } = startExplorer(() => largeGraph(ACTORS, 5_000));

  test('is not extended above the limit of the canvas, and the message says so', { timeout: 60_000 }, async () => {
    const page = await open(`#show=${addressOfAll(ACTORS)}&as=table`);
    await page.keyboard.press('/');
    await page.keyboard.type('Hub');
    await page.getByRole('option', { name: 'Hub' }).waitFor();
    await page.keyboard.press('Enter');
    await page
      .getByRole('status')
      .filter({ hasText: 'The canvas shows at most 2,000 entities; with these it would have 2,001.' })
      .waitFor();
    await expect.poll(() => shownIn(page)).toHaveLength(ACTORS);
  });

  test('shows how many more neighbors there are than one click adds', async () => {
    const page = await open('#show=hub&select=hub');
    const row = page.locator('.expand li', { hasText: 'includes' });
    await row.getByRole('button', { name: 'Show 130', exact: true }).click();
    await row.getByRole('button', { name: 'Show 30', exact: true }).click();
    await row.getByText('all shown').waitFor();
  });

  test('expands a hub to its strongest twenty neighbors, and says how many more there are', async () => {
    const page = await open('#show=hub&select=hub');
    const more = page.locator('.show-neighbors');
    await more.getByRole('button', { name: 'Show neighbors' }).click();
    await expect.poll(() => shownIn(page).then(({ length }) => length)).toBe(21);
    await expect.poll(() => more.textContent()).toBe(`${130 + HOSTILE.length - 20} more neighbors.Show the strongest 20`);
  });

  test('says what it has counted where it read only a part of the answer', async () => {
    const page = await open('#ask=changes;hub;2020');
    await expect
      .poll(() => page.locator('.answer h1').textContent())
      .toMatch(/^In 2020 130 things changed for Hub, of the first 100: 100 began/);
    const said = await open('#ask=according;hub;;source:made');
    await expect.poll(() => said.locator('.answer h1').textContent()).toMatch(/speaks of 133 relationships of Hub\. First/);
  });

  test('shows malicious names as plain text', async () => {
    const page = await open(`#show=hub,${HOSTILE.map(({ slug }) => slug).join(',')}&as=table`);
    await page.getByRole('button', { name: /actors and places$/ }).click();
    await page.locator('tbody td:first-child', { hasText: 'safe evil name' }).waitFor();
    const names = (await page.locator('tbody td:first-child').allTextContents()).join('\n');
    expect(names).toContain('<img src=x onerror="document.title=1"><b>bold</b>');
    expect(names).toContain('safe evil name');
    expect(names).toMatch(/endless …|endless…|e…/);
    expect(Math.max(...names.split('\n').map((name) => name.length))).toBeLessThanOrEqual(120);
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('img src');
    await page.keyboard.press('Escape');
    expect(await page.title()).toBe('Allegiance');
    await expect.poll(() => page.locator('b', { hasText: 'bold' }).count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
    expect(await violationsIn(page)).toEqual([]);
  });
});
