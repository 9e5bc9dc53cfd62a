import { describe, expect, test } from 'vitest';
import { executablePath, seriousViolations, shownIn, startExplorer } from './support/explorer.ts';
import { HOSTILE, largeGraph } from './support/large.ts';

const ACTORS = 2_000;
/** The first `count` actors as the address has them, each with a position on a spiral. */
const all = (count: number) => Array.from({ length: count }, (_, at) => `actor-${at}:${position(at)}`).join(',');
const position = (at: number) =>
  [Math.cos(at), Math.sin(at)].map((coordinate) => digits(23_000 + coordinate * 480 * Math.sqrt(at))).join('');
const digits = (value: number) => Math.round(value).toString(36).padStart(3, '0');

/** Runs in the page: measures how long each animation frame callback takes, in milliseconds. */
function measureFrames(): void {
  const frameTimes: number[] = [];
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      const startedAt = performance.now();
      callback(time);
      frameTimes.push(performance.now() - startedAt);
    });
  Object.assign(window, { taken: frameTimes });
}

describe.skipIf(!executablePath)('a large graph in the explorer', { retry: 2 }, () => {
  const { open } = startExplorer(() => largeGraph(ACTORS, 5_000));

  // Takes half a minute: `npm run test:large`.
  test.runIf(process.env.ALLEGIANCE_LARGE === '1')(
    'of 2,000 actors and 5,000 ties is panned and zoomed with less than 8 ms of script per frame',
    { timeout: 120_000 },
    async () => {
      const page = await open(`#show=${all(ACTORS)}`, {
        viewport: { width: 1200, height: 520 },
        before: (bare) => bare.addInitScript(measureFrames),
      });
      await page.locator('.legend .entry', { hasText: '5000' }).first().waitFor({ timeout: 90_000 });
      await page.waitForTimeout(1_500);
      await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes.splice(0));
      const box = (await page.locator('.stage').boundingBox())!;
      await page.mouse.move(box.x + 20, box.y + 20);
      await page.mouse.down();
      for (let step = 0; step < 15; step++) await page.mouse.move(box.x + 20 + step * 12, box.y + 20 + step * 8);
      await page.mouse.up();
      await page.mouse.wheel(0, -240);
      await page.waitForTimeout(800);
      const frameTimes = await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes);
      // Frames in which nothing is painted take almost no time: they are not counted.
      const painted = frameTimes.filter((time) => time > 0.5).toSorted((a, b) => a - b);
      const [median, slowest] = [painted[Math.floor(painted.length / 2)] ?? Number.NaN, painted.at(-1)];
      console.log(
        `Script per frame over ${painted.length} painted frames: median ${median.toFixed(1)} ms, longest ${slowest?.toFixed(1)} ms`,
      );
      expect(painted.length).toBeGreaterThan(5);
      expect(median).toBeLessThan(8);
    },
  );

  test('is not extended above the limit of the canvas, and the message says so', { timeout: 60_000 }, async () => {
    const page = await open(`#show=${all(ACTORS)}&as=table`);
    await page.keyboard.press('/');
    await page.keyboard.type('Hub');
    await page.getByRole('option', { name: 'Hub' }).waitFor();
    await page.keyboard.press('Enter');
    await page
      .getByRole('status')
      .filter({ hasText: 'The canvas shows at most 2,000 entities; with these it would have 2,001.' })
      .waitFor();
    expect(await shownIn(page)).toHaveLength(ACTORS);
  });

  test('shows how many more neighbors there are than one click adds', async () => {
    const page = await open('#show=hub&select=hub');
    const row = page.locator('.expand li', { hasText: 'includes' });
    await expect.poll(() => row.getByRole('button').textContent()).toBe('130 more');
    await row.getByRole('button').click();
    await expect.poll(() => row.getByRole('button').textContent()).toBe('30 more');
    await row.getByRole('button').click();
    await row.getByText('all shown').waitFor();
  });

  test('shows malicious names as plain text', async () => {
    const page = await open(`#show=hub,${HOSTILE.map(({ slug }) => slug).join(',')}&as=table`);
    await page.getByRole('button', { name: /actors and places$/ }).click();
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
    expect(await page.locator('b', { hasText: 'bold' }).count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
    expect(await seriousViolations(page)).toEqual([]);
  });
});
