import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { executablePath, SCENES, shownIn, startExplorer, violationsIn } from './support/explorer.ts';

const ARTICLE = join(import.meta.dirname, '../../../shared/seed/aleppo-2024-article.txt');
if (!existsSync(ARTICLE)) console.log('The desk: the article of the seed is not here, so its review is not tested.');

/** A short text with one clear relationship, one pledge and one that the seed has. */
const TEXT = `Iran backs Hezbollah, officials in Beirut said on Friday.

Russian warplanes attacked Idlib on 30 November 2024. Russia has promised Damascus additional military aid.`;

describe.skipIf(!executablePath)('the desk in a browser', () => {
  const { open, served } = startExplorer();

  const read = async (page: Page, title: string, text: string) => {
    await page.getByLabel('Editor token').fill(served().tokenOf.editor);
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Publisher').fill('The Example');
    await page.getByLabel('Published').fill('2024-11-30');
    await page.getByLabel('Text').fill(text);
    await page.locator('form').getByRole('button', { name: 'Read', exact: true }).click();
    await page.locator('.proposals .rows li').first().waitFor();
  };
  const rows = (page: Page) => page.locator('.proposals .rows > li');
  const current = (page: Page) => page.locator('.proposals .rows > li[data-current=true]');

  test('a text is read, its proposals are lit in it, decided on by keys, undone, corrected and recorded; the result is a picture', async () => {
    const page = await open('#panel=desk', { before: (each) => each.addInitScript(() => performance.mark('allegiance.first-picture')) });
    await read(page, 'A short text', TEXT);
    const quote = (await current(page).locator('blockquote').textContent())!.slice(1, -1);
    await expect.poll(async () => (await page.locator('.article [data-lit=true]').allTextContents()).join('')).toBe(quote);
    await expect.poll(() => page.locator('.article [data-mention=one]', { hasText: 'Hezbollah' }).count()).toBeGreaterThan(0);

    const known = rows(page).filter({ hasText: 'Iran backs Hezbollah' });
    await known.getByRole('button').first().click();
    await page
      .getByText(/^Already recorded by /)
      .first()
      .waitFor();
    await page.keyboard.press('r');
    await expect.poll(() => known.getAttribute('data-decision')).toBe('rejected');
    await page.keyboard.press('u');
    await expect.poll(() => known.getAttribute('data-decision')).toBe('proposed');

    await page.keyboard.press('e');
    await page.getByLabel('End', { exact: true }).fill('2020');
    await page.getByRole('button', { name: 'Cancel' }).click();
    const attack = rows(page).filter({ hasText: /Russia.* attacks Idlib/ });
    await attack.getByRole('button').first().click();
    await page.keyboard.press('a');
    await expect.poll(() => attack.getAttribute('data-decision')).toBe('accepted');
    expect(await violationsIn(page)).toEqual([]);
    await page.getByRole('button', { name: /^Record 1 accepted, 0 rejected/ }).click();
    await page.locator('.stage').waitFor();
    await expect.poll(() => shownIn(page)).toEqual(expect.arrayContaining(['russia']));
    const { data } = await served().execute(
      '{ sources(first: 50) { nodes { title events { nodes { title evidence { nodes { quote verbatim span { start end } } } } } relationships { nodes { statement } } } } }',
    );
    const source = (data!.sources as { nodes: { title: string; relationships: { nodes: { statement: string }[] } }[] }).nodes.find(
      ({ title }) => title === 'A short text',
    )!;
    expect(JSON.stringify(source)).toContain('Idlib');
    expect(JSON.stringify(source)).not.toContain('Hezbollah');
  });

  test.skipIf(!existsSync(ARTICLE))('the article of the seed is reviewed by keyboard alone, in few keys', async () => {
    const page = await open('#panel=desk', { before: (each) => each.addInitScript(() => performance.mark('allegiance.first-picture')) });
    await read(page, 'Rebels enter Aleppo', readFileSync(ARTICLE, 'utf8'));
    await page.screenshot({ path: join(SCENES, 'desk.png') });
    const total = await rows(page).count();
    let keys = 0;
    // Accepts what the server could write and rejects the rest: one key a proposal, as a reader who agrees would.
    while ((await page.locator('.proposals .rows > li[data-decision=proposed]').count()) > 0) {
      const cannot = (await current(page).textContent())!.includes('cannot be recorded');
      await page.keyboard.press(cannot ? 'r' : 'a');
      keys++;
      expect(keys).toBeLessThanOrEqual(total);
    }
    await page.screenshot({ path: join(SCENES, 'desk-decided.png') });
    await page.locator('.proposals footer button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.stage').waitFor();
    await page.waitForTimeout(800);
    await page.screenshot({ path: join(SCENES, 'desk-result.png') });
    console.log(`The article of the seed: ${total} proposals, ${keys + 1} keys.`);
    expect(keys + 1).toBeLessThan(60);
    await expect.poll(async () => (await shownIn(page)).length).toBeGreaterThan(3);
  });
});
