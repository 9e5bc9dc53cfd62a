import type { Page } from 'playwright-core';

/** The file that a click on this entry of the menu Save downloads. */
export async function saved(page: Page, label: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await page.getByRole('button', { name: 'Save' }).click();
  const item = page.getByRole('menuitem', { name: label, exact: true });
  const [download] = await Promise.all([page.waitForEvent('download'), item.click()]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
}
