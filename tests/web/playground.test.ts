import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Kind, parse } from 'graphql';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, NO_BROWSER } from '../support/browser.ts';
import { buildPlayground } from '../support/builtPlayground.ts';
import { tinyGraph } from '../support/tinyGraph.ts';

const OPERATIONS = 'schema/operations';
const BROWSER_ACCEPTS = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

const questions = readdirSync(OPERATIONS)
  .filter((file) => file.endsWith('.graphql'))
  .sort()
  .map((file) => {
    const text = readFileSync(path.join(OPERATIONS, file), 'utf8');
    return { file, text, definitions: parse(text).definitions };
  });

const nameOf = ({ definitions: [definition] }: (typeof questions)[number]) =>
  definition?.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined;

let root: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  root = await buildPlayground();
  server = await serve(root);
  origin = originOf(server);
});

afterAll(async () => {
  server.close();
  await rm(root, { recursive: true });
});

async function serve(built: string): Promise<Server> {
  const listening = tinyGraph(built).listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  return listening;
}

const originOf = (listening: Server) => `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;

describe('the ready questions', () => {
  test.each(questions)('$file is one named query after a comment that asks a question', (question) => {
    expect(question.text).toMatch(/^# [A-Z].*\?\n/);
    expect(question.definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION)).toHaveLength(1);
    expect(nameOf(question)).toMatch(/^[A-Z]\w+$/);
  });
});

describe('GET /graphql', () => {
  const get = (url: string, accept: string) => fetch(`${origin}${url}`, { headers: { accept } });

  test('is the page for browsers, with a strict Content-Security-Policy', async () => {
    const response = await get('/graphql', BROWSER_ACCEPTS);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('vary')).toContain('Accept');
  });

  test.each([
    ['/graphql', '*/*'],
    ['/graphql', 'application/graphql-response+json, application/json'],
    ['/graphql?query=%7B__typename%7D', BROWSER_ACCEPTS],
  ])('%s with Accept: %s is answered by the API', async (url, accept) => {
    expect(await (await get(url, accept)).json()).toEqual({ api: true });
  });

  test('is status 503 with a message where the page was not built', async () => {
    const bare = await serve(path.join(root, 'nowhere'));
    const response = await fetch(`${originOf(bare)}/graphql`, { headers: { accept: BROWSER_ACCEPTS } });
    bare.close();
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('`npm run build` makes it');
  });

  test('refers to assets that can be cached indefinitely', async () => {
    const html = await (await get('/graphql', BROWSER_ACCEPTS)).text();
    const [script = ''] = html.match(/\/playground\/assets\/[\w-]+\.js/) ?? [];
    const response = await get(script, '*/*');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});

const executablePath = findBrowser();
if (!executablePath) console.log(`The playground in a browser: ${NO_BROWSER}`);

describe.skipIf(!executablePath)('the playground in a browser', () => {
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];

  beforeAll(async () => {
    browser = await launchBrowser(executablePath!);
  });

  afterAll(() => browser?.close());

  beforeEach(async () => {
    pageErrors = [];
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) pageErrors.push(`request to ${request.url()}`);
    });
    page = await context.newPage();
    page.on('pageerror', (error) => pageErrors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') pageErrors.push(message.text());
    });
    await page.goto(`${origin}/graphql`);
  });

  afterEach(async () => {
    await page.context().close();
    expect(pageErrors, 'requests to other hosts, errors, violations of the policy').toEqual([]);
  });

  const answer = (text: string) => page.locator('.result-window').getByText(text).first().waitFor();

  test('has its title, one tab, and the list of questions, each of which opens a tab of its own', async () => {
    await answer('backedBy');
    expect(await page.title()).toBe('Allegiance');
    const tabs = page.locator('.graphiql-tab-button');
    await expect.poll(() => tabs.allTextContents()).toEqual([nameOf(questions[0]!)]);
    await expect
      .poll(() => page.locator('.questions li').allTextContents())
      .toEqual(questions.map(({ text }) => text.split('\n')[0]!.slice(2)));
    // As fast as can be: nothing is lost of a tab that is left at once.
    await page.evaluate(async () => {
      for (const at of [1, 2, 1, 0]) {
        document.querySelectorAll<HTMLElement>('.questions li button')[at]!.click();
        await new Promise((later) => setTimeout(later, 20));
      }
    });
    await expect.poll(() => tabs.allTextContents()).toEqual(questions.slice(0, 3).map(nameOf));
  });

  test('runs the first question at the start', async () => {
    await answer('Iran backs the Syrian government');
  });

  test('runs another question', async () => {
    await answer('backedBy');
    await page.getByRole('button', { name: 'How much is in the graph' }).click();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await answer('hand-made for this test');
  });

  test('shows the documentation of the schema', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'GraphStatus', exact: true }).click();
    await page.getByText('attributions').first().waitFor();
  });
});
