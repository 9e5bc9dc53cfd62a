import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SCENES } from './explorer.ts';

const REFERENCE_FILE = 'tests/web/scenes.json';
const [COLUMNS, ROWS] = [16, 10];

/**
 * The difference between a page and its reference: the mean difference of brightness over a coarse grid, 0 to 255.
 * The screenshot is written to `.cache/explorer-scenes`. Without a reference, this screenshot becomes the reference and the result is 0.
 */
export async function differenceFrom(page: Page, name: string): Promise<number> {
  const picture = await page.screenshot({ path: join(SCENES, `${name}.png`) });
  const now = await page.evaluate(brightnessGrid, {
    picture: `data:image/png;base64,${picture.toString('base64')}`,
    columns: COLUMNS,
    rows: ROWS,
  });
  const references: Record<string, number[]> = existsSync(REFERENCE_FILE) ? JSON.parse(readFileSync(REFERENCE_FILE, 'utf8')) : {};
  const reference = references[name];
  if (!reference) writeFileSync(REFERENCE_FILE, `${JSON.stringify({ ...references, [name]: now })}\n`);
  return reference ? now.reduce((sum, value, at) => sum + Math.abs(value - reference[at]!), 0) / now.length : 0;
}

/** Runs in the page: the brightness of each cell of a grid over an image. */
async function brightnessGrid({ picture, columns, rows }: { picture: string; columns: number; rows: number }): Promise<number[]> {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: columns, height: rows });
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, columns, rows);
  const { data } = context.getImageData(0, 0, columns, rows);
  return Array.from({ length: columns * rows }, (_, at) => Math.round((data[at * 4]! + data[at * 4 + 1]! + data[at * 4 + 2]!) / 3));
}
