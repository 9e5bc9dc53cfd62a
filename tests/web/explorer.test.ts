import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { executablePath, heading, openQuestion, shownIn, startExplorer } from './support/explorer.ts';

describe.skipIf(!executablePath)('the explorer in a browser', () => {
  const { open, served } = startExplorer();

  test('is served at / to browsers, with a strict Content-Security-Policy; other clients are redirected to the API', async () => {
    const { origin } = new URL(served().url);
    const page = await fetch(origin, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const other = await fetch(origin, { redirect: 'manual' });
    expect([other.status, other.headers.get('location')]).toEqual([302, '/graphql']);
    const [script = ''] = (await page.text()).match(/\/explorer\/assets\/[\w-]+\.js/) ?? [];
    expect((await fetch(origin + script)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('shows the graph, with at most 300 kB before the first picture', async () => {
    const page = await open();
    const scripts = await page.evaluate(() => {
      const [{ startTime: shown }] = performance.getEntriesByName('allegiance.first-picture') as [PerformanceEntry];
      const loaded = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < shown);
      return loaded.map(({ name }) => name).filter((name) => /\.(js|css)$/.test(name));
    });
    const sizes = await Promise.all(scripts.map(async (name) => gzipSync(Buffer.from(await (await fetch(name)).arrayBuffer())).length));
    expect(scripts.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
    await expect.poll(() => shownIn(page)).toContain('aleppo');
    await expect.poll(async () => (await shownIn(page)).length).toBeGreaterThan(15);
  });

  test('finds entities by any alias while typing, with the keyboard alone, and shows the one selected', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('daesh');
    await page
      .getByRole('option', { name: /Islamic State/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Islamic State');
    await page
      .getByRole('searchbox', { name: 'Search' })
      .or(page.getByRole('combobox', { name: 'Search' }))
      .fill('حزب الله');
    await page.getByRole('option', { name: /^Hezbollah/ }).waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Hezbollah');
    await expect.poll(() => shownIn(page)).toContain('hezbollah');
  });

  test('leads back to the question before, and forward again', async () => {
    const page = await open();
    const question = page.locator('.answer .kicker');
    await openQuestion(page, /Who controlled Aleppo/);
    await question.filter({ hasText: 'Who controlled Aleppo' }).waitFor();
    await expect.poll(() => new URL(page.url()).hash).toContain('ask=controlledBy');
    await page.getByRole('button', { name: 'Details', exact: true }).click();
    await page.getByRole('combobox', { name: 'Search' }).fill('who backed the syrian government in 2015');
    await page.getByRole('option', { name: 'Who backed the Syrian government in 2015?' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => shownIn(page)).toContain('iraq');
    await page.goBack();
    await expect.poll(() => shownIn(page)).toContain('aleppo');
    expect(new URL(page.url()).hash).toContain('ask=controlledBy');
    await page.goForward();
    await question.filter({ hasText: 'Who backed the Syrian government in 2015' }).waitFor();
    await expect.poll(() => shownIn(page)).toContain('iraq');
    await page.goBack();
    await page.goBack();
    await expect.poll(() => shownIn(page)).toContain('hezbollah');
    expect(new URL(page.url()).hash).not.toContain('ask=');
  });

  test('shows paths as sentences, highlights the one under the pointer, and opens the evidence of its relationships', async () => {
    const page = await open();
    await openQuestion(page, /Iran and Israel/);
    await page.getByRole('button', { name: 'Choose how paths are searched' }).click();
    const path = page.locator('.path-item', { hasText: 'Iran backs Hezbollah, which fights Israel' });
    await path.waitFor();
    await page.mouse.move(2, 2);
    await page.waitForTimeout(500);
    const before = await page.locator('.stage').screenshot();
    await path.hover();
    await expect.poll(async () => (await page.locator('.stage').screenshot()).equals(before)).toBe(false);
    await path
      .getByRole('button', { name: /Hezbollah fights Israel|Iran backs Hezbollah/ })
      .first()
      .click();
    await heading(page, /Iran backs Hezbollah/);
    await page.locator('.passage').first().waitFor();
  });

  test('can be used with the keyboard alone: arrows, opening, hiding, pinning, multiple selection', async () => {
    const page = await open();
    await page.locator('.stage').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.locator('[aria-live]', { hasText: /, \d+ relationships? shown$/ }).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await page.locator('.card h1').waitFor();
    const { length } = await shownIn(page);
    await page.keyboard.press('p');
    await expect.poll(() => page.url()).toContain('!');
    await page.keyboard.press('h');
    await expect.poll(() => shownIn(page)).toHaveLength(length - 1);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press(' ');
    await heading(page, /^\S.* and \S/);
    await page.getByRole('button', { name: 'How are they connected?' }).press('Enter');
    await heading(page, 'How are they connected?');
    // From the search past the legend to the graph, where the entity that was found is expanded.
    await page.keyboard.press('/');
    await page.keyboard.type('iran');
    await page.getByRole('option', { name: /^Iran/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('stage');
    await page.keyboard.press('e');
    await page.locator('.notice', { hasText: /\S/ }).waitFor();
  });
});
