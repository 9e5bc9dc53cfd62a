/**
 * npm run bench:explorer [-- ROUNDS]: default is 5 rounds; needs a Chromium (CHROMIUM_PATH)
 *
 * Milliseconds until the explorer shows its first picture of the seed, milliseconds in which a worker places 2,000 actors with 5,000
 * relationships that have no position yet and in which they are loaded and shown, and milliseconds of script per painted frame while 2,000
 * actors with 5,000 relationships are panned and zoomed.
 */
import 'reflect-metadata';
import type { Browser, Page } from 'playwright-core';
import type { Engine } from '../src/engine/engine.ts';
import { serve } from '../tests/api/access/support/served.ts';
import { seeded } from '../tests/api/seed/seeded.ts';
import { findBrowser, launchBrowser, NO_BROWSER } from '../tests/support/browser.ts';
import { addressOfAll, largeGraph } from '../tests/web/support/large.ts';
import { Times, table } from './times.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const ACTORS = 2_000;
const RELATIONSHIPS = 5_000;

const executablePath = findBrowser();
if (!executablePath) throw new Error(NO_BROWSER);
const browser = await launchBrowser(executablePath);
const first = await withExplorer((await seeded()).engine, firstPictures);
const large = await largeGraph(ACTORS, RELATIONSHIPS);
const placed: { readonly layout: Times; readonly shown: Times } = { layout: new Times(), shown: new Times() };
const frames = await withExplorer(large, async (origin) => {
  await placeAll(origin);
  return frameTimes(origin);
});
await browser.close();
console.log(
  table(
    ['milliseconds', 'median', '95 %'],
    [
      [`first picture of the seed, ${ROUNDS} loads`, first.at(0.5).toFixed(0), first.at(0.95).toFixed(0)],
      [`placing ${ACTORS} actors in a worker`, placed.layout.at(0.5).toFixed(0), placed.layout.at(0.95).toFixed(0)],
      [`loading, placing and showing ${ACTORS} actors`, placed.shown.at(0.5).toFixed(0), placed.shown.at(0.95).toFixed(0)],
      [`script per frame, ${ACTORS} actors panned and zoomed`, frames.at(0.5).toFixed(1), frames.at(0.95).toFixed(1)],
    ],
  ),
);

async function withExplorer(engine: Engine, measure: (origin: string, browser: Browser) => Promise<Times>): Promise<Times> {
  const served = await serve(engine, { openReading: true });
  const times = await measure(new URL(served.url).origin, browser);
  await served.close();
  await engine.close();
  return times;
}

async function firstPictures(origin: string): Promise<Times> {
  const times = new Times();
  for (let round = 0; round < ROUNDS; round++) {
    const page = await open(origin);
    times.add(await page.evaluate(() => performance.getEntriesByName('allegiance.first-picture')[0]!.startTime));
    await page.context().close();
  }
  return times;
}

/** Opens all actors without positions, twice. */
async function placeAll(origin: string): Promise<void> {
  const slugs = Array.from({ length: ACTORS }, (_, at) => `actor-${at}`).join(',');
  for (let round = 0; round < 2; round++) {
    const page = await open(`${origin}/#show=${slugs}`);
    placed.layout.add(await page.evaluate(() => performance.getEntriesByName('allegiance.layout')[0]!.duration));
    placed.shown.add(await page.evaluate(() => performance.getEntriesByName('allegiance.first-picture')[0]!.startTime));
    await page.context().close();
  }
}

async function frameTimes(origin: string): Promise<Times> {
  const page = await open(`${origin}/#show=${addressOfAll(ACTORS)}`, (bare) => bare.addInitScript(recordFrames));
  await page
    .locator('.legend .entry', { hasText: String(RELATIONSHIPS) })
    .first()
    .waitFor({ timeout: 90_000 });
  await page.waitForTimeout(1_500);
  await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes.splice(0));
  const box = (await page.locator('.stage').boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  for (let step = 0; step < 15; step++) await page.mouse.move(box.x + 20 + step * 12, box.y + 20 + step * 8);
  await page.mouse.up();
  await page.mouse.wheel(0, -240);
  await page.waitForTimeout(800);
  const recorded = await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes);
  const times = new Times();
  // Frames in which nothing is painted take almost no time: they are not counted.
  for (const time of recorded) if (time > 0.5) times.add(time);
  return times;
}

async function open(address: string, before?: (page: Page) => Promise<unknown>): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await before?.(page);
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName('allegiance.first-picture').length > 0, undefined, { timeout: 90_000 });
  return page;
}

/** Runs in the page: records how long each animation frame callback takes. */
function recordFrames(): void {
  const frameTimes: number[] = [];
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      const startedAt = performance.now();
      callback(time);
      frameTimes.push(performance.now() - startedAt);
    });
  Object.assign(window, { frameTimes });
}
