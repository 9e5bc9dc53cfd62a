import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './programs.mjs';

const BUILT = join(ROOT, 'dist/.built.json');

/** The browser applications, each with its own Vite configuration, under src/. */
export const APPS = ['playground', 'explorer'].filter((app) => existsSync(join(ROOT, 'src', app, 'vite.config.ts')));

/** The parts of a build: inputs, command, output directory. */
export const PARTS = [
  {
    name: 'server',
    inputs: ['src', 'tsconfig.json', 'vite.config.ts'],
    except: ['src/playground', 'src/explorer'],
    command: ['vite', 'build'],
  },
  ...APPS.map((app) => {
    const folder = `src/${app}`;
    return { name: app, inputs: [folder, 'src/model', 'schema'], except: [], command: ['vite', 'build', folder] };
  }),
].map((part) => ({ ...part, output: join(ROOT, 'dist', part.name) }));

/** The parts whose inputs have changed since the last build, or whose output is missing. */
export function staleParts() {
  const built = readBuilt();
  return PARTS.filter((part) => !existsSync(part.output) || built[part.name] !== fingerprint(part));
}

/** Records that a part was built from inputs with this fingerprint. */
export function recordBuilt(name, inputs) {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(BUILT, `${JSON.stringify({ ...readBuilt(), [name]: inputs }, null, 2)}\n`);
}

/** The next build starts from nothing. */
export function forgetBuilds() {
  rmSync(BUILT, { force: true });
}

/** Hash of everything that a part is built from: names and contents of its inputs, versions of its libraries. */
export function fingerprint({ inputs, except }) {
  const hash = createHash('sha256');
  const excluded = new Set(except.map((path) => join(ROOT, path)));
  for (const input of ['package-lock.json', ...inputs]) {
    for (const file of filesUnder(join(ROOT, input), excluded)) hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function readBuilt() {
  return existsSync(BUILT) ? JSON.parse(readFileSync(BUILT, 'utf8')) : {};
}

function* filesUnder(path, excluded) {
  if (excluded.has(path) || !existsSync(path)) return;
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name), excluded);
}
