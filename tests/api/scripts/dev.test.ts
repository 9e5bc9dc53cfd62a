import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { program } from '../access/support/program.ts';
import { project } from './support/project.ts';

/** A server that answers with a word, or with the built page. */
const server = (word: string) => `
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
const page = new URL('../explorer/index.html', import.meta.url);
const server = createServer(({ url }, response) => void response.end(url === '/page' && existsSync(page) ? readFileSync(page) : '${word}'));
server.listen(0, '127.0.0.1', () => console.log(\`${word}: \${process.argv.slice(2)} http://127.0.0.1:\${server.address().port}\`));
process.on('SIGTERM', () => process.exit(console.log('${word} ended')));
`;
const page = (word: string) => `<!doctype html><title>${word}</title>`;

const textAt = async (url: string) => (await fetch(url)).text();

test('npm run dev serves the sources, and each change of them', async () => {
  const root = project({
    'src/main.ts': server('first'),
    'src/analysis/workers/worker.ts': '',
    'src/cli/storeThread.ts': '',
    'src/engine/embedded/wal/snapshotProcess.ts': '',
    'src/explorer/index.html': page('old'),
  });
  const dev = program(['--seed'], {}, { node: [join(root, 'scripts/dev.mjs')], cwd: root });
  onTestFinished(async () => void (await dev.stop()));
  const [, first] = await dev.waitForOutput(/first: start,--seed (\S+)/);
  expect(await textAt(first!)).toBe('first');

  writeFileSync(join(root, 'src/explorer/index.html'), page('new'));
  await expect.poll(() => textAt(`${first}/page`), { timeout: 20_000 }).toContain('new');

  writeFileSync(join(root, 'src/main.ts'), 'a mistake');
  await dev.waitForOutput(/The server was not built/);
  expect(await textAt(first!)).toBe('first');
  writeFileSync(join(root, 'src/main.ts'), server('second'));
  const [, second] = await dev.waitForOutput(/first ended\n(?:.*\n)*second: start,--seed (\S+)/);
  expect(await textAt(second!)).toBe('second');

  const { code, out } = await dev.stop();
  expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: 'second ended' });
});
