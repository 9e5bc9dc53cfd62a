import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { extentOf, fitOf, sizeDivisor } from '../../src/explorer/canvas/camera.ts';
import { moreBox } from '../../src/explorer/canvas/overlay.ts';
import { radiusOf } from '../../src/explorer/layout/size.ts';
import { decode } from '../../src/explorer/state/address.ts';
import { executablePath, shownIn, startExplorer, violationsIn } from './support/explorer.ts';
import { placeOf } from './support/walk.ts';

const SHOW = 'show=iran,hezbollah,israel,russia,turkey,syrian-government';

describe.skipIf(!executablePath)('gestures on the canvas', () => {
  const { open, served } = startExplorer();

  /** The page with these actors, when all of them have their place. */
  const opened = async (hash: string): Promise<Page> => {
    const page = await open(hash, { hasTouch: true });
    await expect
      .poll(() => decode(new URL(page.url()).hash).picture.every(({ position }) => position !== null), { timeout: 10_000 })
      .toBe(true);
    return page;
  };
  const click = async (page: Page, slug: string, options: Parameters<Page['mouse']['click']>[2] = {}) => {
    const { x, y } = await placeOf(page, slug);
    await page.mouse.click(x, y, options);
  };
  const neighborsOf = async (slug: string): Promise<number> => {
    const { data } = await served().execute(
      `{ relationships(filter: { involving: ["${slug}"], certainty: POSSIBLE }, first: 100) { nodes { from { slug } to { slug } } } }`,
    );
    const { nodes } = (data as { relationships: { nodes: { from: { slug: string }; to: { slug: string } }[] } }).relationships;
    return new Set(nodes.flatMap(({ from, to }) => [from.slug, to.slug])).size - 1;
  };
  const selectedIn = (page: Page) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('select')?.split(',').sort() ?? [];

  test('lights what is pointed at, and leaves the picture as it was afterwards', async () => {
    const page = await opened(`#${SHOW}&at=2016`);
    const stage = page.locator('.stage');
    const before = await stage.screenshot();
    const { x, y } = await placeOf(page, 'hezbollah');
    await page.mouse.move(x, y);
    await expect.poll(async () => (await stage.screenshot()).equals(before)).toBe(false);
    await page.mouse.move(2, 2);
    await expect.poll(async () => (await stage.screenshot()).equals(before)).toBe(true);
  });

  test('expands by a double click, says how many more there are, and is undone', async () => {
    const page = await opened('#show=syrian-insurgents');
    await click(page, 'syrian-insurgents', { clickCount: 2 });
    await expect.poll(async () => (await shownIn(page)).length).toBe(21);
    expect(page.url()).toContain('more=syrian-insurgents');
    const more = page.locator('.show-neighbors');
    const left = (await neighborsOf('syrian-insurgents')) - 20;
    await expect.poll(() => more.textContent()).toBe(`${left} more neighbors.Show the strongest ${Math.min(20, left)}`);
    await more.getByRole('button').click();
    await expect.poll(async () => (await shownIn(page)).length).toBe(21 + Math.min(20, left));
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => shownIn(page)).toEqual(['syrian-insurgents']);
  });

  test('adds up to three steps by its menu, and more at a click on the number beside a hub', async () => {
    const page = await opened('#show=hezbollah&at=2016');
    const stepsOf = async (steps: number) => {
      await click(page, 'hezbollah', { button: 'right' });
      await page.getByRole('menuitem', { name: `Show neighbors: ${steps} step` }).click();
      await page.getByRole('menu').waitFor({ state: 'detached' });
    };
    const within = async (hops: number) => {
      const query = `{ reachable(from: "hezbollah", maxDepth: ${hops}, filter: { at: "2016", certainty: LIKELY }, first: 100) { nodes { slug } } }`;
      const { data } = await served().execute(query);
      return ['hezbollah', ...(data as { reachable: { nodes: { slug: string }[] } }).reachable.nodes.map(({ slug }) => slug)].sort();
    };
    const [two, three] = [await within(2), await within(3)];
    expect([two.length > 2, three.length > two.length]).toEqual([true, true]);
    await stepsOf(3);
    await expect.poll(async () => (await shownIn(page)).sort()).toEqual(three);

    const hub = await opened('#show=syrian-insurgents');
    await click(hub, 'syrian-insurgents', { clickCount: 2 });
    await expect.poll(async () => (await shownIn(hub)).length).toBe(21);
    const more = (await neighborsOf('syrian-insurgents')) - 20;
    await expect.poll(() => hub.locator('.show-neighbors').textContent()).toContain(`${more} more neighbors.`);
    await expect.poll(() => decode(new URL(hub.url()).hash).picture.every(({ position }) => position !== null)).toBe(true);
    const at = await placeOf(hub, 'syrian-insurgents');
    const { width, height } = (await hub.locator('.stage').boundingBox())!;
    const { picture, view } = decode(new URL(hub.url()).hash);
    const { ratio } = view.camera ?? fitOf(extentOf(picture.flatMap(({ position }) => position ?? []))!, { width, height });
    const box = moreBox({ ...at, radius: radiusOf(20, 21) / sizeDivisor(ratio, { width, height }), more });
    await hub.mouse.click((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    await expect.poll(async () => (await shownIn(hub)).length).toBe(21 + Math.min(20, more));
  });

  test('is dragged and zoomed by touch: an entity by a finger on it, the picture by one beside it, closer by two', async () => {
    const page = await opened(`#${SHOW}&at=2016`);
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point, id) => ({ ...point, id })) });
    const state = () => decode(new URL(page.url()).hash);
    const positionOf = (slug: string) => state().picture.find((each) => each.slug === slug)!;
    const before = positionOf('hezbollah');
    const from = await placeOf(page, 'hezbollah');
    await touch('touchStart', from);
    for (let step = 1; step <= 4; step++) await touch('touchMove', { x: from.x + step * 15, y: from.y + step * 10 });
    await touch('touchEnd');
    await expect.poll(() => positionOf('hezbollah')).toMatchObject({ pinned: true });
    expect(positionOf('hezbollah').position).not.toEqual(before.position);
    const moved = await placeOf(page, 'hezbollah');
    // A drag begins with the first move.
    expect([moved.x - from.x, moved.y - from.y].map(Math.round)).toEqual([45, 30]);

    const others = JSON.stringify(state().picture);
    const box = (await page.locator('.stage').boundingBox())!;
    const corner = { x: box.x + 30, y: box.y + box.height - 30 };
    const { camera } = state().view;
    await touch('touchStart', corner);
    for (let step = 1; step <= 4; step++) await touch('touchMove', { x: corner.x + step * 20, y: corner.y - step * 10 });
    await touch('touchEnd');
    await expect.poll(() => state().view.camera).not.toEqual(camera);
    expect(JSON.stringify(state().picture)).toBe(others);

    const { ratio } = state().view.camera!;
    const middle = { x: box.x + box.width / 2, y: box.y + 40 };
    const fingers = (apart: number) => [-apart, apart].map((by) => ({ x: middle.x + by, y: middle.y }));
    await touch('touchStart', ...fingers(30));
    for (let step = 1; step <= 4; step++) await touch('touchMove', ...fingers(30 + step * 15));
    await touch('touchEnd');
    await expect.poll(() => state().view.camera!.ratio).toBeLessThan(ratio * 0.7);
  });

  test('has a menu on right click and on the keyboard', async () => {
    const page = await opened(`#${SHOW}`);
    await click(page, 'hezbollah', { button: 'right' });
    const menu = page.getByRole('menu', { name: 'Hezbollah' });
    await menu.waitFor();
    await expect.poll(() => menu.getByRole('menuitem').allTextContents()).toContain('Show neighbors: 2 steps');
    expect(await violationsIn(page)).toEqual([]);
    await menu.getByRole('menuitem', { name: 'Hide' }).click();
    await expect.poll(() => shownIn(page)).not.toContain('hezbollah');
    await page.locator('.stage').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[aria-live]', { hasText: /, \d+ relationships? shown$/ }).waitFor({ state: 'attached' });
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('menu').count()).toBe(0);
    const { length } = await shownIn(page);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Show neighbors: 2 steps' }).press('Enter');
    await expect.poll(async () => (await shownIn(page)).length).toBeGreaterThan(length);
  });

  test('selects what a lasso is drawn around', async () => {
    const page = await opened(`#${SHOW}`);
    const [a, b] = [await placeOf(page, 'iran'), await placeOf(page, 'hezbollah')];
    const box = (await page.locator('.stage').boundingBox())!;
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + 3, box.y + 3);
    await page.mouse.down();
    for (const [right, low] of [
      [1, 0],
      [1, 1],
      [0, 1],
    ])
      await page.mouse.move(box.x + 3 + right! * (box.width - 6), box.y + 3 + low! * (box.height - 6));
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect.poll(() => selectedIn(page)).toHaveLength(6);
    await page.getByRole('heading', { name: '6 selected' }).waitFor();
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('menuitem', { name: 'Select with a lasso' }).click();
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const around = (at: typeof a, by: number) => ({
      x: at.x + Math.sign(at.x - middle.x || 1) * by,
      y: at.y + Math.sign(at.y - middle.y || 1) * by,
    });
    const [from, to] = [around(a, 14), around(b, 14)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, from.y);
    await page.mouse.move(to.x, to.y);
    await page.mouse.move(from.x, to.y);
    await page.mouse.up();
    await expect.poll(() => selectedIn(page)).toEqual(expect.arrayContaining(['hezbollah', 'iran']));
    await page.locator('.stage').focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => selectedIn(page)).toEqual([]);
  });

  test('opens the relationship of a line, or all of a pair on a time line', async () => {
    const page = await opened('#show=iran,syrian-government&at=2016');
    const [a, b] = [await placeOf(page, 'iran'), await placeOf(page, 'syrian-government')];
    await page.mouse.click((a.x + b.x) / 2, (a.y + b.y) / 2);
    await page.getByRole('heading', { name: 'Iran and Syrian government' }).waitFor();
    const rows = page.locator('.ties-of-pair li');
    await expect.poll(() => rows.count()).toBeGreaterThan(1);
    await expect.poll(() => rows.first().locator('.tie-bar [data-certainty=CERTAIN]').count()).toBeGreaterThan(0);
    await expect.poll(() => rows.first().locator('.tie-bar .selected').count()).toBe(1);
    await rows.first().getByRole('button').click();
    await page.getByRole('heading', { level: 1, name: 'Iran backs Syrian government' }).waitFor();
  });

  test('empties the canvas, for everybody who opens its address, until that is undone', async () => {
    const page = await opened(`#${SHOW}`);
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('menuitem', { name: 'Clear the picture' }).click();
    await expect.poll(() => page.url()).toContain('#show=-');
    await page.keyboard.press('Control+z');
    await expect.poll(() => shownIn(page)).toHaveLength(6);
  });
});
