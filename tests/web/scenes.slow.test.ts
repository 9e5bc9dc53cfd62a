import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { executablePath, startExplorer } from './support/explorer.ts';
import { differenceFrom } from './support/screenshots.ts';

const click = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).click();
  await page.locator('.answer h1').first().waitFor();
};

interface Scenario {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
  readonly hash?: string;
  readonly act?: (page: Page) => Promise<void>;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'start', width: 1280, height: 800, theme: 'light' },
  { name: 'start-narrow-dark', width: 360, height: 780, theme: 'dark' },
  { name: 'disputed', width: 1280, height: 800, theme: 'light', act: click(/Who controlled Aleppo/) },
  { name: 'disputed-narrow', width: 360, height: 780, theme: 'light', act: click(/Who controlled Aleppo/) },
  {
    name: 'paths-dark',
    width: 1280,
    height: 800,
    theme: 'dark',
    act: async (page) => {
      await click(/Iran and Israel/)(page);
      await page.getByRole('button', { name: 'Choose how paths are searched' }).click();
      await page.locator('.path-item', { hasText: 'Iran backs Hezbollah' }).hover();
    },
  },
  { name: 'backers-tablet-dark', width: 768, height: 1000, theme: 'dark', act: click(/Who backed/) },
  { name: 'table-tablet', width: 768, height: 900, theme: 'light', hash: '#as=table' },
  { name: 'own-script', width: 1280, height: 800, theme: 'light', hash: '#names=own' },
];

/** Largest accepted difference, of 255: fonts and rasterisers differ between machines; a missing panel or drawing differs by more. */
const MAX_DIFFERENCE = 12;

describe.skipIf(!executablePath)('screenshots of the explorer', () => {
  const { open } = startExplorer();

  test.each(SCENARIOS)('$name looks like its reference', async ({ name, width, height, theme, hash, act }) => {
    const page = await open(hash, { viewport: { width, height }, colorScheme: theme });
    await act?.(page);
    await page.waitForTimeout(1_000);
    expect(await differenceFrom(page, name)).toBeLessThan(MAX_DIFFERENCE);
  });
});
