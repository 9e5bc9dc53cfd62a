import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { countInTable, executablePath, heading, openDispute, shownIn, startExplorer, violationsIn } from './support/explorer.ts';

describe.skipIf(!executablePath)('the explorer in a browser, further', () => {
  const { open, served } = startExplorer();
  const possibleBox = (page: Page) => page.getByRole('checkbox', { name: /^Show what is only possible/ });
  /** The number that the box names. */
  const onlyPossible = async (page: Page) => Number(/\((\d+)\)/.exec((await page.locator('.possible').textContent()) ?? '')?.[1]);

  test('shows both sides of a disputed relationship, and marks paraphrases', async () => {
    const page = await open();
    await openDispute(page);
    await expect
      .poll(() => page.getByRole('heading', { level: 2, name: /^(Asserted|Denied) by/ }).allTextContents())
      .toEqual(['Asserted by 2', 'Denied by 1']);
    await expect.poll(() => page.locator('.passage[data-verbatim=false] .mark').first().textContent()).toBe('Paraphrase');
    await expect.poll(() => page.locator('.passage').first().textContent()).toContain('article of 30 November 2024');
    await expect.poll(() => page.locator('.passage').first().textContent()).toContain('30 Nov 2024, paragraph 5');
    await expect
      .poll(() => page.locator('.facts div').allTextContents())
      .toEqual(expect.arrayContaining(['Whensince 30 Nov 2024', 'Attested30 Nov 2024', 'ThenKnown for that day']));
    await page.getByText('History').click();
    await page.locator('.history li').first().waitFor();
  });

  test('filters by time: with a date that is typed or with the arrow keys', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const count = () => countInTable(page);
    await page.getByRole('button', { name: 'All time' }).click();
    await page.waitForURL((url) => !url.hash.includes('at='));
    const all = await count();
    const when = page.getByLabel('When', { exact: true });
    const type = async (text: string) => {
      await when.fill(text);
      await when.press('Enter');
    };
    await type('soon');
    await page.getByText('“soon” is not understood.').waitFor();
    await type('1990');
    await expect.poll(() => page.getByText('“soon” is not understood.').count()).toBe(0);
    await expect.poll(count).toBeLessThan(all);
    await page.getByRole('slider', { name: 'Selected time', exact: true }).press('ArrowRight');
    await expect.poll(() => when.inputValue()).toBe('1991');
    await page.getByRole('slider', { name: 'End of the selected time' }).press('PageUp');
    await expect.poll(() => page.url()).toContain('at=1991%2F2001');
    await page.getByRole('button', { name: 'All time' }).click();
    await expect.poll(count).toBe(all);
  });

  test('shows the same state to everybody who opens its address', async () => {
    const page = await open();
    await openDispute(page);
    await page.waitForTimeout(600);
    const { hash } = new URL(page.url());
    const other = await open(hash);
    await heading(other, 'Syrian insurgents control Aleppo');
    await expect.poll(() => new URL(other.url()).hash).toBe(hash);
    await expect.poll(() => other.getByLabel('When', { exact: true }).inputValue()).toBe('30 Nov 2024');
  });

  test('expands an entity by type of relationship, with counts, and undoes and redoes it', async () => {
    const page = await open('#show=syrian-insurgents&select=syrian-insurgents');
    const row = page.locator('.expand li', { hasText: 'is backed by' });
    await row.getByRole('button', { name: /^Show \d+$/ }).click();
    await row.getByText('all shown').waitFor();
    await expect.poll(() => shownIn(page)).toHaveLength(14);
    const grown = await shownIn(page);
    await page.keyboard.press('Control+z');
    await expect.poll(() => shownIn(page)).toEqual(['syrian-insurgents']);
    await page.keyboard.press('Control+y');
    await expect.poll(() => shownIn(page)).toEqual(grown);
  });

  test('shows what is likely at a time, and what is only possible on request: in the address, undone by undo', async () => {
    const page = await open('#at=2024-11-30&as=table');
    await page.locator('tbody tr').first().waitFor();
    await page.waitForTimeout(500);
    const [likely, more] = [await countInTable(page), await onlyPossible(page)];
    expect([likely > 5, more > 5]).toEqual([true, true]);
    const then = () => page.locator('tbody td:nth-child(6)').allTextContents();
    await expect.poll(async () => new Set(await then())).toEqual(new Set(['known', 'likely']));
    await possibleBox(page).check();
    await expect.poll(() => countInTable(page)).toBe(likely + more);
    await expect.poll(async () => new Set(await then())).toEqual(new Set(['known', 'likely', 'possible']));
    await expect.poll(() => page.url()).toContain('possible=shown');
    const other = await open(new URL(page.url()).hash);
    await expect.poll(() => countInTable(other)).toBe(likely + more);
    await expect.poll(() => possibleBox(other).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => countInTable(page)).toBe(likely);
    await expect.poll(() => possibleBox(page).isChecked()).toBe(false);
    await page.getByRole('button', { name: 'All time' }).click();
    await expect.poll(() => possibleBox(page).count()).toBe(0);
  });

  test('says of cards, pairs and paths where nothing is known at a time, but something possible', async () => {
    const page = await open('#at=2024-11-30&show=iran,syrian-government,russia&select=syrian-government');
    await page.getByText(/^None is known of 30 Nov 2024; possible: backs Iran, last attested 2017\./).waitFor();
    const pair = await open('#at=2024-11-30&show=iran,syrian-government&select=iran,syrian-government');
    await pair
      .getByText(/^None is known of 30 Nov 2024; possible: .*(Iran backs|backs Iran).*, last attested 2017\. \d more are possible\.$/)
      .waitFor();
    await expect.poll(() => pair.locator('.ties-of-pair li[data-drawn=true]').count()).toBe(0);
    await possibleBox(pair).check();
    await pair.locator('.ties-of-pair li[data-drawn=true]').nth(1).waitFor();
    await expect.poll(() => pair.locator('.ties-of-pair small').first().textContent()).toMatch(/; possible then, last attested 2017$/);
    const paths = await open('#at=2024-11-30&panel=paths&show=iran,hayat-tahrir-al-sham&paths=iran%3Bhayat-tahrir-al-sham%3B%3B');
    await paths.getByText(/^None is known of 30 Nov 2024; possible: Iran .*, last attested 2017\.$/).waitFor();
    await paths.getByText(/^No path is known; \d are only possible: tick “Show what is only possible” to see them$/).waitFor();
    await expect.poll(() => paths.locator('.path-item').count()).toBe(0);
    await possibleBox(paths).check();
    const first = paths.locator('.path-item').first();
    await first.waitFor();
    const text = await first.textContent();
    expect(text).toMatch(/confidence 0\.\d+, possible then/);
    // Where no day is known on which all hold, the path has no dates of its own.
    expect(text).not.toContain('undated');
  });

  test('plays the years one after the other, and pauses', async () => {
    const page = await open('#at=2014');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.when input')?.value === '2016');
    await page.getByRole('button', { name: 'Pause' }).click();
  });

  test('has the same content as a table, which can be sorted and is shown where WebGL is missing', async () => {
    const page = await open('', {
      before: (bare) =>
        bare.addInitScript(() => {
          HTMLCanvasElement.prototype.getContext = () => null;
        }),
    });
    await page.getByText('has no WebGL').waitFor();
    await page.locator('tbody tr').nth(20).waitFor();
    const from = () => page.locator('tbody td:first-child').allTextContents();
    const rising = await from();
    expect(rising.length).toBeGreaterThan(20);
    expect(rising).toEqual(rising.toSorted(new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare));
    await page.getByRole('columnheader', { name: 'From' }).getByRole('button').click();
    expect((await from())[0]).toBe(rising.at(-1));
    await page.locator('tbody button').first().click();
    await page.locator('.card.relationship h1').waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });

  test('opens the same query in the playground', async () => {
    const page = await open();
    await openDispute(page);
    const link = page.getByRole('link', { name: 'Open this query in the playground' });
    const given = new URLSearchParams(new URL((await link.getAttribute('href'))!, served().url).hash.slice(1));
    const answer = await served().execute(given.get('query')!, null, JSON.parse(given.get('variables')!));
    expect(JSON.stringify(answer.data)).toContain('Syrian insurgents control Aleppo');
    const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
    await opened.locator('.graphiql-tab-active', { hasText: 'RelationshipDetails' }).waitFor();
    await opened.locator('.graphiql-query-editor').getByText('RelationshipDetails').first().waitFor();
  });

  test('has no violation that axe finds, in any state, light or dark, wide or narrow', async () => {
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [360, 'dark'],
    ] as const) {
      const page = await open('', { viewport: { width, height: 780 }, colorScheme });
      expect(await violationsIn(page)).toEqual([]);
      await openDispute(page);
      expect(await violationsIn(page)).toEqual([]);
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByRole('button', { name: 'View' }).click();
      expect(await violationsIn(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Paths', exact: true }).click();
      expect(await violationsIn(page)).toEqual([]);
    }
  });

  test('fits a window of 360 pixels without horizontal scrolling', async () => {
    const page = await open('#select=iran&show=iran,russia,syrian-government&at=2024-11-30', { viewport: { width: 360, height: 740 } });
    await heading(page, 'Iran');
    const widest = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('body *')].map((each) => each.getBoundingClientRect().right)),
    );
    expect(widest).toBeLessThanOrEqual(361);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('reports when the server cannot be reached, keeps what is shown, and recovers when it can', async () => {
    const page = await open();
    await page.route('**/graphql', (route) => route.abort());
    const search = page.getByRole('combobox', { name: 'Search' });
    await search.fill('russia');
    await page.getByText('The server cannot be reached').waitFor();
    await expect.poll(async () => (await shownIn(page)).length).toBeGreaterThan(15);
    await page.unroute('**/graphql');
    await search.fill('russi');
    await page
      .getByRole('option', { name: /Russia/ })
      .first()
      .waitFor();
  });
});
