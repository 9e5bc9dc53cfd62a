import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seeded } from '../api/seed/seeded.ts';
import { executablePath, heading, shownIn, startExplorer, violationsIn } from './support/explorer.ts';
import { saved } from './support/saved.ts';

/** One deed in each part of the page; `*.slow.test.ts` beside this file tests each part whole. */
describe.skipIf(!executablePath)('each part of the explorer', () => {
  // A store of its own: the last tests write.
  const { open, served } = startExplorer(async () => (await seeded()).engine);
  const timeIn = (page: Page) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('at');

  test('answers a question in words, and the picture and a saved page are of that answer', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Search' }).fill('who backed the syrian government in 2015');
    await page.getByRole('option', { name: 'Who backed the Syrian government in 2015?', exact: true }).click();
    await page.locator('.answer h1', { hasText: 'In 2015 the Syrian government was backed by Iran, Iraq and Russia' }).waitFor();
    await expect.poll(() => shownIn(page).then((slugs) => slugs.sort())).toEqual(['iran', 'iraq', 'russia', 'syrian-government']);
    const { name, bytes } = await saved(page, 'Drawing (SVG)');
    expect([name, bytes.toString('utf8')]).toEqual([
      'allegiance.svg',
      expect.stringContaining('<title>Who backed the Syrian government in 2015?</title>'),
    ]);
    expect(await violationsIn(page)).toEqual([]);
  });

  test('understands a date, and shows the places of that day on a map', async () => {
    const page = await open('#at=2016');
    await page.getByLabel('When', { exact: true }).fill('30 Nov 2024');
    await page.getByLabel('When', { exact: true }).press('Enter');
    await expect.poll(() => timeIn(page)).toBe('2024-11-30');
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await page
      .locator('.places li[data-slug="aleppo"]', { hasText: /controlled by .*Syrian insurgents.* \(disputed, partial\)/ })
      .waitFor();
    await page.locator('.mark[data-place="aleppo"] .dot[data-filling="striped"]').waitFor();
  });

  test('records a relationship, selects it, and takes it back', async () => {
    const page = await open('#show=iraq,jordan');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Editor token').fill(served().tokenOf.editor);
    for (const [label, name] of [
      ['From', 'Iraq'],
      ['To', 'Jordan'],
    ] as const) {
      await page.getByRole('combobox', { name: label, exact: true }).fill(name);
      await page
        .getByRole('option', { name: new RegExp(name) })
        .first()
        .click();
    }
    await page.getByLabel(/^Relationship/).selectOption('NEGOTIATES_WITH');
    await page.getByRole('textbox', { name: 'Start' }).fill('2019-05');
    await page.getByLabel('Source').selectOption({ index: 1 });
    await page.getByLabel(/^Passage/).fill('Envoys of both met.');
    await page.getByRole('button', { name: 'Add relationship' }).click();
    await heading(page, /(Iraq|Jordan) negotiates with (Jordan|Iraq)/);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('no longer in the graph').waitFor();
  });

  test('reads a text: what it proposes is accepted by a key, and recorded', async () => {
    const page = await open('#panel=desk', { before: (each) => each.addInitScript(() => performance.mark('allegiance.first-picture')) });
    await page.getByLabel('Editor token').fill(served().tokenOf.editor);
    await page.getByLabel('Title').fill('A short text');
    await page.getByLabel('Published').fill('2024-11-30');
    await page.getByLabel('Text').fill('Russian warplanes attacked Idlib on 30 November 2024.');
    await page.locator('form').getByRole('button', { name: 'Read', exact: true }).click();
    await page.locator('.proposals .rows > li[data-current=true]', { hasText: /Russia.* attacks Idlib/ }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('button', { name: /^Record 1 accepted/ }).click();
    await page.locator('.stage').waitFor();
    await expect.poll(() => shownIn(page)).toContain('russia');
  });
});
