import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error: scripts have no types
import { withSnippets } from '../../../scripts/snippets.mjs';
import { ROOT } from '../../support/root.ts';

test('docs/front-ends.md has the code of the examples: node scripts/snippets.mjs writes it', () => {
  const text = readFileSync(join(ROOT, 'docs/front-ends.md'), 'utf8');
  expect(text.match(/^<!-- (examples|packages)\//gm)?.length).toBeGreaterThan(15);
  // Every comment that names a file stands before a block of code, so that none is passed over.
  expect(text.match(/^<!-- (?!(?:examples|packages)\/\S+ -->\n\n```)/gm)).toBeNull();
  expect(withSnippets(text)).toBe(text);
});
