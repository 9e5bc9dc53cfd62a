import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ROOT } from './root.ts';

/**
 * Writes what the pages of a browser reach in `dist` to a directory, when they are closed: as Node.js writes what processes
 * reach (`NODE_V8_COVERAGE`).
 */
export function recordCoverage(browser: Browser, directory: string): void {
  browser.on('context', (context) => recordContext(context, directory));
  const close = browser.close.bind(browser);
  browser.close = async (options) => {
    for (const context of browser.contexts()) await context.close();
    await close(options);
  };
}

function recordContext(context: BrowserContext, directory: string): void {
  const pages = new Map<Page, Promise<void>>();
  context.on('page', (page) => pages.set(page, page.coverage.startJSCoverage({ resetOnNavigation: false })));
  const close = context.close.bind(context);
  context.close = async (options) => {
    for (const [page, started] of pages) {
      await started;
      if (!page.isClosed()) writeScripts(await page.coverage.stopJSCoverage(), directory);
    }
    pages.clear();
    await close(options);
  };
}

/** The scripts of a page; they are served from `dist` under the paths that they have there. */
function writeScripts(scripts: Awaited<ReturnType<Page['coverage']['stopJSCoverage']>>, directory: string): void {
  const result = scripts.map(({ url, scriptId, functions }) => {
    const file = join(ROOT, 'dist', new URL(url).pathname);
    return { scriptId, functions, url: pathToFileURL(file).href };
  });
  writeFileSync(join(directory, `coverage-page-${randomUUID()}.json`), JSON.stringify({ result }));
}
