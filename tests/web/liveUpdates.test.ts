import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { findBrowser, launchBrowser, NO_BROWSER } from '../support/browser.ts';

const executablePath = findBrowser();
if (!executablePath) console.log(`Subscriptions in a browser: ${NO_BROWSER}`);

describe.skipIf(!executablePath)('a page of this server, under its content security policy', () => {
  let engine: Engine;
  let served: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    engine = await openEmbedded(null);
    await fillWithFew(engine);
    served = await serve(engine, { openReading: true });
    browser = await launchBrowser(executablePath!);
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    await engine.close();
  });

  test('may subscribe over a WebSocket and over server-sent events', async () => {
    const page = await browser.newPage();
    const policy = (await page.goto(served.url))!.headers()['content-security-policy'];
    expect(policy).toContain("connect-src 'self'");
    const query = 'subscription { graphChanged(since: 0) { revision } }';
    const messages = await page.evaluate(async (source) => {
      const overSocket = new Promise<string>((resolve) => {
        const socket = new WebSocket(location.href.replace('http', 'ws'), 'graphql-transport-ws');
        socket.onopen = () => socket.send('{"type":"connection_init"}');
        socket.onerror = () => resolve('error');
        socket.onmessage = ({ data }) => {
          if (JSON.parse(data).type === 'next') resolve(data);
          else socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: source } }));
        };
      });
      const overStream = new Promise<string>((resolve) => {
        const stream = new EventSource(`/graphql/stream?query=${encodeURIComponent(source)}`);
        stream.addEventListener('next', ({ data }) => resolve(data));
        stream.onerror = () => resolve('error');
      });
      return Promise.all([overSocket, overStream]);
    }, query);
    for (const message of messages) expect(message).toContain('{"data":{"graphChanged":{"revision":1}},"extensions":{"revision":1}}');
  });
});
