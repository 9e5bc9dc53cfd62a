import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { extentOf, fitOf, unitsPerPixel } from '../../../src/explorer/canvas/camera.ts';
import { seededRandom } from '../../../src/explorer/layout/random.ts';
import { decode } from '../../../src/explorer/state/address.ts';
import { type ExplorerUnderTest, SCENES } from './explorer.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a user may do; `random` gives numbers from 0 to 1. Each leaves the page usable, and does nothing where it does not apply. */
type Deed = (page: Page, random: () => number) => Promise<void>;

const DEEDS: Readonly<Record<string, Deed>> = {
  'moves the slider': async (page, random) => {
    const slider = page.getByRole('slider').first();
    if ((await slider.count()) === 0) return;
    await slider.focus();
    const key = random() < 0.5 ? 'ArrowLeft' : 'ArrowRight';
    for (let step = 0; step <= random() * 12; step++) await page.keyboard.press(key);
  },
  'shows all time': (page) => clickIfThere(page.getByRole('button', { name: 'All time' })),
  'toggles what is possible': (page) => clickIfThere(page.getByRole('checkbox', { name: /possible/ })),
  'toggles a filter': async (page, random) => {
    const entries = page.locator('.column .legend button.entry');
    await clickIfThere(entries.nth(Math.floor(random() * (await entries.count()))));
  },
  'drags an entity': async (page, random) => {
    const from = await somePoint(page, random);
    if (from) await drag(page, from, { x: from.x + (random() - 0.5) * 200, y: from.y + (random() - 0.5) * 160 });
  },
  'drags the picture': async (page, random) => {
    const { x, y } = await corner(page);
    await drag(page, { x: x + 6, y: y + 6 }, { x: x + 6 + random() * 120, y: y + 6 + random() * 90 });
  },
  zooms: async (page, random) => {
    const at = await somePoint(page, random);
    if (!at) return;
    await page.mouse.move(at.x, at.y);
    await page.mouse.wheel(0, random() < 0.5 ? -180 : 180);
  },
  'fits the picture': (page) => clickIfThere(page.getByRole('button', { name: 'Fit' })),
  'points at things': async (page, random) => {
    for (let step = 0; step < 4; step++) {
      const at = await somePoint(page, random);
      if (at) await page.mouse.move(at.x, at.y);
    }
  },
  'selects an entity': async (page, random) => {
    const at = await somePoint(page, random);
    if (at) await page.mouse.click(at.x, at.y);
  },
  'moves by keys': async (page, random) => {
    await page.locator('.stage').focus();
    for (let step = 0; step < 3; step++)
      await page.keyboard.press(['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'][Math.floor(random() * 4)]!);
    if (random() < 0.5) await page.keyboard.press('Enter');
  },
  'hides what is selected': async (page) => {
    await page.locator('.stage').focus();
    await page.keyboard.press('h');
  },
  expands: async (page) => clickIfThere(page.locator('.expand button:not(:disabled)').first()),
  undoes: async (page, random) => {
    for (let step = 0; step <= random() * 3; step++) await page.keyboard.press('Control+z');
  },
  redoes: (page) => page.keyboard.press('Control+y'),
  'shows the table and the picture again': async (page) => {
    const table = page.getByRole('button', { name: 'Table', exact: true });
    await table.click();
    await page.locator('table').waitFor();
    await table.click();
    await page.locator('.stage canvas').first().waitFor();
  },
};

/** The seed of the walks of a run: ALLEGIANCE_WALK, else a random one. The name of a test that fails has it. */
export const walkSeed = (): string => process.env.ALLEGIANCE_WALK ?? String(Math.floor(Math.random() * 1e9));

/** Does `count` random things one after the other, without waiting for what they lead to; returns their names. */
export async function wander(page: Page, seed: string, count: number): Promise<string[]> {
  const random = seededRandom(seed);
  const names = Object.keys(DEEDS);
  const done: string[] = [];
  for (let step = 0; step < count; step++) {
    const name = names[Math.floor(random() * names.length)]!;
    done.push(name);
    await DEEDS[name]!(page, random);
  }
  return done;
}

/**
 * Compares the picture that rests on a page with that of a fresh load of its address.
 * @returns where the two pictures are, if they differ in any pixel; null if not
 */
export async function differenceFromFresh(page: Page, open: ExplorerUnderTest['open'], name: string): Promise<string | null> {
  const here = await restingPicture(page);
  const fresh = await open(new URL(page.url()).hash, { before: watchQueries });
  const there = await restingPicture(fresh);
  await fresh.context().close();
  if (here.equals(there)) return null;
  writeFileSync(join(SCENES, `${name}-here.png`), here);
  writeFileSync(join(SCENES, `${name}-fresh.png`), there);
  return `${join(SCENES, name)}-*.png`;
}

const pending = new WeakMap<Page, Set<Request>>();

/** To be called before a page is opened, whose picture is to be compared. */
export async function watchQueries(page: Page): Promise<void> {
  const running = new Set<Request>();
  pending.set(page, running);
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/graphql') running.add(request);
  });
  for (const end of ['requestfinished', 'requestfailed'] as const) page.on(end as 'requestfinished', (request) => running.delete(request));
}

/** The canvas with nothing pointed at, when neither it nor the address changes any more and nothing is being loaded. */
async function restingPicture(page: Page): Promise<Buffer> {
  await page.mouse.move(2, 2);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  let before: { readonly picture: Buffer; readonly url: string } | null = null;
  for (;;) {
    await expect.poll(() => pending.get(page)!.size, { timeout: 10_000 }).toBe(0);
    // A message lies over the picture for some seconds.
    await page.locator('.notice[data-shown=false]').waitFor({ state: 'attached' });
    const now = { picture: await page.locator('.stage').screenshot(), url: page.url() };
    if (before?.url === now.url && before.picture.equals(now.picture)) return now.picture;
    before = now;
    await page.waitForTimeout(RESTS_MS);
  }
}

/** Longer than a gesture, the debounce of the address and a move of the camera take together. */
const RESTS_MS = 600;

async function clickIfThere(target: ReturnType<Page['locator']>): Promise<void> {
  if ((await target.count()) > 0 && (await target.isEnabled())) await target.click();
}

async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

const corner = async (page: Page): Promise<Point> => (await page.locator('.stage').boundingBox())!;

/** Where each entity in the address is on the page. */
async function places(page: Page): Promise<ReadonlyMap<string, Point>> {
  const { picture, view } = decode(new URL(page.url()).hash);
  const { x, y, width, height } = (await page.locator('.stage').boundingBox())!;
  const extent = extentOf(picture.flatMap(({ position }) => (position ? [position] : [])));
  if (!extent) return new Map();
  const camera = view.camera ?? fitOf(extent, { width, height });
  const scale = unitsPerPixel(camera.ratio, { width, height });
  const onPage = (at: Point) => ({ x: x + width / 2 + (at.x - camera.x) / scale, y: y + height / 2 - (at.y - camera.y) / scale });
  const inView = (at: Point) => at.x > x + 4 && at.x < x + width - 4 && at.y > y + 4 && at.y < y + height - 4;
  const all = picture.flatMap(({ slug, position }) => (position ? [[slug, onPage(position)] as const] : []));
  return new Map(all.filter(([, at]) => inView(at)));
}

export async function placeOf(page: Page, slug: string): Promise<Point> {
  const place = (await places(page)).get(slug);
  if (!place) throw new Error(`${slug} is not in view: ${page.url()}`);
  return place;
}

/** The place of one of the entities; null where none is in view. */
async function somePoint(page: Page, random: () => number): Promise<Point | null> {
  const all = [...(await places(page)).values()];
  return all[Math.floor(random() * all.length)] ?? null;
}
