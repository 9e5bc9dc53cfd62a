import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { MultiGraph } from 'graphology';
import gexf from 'graphology-gexf';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasPython, NO_PYTHON, pythonWith } from '../api/frontend/support/python.ts';
import { ROOT } from '../support/root.ts';
import { executablePath, SCENES, startExplorer } from './support/explorer.ts';
import { saved } from './support/saved.ts';

const found = hasPython();
if (!found) console.log(`Reading the explorer's GEXF with NetworkX: ${NO_PYTHON}`);

/** The size of a PNG by its header, in pixels. */
const sizeOf = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe.skipIf(!executablePath)('what the explorer saves', () => {
  const { open, served } = startExplorer();
  /** The number of relationships in the table, once there are any. */
  const rowsInTable = async (page: Page): Promise<number> =>
    Number.parseInt((await page.getByRole('button', { name: /^[1-9]\d* relationships$/ }).textContent())!, 10);
  /** The texts of an SVG as the browser reads it. */
  const textsIn = (page: Page, svg: Buffer) =>
    page.evaluate((text) => {
      const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      return { root: root.nodeName, texts: [...root.querySelectorAll('text')].map((each) => each.textContent ?? '') };
    }, svg.toString('utf8'));
  /** The share of pixels of an image that are not of its background, and whether a colour is among them. */
  const inked = (page: Page, png: Buffer, colour: string) =>
    page.evaluate(
      async ({ source, rgb }) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const pixel = (at: number) => `#${[0, 1, 2].map((part) => data[at + part]!.toString(16).padStart(2, '0')).join('')}`;
        const paper = pixel(0);
        let [different, ofColour] = [0, 0];
        for (let at = 0; at < data.length; at += 4) {
          const one = pixel(at);
          if (one !== paper) different++;
          if (one === rgb) ofColour++;
        }
        return { share: different / (data.length / 4), ofColour };
      },
      { source: `data:image/png;base64,${png.toString('base64')}`, rgb: colour },
    );

  test('as PNG is the whole page at two and three times its size, as soon as something has changed', async () => {
    const page = await open('#at=2024-11-30');
    await page.getByRole('checkbox', { name: /possible/ }).check();
    const [two, three] = [await saved(page, 'Image (PNG), 2×'), await saved(page, 'Image (PNG), 3× for print')];
    expect([two.name, three.name]).toEqual(['allegiance.png', 'allegiance.png']);
    const svg = await saved(page, 'Drawing (SVG)');
    const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg.bytes.toString('utf8'))!.map(Number);
    expect([sizeOf(two.bytes), sizeOf(three.bytes)]).toEqual([2, 3].map((density) => [width! * density, height! * density]));
    for (const { bytes } of [two, three]) {
      const { share, ofColour } = await inked(page, bytes, '#8c4a7b');
      expect(share).toBeGreaterThan(0.02);
      expect(ofColour).toBeGreaterThan(1_000);
    }
    writeFileSync(join(SCENES, 'print-light.png'), two.bytes);
  });

  test('as SVG has a title, the time, a legend of what is drawn, and the sources with their licences', async () => {
    const page = await open('#at=2024-11-30&as=table');
    const { name, bytes } = await saved(page, 'Drawing (SVG)');
    const count = await rowsInTable(page);
    expect(name).toBe('allegiance.svg');
    const { root, texts } = await textsIn(page, bytes);
    expect(root).toBe('svg');
    const allText = texts.join('\n');
    expect(allText).toMatch(/^.+, .+ and \d+ others\n30 November 2024: \d+ actors and places, /);
    expect(allText).toContain(`, ${count} relationships`);
    const counted = texts.flatMap((text) => /^[a-z ]+ \((\d+)\)$/.exec(text) ?? []);
    expect(counted.length).toBeGreaterThan(6);
    const controls = await page.locator('tbody td:nth-child(2)', { hasText: /^controls$/ }).count();
    expect(texts).toContain(`controls (${controls})`);
    expect(controls).toBeGreaterThan(2);
    const flowing = texts.join(' ');
    expect(flowing).toMatch(/“Syrian military confirms .+”, 2024-11-30 \(\d+ relationships\)\. News article/);
    const { data } = await served().execute('{ sources(first: 100) { nodes { key citation } } }');
    const { nodes } = (data as { sources: { nodes: { key: string; citation: string | null }[] } }).sources;
    const article = nodes.find(({ key }) => key.startsWith('article'))!;
    expect(flowing).toContain(article.citation!.replace(/\s+/g, ' '));
    expect(flowing).toMatch(/Allegiance, saved \d{4}-\d{2}-\d{2} at revision \d+\./);
  });

  test('has the question as its title while the picture is the answer to it, and names whom it shows when that has changed', async () => {
    const page = await open('#ask=backedBy;syrian-government;2015');
    await page.locator('.answer h1').waitFor();
    await page.locator('.stage canvas').first().waitFor();
    const titleNow = async () => /<title>(.*)<\/title>/.exec((await saved(page, 'Drawing (SVG)')).bytes.toString('utf8'))?.[1];
    await expect.poll(titleNow).toBe('Who backed the Syrian government in 2015?');
    await page.getByLabel('When', { exact: true }).fill('2016');
    await page.getByLabel('When', { exact: true }).press('Enter');
    await expect.poll(titleNow).toMatch(/^(Iran|Iraq|Russia|Syrian government)(, | and )/);
  });

  test('is dotted where it is only possible, in names of any script, and dark where the page is', async () => {
    const page = await open('#at=2024-11-30&names=own', { colorScheme: 'dark' });
    const dotted = async () => (await saved(page, 'Drawing (SVG)')).bytes.toString('utf8').split('stroke-dasharray="3 4"').length - 1;
    expect(await dotted()).toBe(0);
    await page.getByRole('checkbox', { name: /possible/ }).check();
    expect(await dotted()).toBeGreaterThan(5);
    const { bytes } = await saved(page, 'Drawing (SVG)');
    expect((await textsIn(page, bytes)).texts.filter((text) => /[\u0600-\u06ff]/.test(text)).length).toBeGreaterThan(3);
    writeFileSync(join(SCENES, 'print-dark-arabic.png'), (await saved(page, 'Image (PNG), 2×')).bytes);
  });

  test('as CSV has every relationship of the table, with opponents, sources and quotes', async () => {
    // What is saved before the first view is loaded waits for it.
    const slow = (page: Page) => page.route('**/graphql', (route) => setTimeout(() => void route.continue(), 400));
    const page = await open('#at=2015&off=FIGHTS,REPORTED&as=table', { before: slow });
    const { name, bytes } = await saved(page, 'Table (CSV)');
    await page.getByText(/^The file has no place for [\d,]+ events with their evidence/).waitFor();
    const count = await rowsInTable(page);
    expect(name).toBe('allegiance.csv');
    const rows: Record<string, string>[] = parseCsv(bytes, { columns: true });
    expect(rows).toHaveLength(count);
    expect(rows.filter(({ relationship, status }) => relationship === 'FIGHTS' || status === 'REPORTED')).toEqual([]);
    const iran = rows.find((row) => row.from === 'iran' && row.to === 'syrian-government' && row.relationship === 'BACKS')!;
    expect(iran).toMatchObject({ fromName: 'Iran', toName: 'Syrian government', certainty: expect.stringMatching(/CERTAIN|THROUGHOUT/) });
    expect(iran.againstNames).toContain('Syrian insurgents');
    expect(iran.sources).toContain('Uppsala');
    expect(iran.assertedBy!.length).toBeGreaterThan(20);
  });

  test.skipIf(!found)(
    'as GEXF has the times, read by Gephi Lite’s library and by NetworkX',
    async () => {
      const page = await open('#at=2015&as=table');
      const count = await rowsInTable(page);
      const { bytes } = await saved(page, 'Network for Gephi (GEXF)');
      const graph = gexf.parse(MultiGraph as never, bytes.toString('utf8'), { addMissingNodes: false });
      expect(graph.size).toBe(count);
      expect(bytes.toString('utf8').split('<spell ').length).toBeGreaterThan(5);
      expect(graph.findNode((_, { slug, label }) => slug === 'iran' && label === 'Iran')).toBeTruthy();
      const directory = mkdtempSync(join(tmpdir(), 'allegiance-print-'));
      try {
        const file = join(directory, 'directed.gexf');
        writeFileSync(file, (await saved(page, 'Network, all directed (GEXF)')).bytes);
        const python = pythonWith(join(ROOT, 'tests/support/export/networkx.txt'));
        const program =
          'import json, sys, networkx; g = networkx.read_gexf(sys.argv[1]); print(json.dumps([g.number_of_edges(), sum(1 for *_, d in g.edges(data=True) if d.get("spells"))]))';
        const { stdout, stderr } = spawnSync(python, ['-c', program, file], { encoding: 'utf8' });
        expect(stderr).toBe('');
        const [edges, dated] = JSON.parse(stdout) as [number, number];
        expect(edges).toBe(count);
        expect(dated).toBeGreaterThan(5);
      } finally {
        rmSync(directory, { recursive: true });
      }
    },
    300_000,
  );

  test('copies a link that opens the same', async () => {
    const page = await open('#at=2024-11-30&as=table', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    await page.getByRole('status').filter({ hasText: 'The link is on the clipboard.' }).waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(link.origin).toBe(new URL(served().url).origin);
    const other = await open(link.hash);
    await expect.poll(() => rowsInTable(other)).toBe(await rowsInTable(page));
    expect(await other.evaluate(() => location.hash)).toContain('at=2024-11-30');
  });
});
