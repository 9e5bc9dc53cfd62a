import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { recordCoverage } from './browserCoverage.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** Flags that let a browser start as root in a container, and disable its background network requests. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The line that a test prints when it is skipped because there is no browser. */
export const NO_BROWSER = 'skipped: no Chromium found; install one or name it in CHROMIUM_PATH';

/**
 * Path of a Chromium: `CHROMIUM_PATH`, else `/usr/bin/chromium`, else the first common name on `PATH`; undefined when there is none.
 * @throws if there is none and ALLEGIANCE_REQUIRE_BROWSER is 1
 */
export function findBrowser(): string | undefined {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  const onPath = PATH.split(path.delimiter).flatMap((directory) => NAMES.map((name) => path.join(directory, name)));
  const found = ['/usr/bin/chromium', ...onPath].find(isExecutable);
  if (!found && process.env.ALLEGIANCE_REQUIRE_BROWSER === '1')
    throw new Error(`ALLEGIANCE_REQUIRE_BROWSER requires a browser; ${NO_BROWSER}`);
  return found;
}

/** Starts the browser at `executablePath` without a window; the caller closes it. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  if (process.env.ALLEGIANCE_COVERAGE) recordCoverage(browser, process.env.ALLEGIANCE_COVERAGE);
  return browser;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
