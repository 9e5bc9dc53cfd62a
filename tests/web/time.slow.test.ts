import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { runnerOf } from '../support/paths/runner.ts';
import { executablePath, startExplorer, violationsIn } from './support/explorer.ts';
import { madeGraph } from './support/made.ts';
import { placeOf } from './support/walk.ts';

const when = (page: Page) => page.getByLabel('When', { exact: true });
const slider = (page: Page, name: RegExp | string) => page.getByRole('slider', { name, exact: true });
const [start, end, whole] = [/^Start of/, /^End of/, 'Selected time'];
const inWords = (each: Locator) => each.getAttribute('aria-valuetext');
const timeIn = (page: Page) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('at');

async function type(page: Page, text: string): Promise<void> {
  await when(page).fill(text);
  await when(page).press('Enter');
}

/** How much of a picture is drawn on, 0 to 1: the mean difference of its pixels to the paper around, that of its first pixel. */
const inkOf = (page: Page, png: Buffer): Promise<number> =>
  page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      for (let at = 0; at < data.length; at++) sum += Math.abs(data[at]! - data[at % 4]!);
      return sum / data.length / 255;
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );

/** Drags from the middle of an element, or a share of the strip, by a share of the width of the strip. */
async function drag(page: Page, from: Locator | number, by: number): Promise<void> {
  const track = (await page.locator('.track').boundingBox())!;
  const box = typeof from === 'number' ? null : (await from.boundingBox())!;
  const x = box ? box.x + box.width / 2 : track.x + (from as number) * track.width;
  const y = track.y + track.height / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + (by * track.width) / 2, y, { steps: 3 });
  await page.mouse.move(x + by * track.width, y, { steps: 3 });
  await page.mouse.up();
}

describe.skipIf(!executablePath)('the time line of a graph from 1999 to 2012', () => {
  const { open, engine } = startExplorer(madeGraph);

  test('has the range of the graph, whatever the picture shows', async () => {
    const page = await open('#show=backer-01');
    const years = await runnerOf(engine()).execute<{ relationshipSeries: { start: string }[] }>('{ relationshipSeries { start } }');
    await expect.poll(() => page.locator('.histogram .holding').count()).toBeGreaterThan(5);
    expect(years.relationshipSeries[0]!.start).toBe('2003');
    expect([await inWords(slider(page, start)), await inWords(slider(page, end))]).toEqual(['2003', '2012']);
    await expect.poll(() => page.locator('.histogram .happened').count()).toBe(1);
    await expect
      .poll(() => page.locator('.histogram title').allTextContents())
      .toEqual(
        expect.arrayContaining([
          '2005: 30 relationships, 30 began; 0 events',
          '2003: 2 relationships, 2 began; 1 event',
          '2004: 1 relationship, 1 ended; 0 events',
        ]),
      );
  });

  test('has a window that is drawn, dragged by its ends and as a whole, each drag one step of undo', async () => {
    const page = await open();
    await page.locator('.histogram .holding').first().waitFor({ state: 'attached' });
    await drag(page, 0.22, 0.2);
    await expect.poll(() => timeIn(page)).toBe('2005/2007');
    await drag(page, slider(page, end), 0.2);
    await expect.poll(() => timeIn(page)).toBe('2005/2010');
    await drag(page, slider(page, start), -0.15);
    await expect.poll(() => timeIn(page)).toBe('2003/2010');
    await drag(page, slider(page, whole), 0.5);
    await expect.poll(() => timeIn(page)).toBe('2005/2012');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => timeIn(page)).toBe('2003/2010');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => timeIn(page)).toBe('2005/2010');
  });

  test('is zoomed by wheel and keys, down to days, and moved by the unit that it shows', async () => {
    const page = await open('#at=2003-06');
    await slider(page, whole).waitFor();
    await expect.poll(() => page.locator('.zoom small').textContent()).toBe('by years');
    await slider(page, whole).press('ArrowRight');
    await expect.poll(() => timeIn(page)).toBe('2003-07');
    await slider(page, start).press('+');
    await expect.poll(() => page.locator('.zoom small').textContent()).toBe('by months');
    await slider(page, end).press('PageUp');
    await expect.poll(() => inWords(slider(page, end))).toBe('July 2004');
    for (let at = 0; at < 6; at++) await slider(page, start).press('+');
    await expect.poll(() => page.locator('.zoom small').textContent()).toBe('by days');
    await slider(page, start).press('ArrowRight');
    await expect.poll(() => timeIn(page)).toBe('2003-07-02/2004-07');
    const track = (await page.locator('.track').boundingBox())!;
    await page.mouse.move(track.x + track.width / 2, track.y + 10);
    for (let at = 0; at < 30; at++) await page.mouse.wheel(0, 200);
    await expect.poll(() => page.getByRole('button', { name: 'Time line wider' }).isDisabled()).toBe(true);
    await slider(page, end).press('Home');
    await expect.poll(() => timeIn(page)).not.toContain('2004');
    expect(await violationsIn(page)).toEqual([]);
  });

  test('understands what is typed, and answers in words, with both readings as buttons, what it does not', async () => {
    const page = await open();
    await slider(page, whole).waitFor();
    await type(page, '6 June 2003');
    await expect.poll(() => timeIn(page)).toBe('2003-06-06');
    await expect.poll(() => inWords(slider(page, whole))).toBe('6 June 2003');
    await type(page, 'since Oct 2008');
    await expect.poll(() => timeIn(page)).toBe('2008-10/2012-12-31');
    await type(page, '5/6/2003');
    await page.getByText('This can be 5 June 2003 or 6 May 2003. Which one?').waitFor();
    expect(timeIn(page)).toBe('2008-10/2012-12-31');
    expect(await violationsIn(page)).toEqual([]);
    await page.getByRole('button', { name: '5 Jun 2003' }).click();
    await expect.poll(() => timeIn(page)).toBe('2003-06-05');
    await expect.poll(() => when(page).inputValue()).toBe('5 Jun 2003');
    await type(page, '31 Feb 2003');
    await page.getByText('February 2003 has 28 days; there is no day 31.').waitFor();
    await type(page, '');
    await expect.poll(() => timeIn(page)).toBeNull();
  });

  test('plays what it shows step by step, with the date large in the picture, and rests where it is paused', async () => {
    const page = await open('#show=reds,blues,ford&at=2003');
    await slider(page, start).press('+');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.locator('.playing-date').waitFor();
    await page.waitForFunction(() => document.querySelector('.playing-date')?.textContent === '2005');
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => page.locator('.playing-date').count()).toBe(0);
    const at = timeIn(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => timeIn(page)).toBe('2003');
    expect(at).not.toBe('2003');
  });

  test('shows what has ended fading for one step while it is played, and then no longer', async () => {
    const page = await open('#show=reds:0a00a0,blues:0c00c0,greens:0b00d0&at=2003');
    await slider(page, start).waitFor();
    await page.clock.install();
    const ofLine = async (a: string, b: string) => {
      const [from, to] = [await placeOf(page, a), await placeOf(page, b)];
      const clip = { x: Math.round((from.x + to.x) / 2) - 4, y: Math.round((from.y + to.y) / 2) - 4, width: 8, height: 8 };
      return inkOf(page, await page.screenshot({ clip }));
    };
    const playTo = async (date: string) => {
      for (let step = 0; step < 12 && (await page.locator('.playing-date').textContent()) !== date; step++) await page.clock.runFor(300);
      await expect.poll(() => page.locator('.playing-date').textContent()).toBe(date);
      await page.clock.runFor(300);
    };
    await page.getByRole('button', { name: 'Play' }).click();
    await playTo('2004');
    const held = await ofLine('reds', 'blues');
    await playTo('2005');
    const fading = await ofLine('reds', 'blues');
    expect([held > fading, fading > 0]).toEqual([true, true]);
    await playTo('2006');
    expect(await ofLine('reds', 'blues')).toBeLessThan(fading / 20);
  });

  test('fits 360 pixels and a right-to-left page, and is dragged by touch', async () => {
    const page = await open('#at=2005', { viewport: { width: 360, height: 740 }, hasTouch: true });
    await slider(page, whole).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    await slider(page, whole).press('ArrowRight');
    await expect.poll(() => timeIn(page)).toBe('2006');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const track = (await page.locator('.track').boundingBox())!;
    await page.touchscreen.tap(track.x + track.width * 0.05, track.y + 20);
    await expect.poll(() => timeIn(page)).toBe('2003');
  });

  test('shows on a card exactly the neighbors of the chosen time, as the API lists them, twenty first and then more', async () => {
    const page = await open('#show=reds&select=reds&at=2005');
    type Edges = { actor: { backedBy: { nodes: { name: string }[] } } };
    const query = '{ actor(id: "reds") { backedBy(filter: { at: "2005" }, first: 100) { nodes { name } } } }';
    const expected = (await runnerOf(engine()).execute<Edges>(query)).actor.backedBy.nodes.map(({ name }) => name).sort();
    const group = page.locator('.expand > li', { hasText: 'is backed by' });
    const names = async () => (await group.locator('.neighbors .name').allTextContents()).sort();
    await expect.poll(async () => (await names()).length).toBe(20);
    await group.getByRole('button', { name: 'More', exact: true }).click();
    await expect.poll(names).toEqual(expected);
    await expect
      .poll(() => group.locator('.neighbors li').first().textContent())
      .toMatch(
        /Backer \d+\+?2005; known for that year“Backer \d+ pays the Reds\.” — The Paper|Backer \d+\+?2005; known for that yearBacker \d+ pays the Reds\. — The Paper/,
      );
    await expect.poll(() => page.locator('.events').count()).toBe(0);
    await page.getByText(/^No event is known of 2005\. The last before it: Battle of the Ford, on 5 Jun 2003\.$/).waitFor();
    await group.getByRole('button', { name: /^Add Backer 01 / }).click();
    await expect.poll(() => page.url()).toContain('backer-01');
    await group.locator('.name').first().click();
    await page.getByRole('heading', { level: 1, name: /^Backer \d+ backs Reds$/ }).waitFor();
  });

  test('says on a card the life of an actor, and what happened on a day', async () => {
    const page = await open('#show=reds&select=reds&at=2003-06-05');
    await expect.poll(() => page.locator('.events li time').allTextContents()).toEqual(['on 5 Jun 2003']);
    await expect
      .poll(() => page.locator('.life li').allTextContents())
      .toEqual(['In 2001 active from then on', 'In Sep 2008 Reds split into Greens', 'In 2010 last active']);
    await type(page, '2020');
    await page.getByText('It is not known to have been active in that time (2020).').waitFor();
    const place = await open('#show=ford&select=ford&at=2003-06-06');
    await expect.poll(() => place.locator('.expand > li').first().textContent()).toMatch(/^is controlled by.*Reds/);
    expect(await violationsIn(place)).toEqual([]);
  });
});
