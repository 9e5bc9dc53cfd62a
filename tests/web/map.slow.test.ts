import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { executablePath, SCENES, startExplorer, violationsIn } from './support/explorer.ts';

describe.skipIf(!executablePath)('the map of the explorer', () => {
  const { open } = startExplorer();
  const entry = (page: Page, slug: string) => page.locator(`.places li[data-slug="${slug}"]`);
  const openMap = async (hash: string, options = {}) => {
    const page = await open(hash, options);
    await page.locator('.map .land').waitFor({ state: 'attached' });
    await entry(page, 'aleppo').waitFor();
    return page;
  };
  /** The scale of the map, and where its left upper corner is. */
  const camera = async (page: Page): Promise<{ scale: number; x: number; y: number }> => {
    const text = await page.locator('.map svg > g').first().getAttribute('transform');
    const [x, y, scale] = text!.match(/-?[\d.]+(e-?\d+)?/g)!.map(Number);
    return { scale: scale!, x: x!, y: y! };
  };

  test('shows who controls which place on a day, disputed ones striped, and the same in the list', async () => {
    const page = await openMap('#as=map&at=2024-11-30');
    await expect
      .poll(() => entry(page, 'aleppo').textContent())
      .toMatch(/Aleppo.*controlled by .*Syrian insurgents.* \(disputed, partial\)/);
    await expect.poll(() => entry(page, 'idlib').textContent()).toMatch(/controlled by .*Syrian insurgents/);
    await page.locator('.mark[data-place="aleppo"] .dot[data-filling="striped"]').waitFor();
    await page.locator('.map-legend', { hasText: 'Syrian insurgents' }).waitFor();
    await page.screenshot({ path: join(SCENES, 'map-day.png') });
    const earlier = await openMap('#as=map&at=2017-12-25');
    await entry(earlier, 'aleppo').filter({ hasText: 'Syrian government' }).waitFor();
    expect(await entry(earlier, 'aleppo').textContent()).not.toContain('insurgents');
  });

  test('is one press away, is in the address, and opens the card of a place from the map and from the list', async () => {
    const page = await open('#at=2024-11-30');
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await page.locator('.mark[data-place="aleppo"]').click();
    await page.getByRole('heading', { level: 1, name: 'Aleppo', exact: true }).waitFor();
    await page.locator('.places button[aria-current]', { hasText: 'Aleppo' }).waitFor();
    const event = page.locator('.card .events button').first();
    const title = (await event.textContent())!;
    await event.click();
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await entry(page, 'idlib').getByRole('button').click();
    await page.getByRole('heading', { level: 1, name: 'Idlib', exact: true }).waitFor();
    await page.locator('[data-place] .ring[data-selected="true"]').waitFor({ state: 'attached' });
    await expect.poll(() => page.url()).toMatch(/as=map.*select=idlib|select=idlib.*as=map/);
    const other = await openMap(new URL(page.url()).hash);
    await other.locator('.places button[aria-current]', { hasText: 'Idlib' }).waitFor();
  });

  test('has circles for deaths, and says what is not drawn', async () => {
    const page = await openMap('#as=map');
    await expect.poll(() => page.locator('.map circle.deaths').count()).toBeGreaterThan(0);
    await expect.poll(() => entry(page, 'idlib').textContent()).toMatch(/\d+ dead/);
    await page.locator('.map-legend .hint', { hasText: /\d+ events? at no place drawn here/ }).waitFor();
  });

  test('moves and zooms by keys, wheel, drag, two fingers and buttons', async () => {
    const page = await openMap('#as=map&at=2024-11-30', { hasTouch: true });
    const before = await camera(page);
    await page.locator('.map .frame').focus();
    await page.keyboard.press('+');
    await expect.poll(async () => (await camera(page)).scale).toBeCloseTo(before.scale * 1.5, 1);
    const nearer = await camera(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await camera(page)).x).toBeCloseTo(nearer.x - 80, 1);
    await page.keyboard.press('0');
    await expect.poll(() => camera(page)).toEqual(before);
    const box = (await page.locator('.map .frame').boundingBox())!;
    const [x, y] = [box.x + 40, box.y + box.height - 60];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 50, y - 20, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => (await camera(page)).x - before.x).toBeCloseTo(50, 1);
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => (await camera(page)).scale).toBeCloseTo(before.scale * 2, 1);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => camera(page)).toEqual(before);
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', distance: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [-distance, distance].map((offset, id) => ({ x: x + 120 + offset, y: y - 60, id })),
      });
    await touch('touchStart', 40);
    await touch('touchMove', 80);
    await touch('touchEnd', 80);
    await expect.poll(async () => (await camera(page)).scale / before.scale).toBeGreaterThan(1.7);
  });

  test('lights a place on the map while its entry has the focus, and the entry while the pointer is on the map', async () => {
    const page = await openMap('#as=map&at=2024-11-30');
    await entry(page, 'idlib').getByRole('button').focus();
    await page.locator('[data-place] .ring').waitFor({ state: 'attached' });
    await page.locator('.mark[data-place="aleppo"]').hover();
    await page.locator('.places li[data-slug="aleppo"][data-pointed="true"]').waitFor();
  });

  test('has nothing serious that axe finds, wide and narrow, light and dark, with names in their own script', async () => {
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [360, 'dark'],
    ] as const) {
      const page = await openMap('#as=map&names=own', { viewport: { width, height: 780 }, colorScheme });
      await expect.poll(() => entry(page, 'aleppo').textContent()).toContain('حلب');
      expect(await violationsIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.screenshot({ path: join(SCENES, `map-${width}-${colorScheme}.png`) });
    }
  });
});
