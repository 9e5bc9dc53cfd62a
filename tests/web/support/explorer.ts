import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { serve, type TestServer } from '../../api/access/support/served.ts';
import { seeded } from '../../api/seed/seeded.ts';
import { findBrowser, launchBrowser, NO_BROWSER } from '../../support/browser.ts';

export const executablePath = findBrowser();
if (!executablePath) console.log(`The explorer in a browser: ${NO_BROWSER}`);

/** The folder for screenshots. */
export const SCENES = '.cache/explorer-scenes';

export interface ExplorerUnderTest {
  readonly served: () => TestServer;
  readonly engine: () => Engine;
  /** Opens the explorer at an address and waits for its first frame or table. Errors in the page fail the test. */
  readonly open: (hash?: string, options?: BrowserContextOptions & { readonly before?: (page: Page) => Promise<unknown> }) => Promise<Page>;
}

/** Starts a server with the seed, or with the store of `fill`, and a browser for the tests of a block. */
export function startExplorer(fill?: () => Promise<Engine>): ExplorerUnderTest {
  let engine: Engine;
  let served: TestServer;
  let browser: Browser;
  let pages: Page[] = [];
  let pageErrors: string[] = [];

  beforeAll(async () => {
    mkdirSync(SCENES, { recursive: true });
    engine = fill ? await fill() : (await seeded()).engine;
    served = await serve(engine, { openReading: true });
    browser = await launchBrowser(executablePath!);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await engine?.close();
  });
  afterEach(async () => {
    for (const page of pages) await page.context().close();
    pages = [];
    const errors = pageErrors;
    pageErrors = [];
    expect(errors, 'requests to other hosts, errors, violations of the policy').toEqual([]);
  });

  const open: ExplorerUnderTest['open'] = async (hash = '', { before, ...options } = {}) => {
    const origin = new URL(served.url).origin;
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
    context.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) pageErrors.push(`request to ${request.url()}`);
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    pages.push(page);
    page.on('pageerror', (error) => pageErrors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) pageErrors.push(message.text());
    });
    await before?.(page);
    await page.goto(`${origin}/${hash}`);
    await waitForFirstPicture(page);
    return page;
  };
  return { served: () => served, engine: () => engine, open };
}

/** Waits until the first frame is painted or the table is shown. */
export async function waitForFirstPicture(page: Page): Promise<void> {
  await page.waitForFunction(
    () => performance.getEntriesByName('allegiance.first-picture').length > 0 || document.querySelector('table') !== null,
  );
}

/** Opens the question with this text among those that the page offers. */
export const openQuestion = (page: Page, name: RegExp): Promise<void> => page.getByRole('button', { name }).click();

export const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();

/** Opens the disputed relationship of the answer to the question about Aleppo. */
export async function openDispute(page: Page): Promise<void> {
  await openQuestion(page, /Who controlled Aleppo/);
  await page.getByRole('button', { name: /^Syrian insurgents control Aleppo/ }).click();
  await heading(page, 'Syrian insurgents control Aleppo');
}

/** The number of relationships in the table. */
export const countInTable = async (page: Page): Promise<number> =>
  Number(/^\d+/.exec((await page.getByRole('button', { name: / relationships$/ }).textContent()) ?? '')?.[0]);

/** The slugs in the address, without their positions. */
export async function shownIn(page: Page): Promise<string[]> {
  await page.waitForTimeout(400);
  const show = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('show') ?? '';
  return show.split(',').map((each) => each.replace(/[:!].*$/, ''));
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** All violations that axe finds, minor ones too. */
export async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(await import('node:fs').then(({ readFileSync }) => readFileSync(AXE, 'utf8')));
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}
