// npm run dev [-- OPTIONS OF start]: builds server, explorer and playground, starts the server, and after a change of a file builds
// what it is part of. A new server replaces the running one; a page shows its change when it is loaded again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'vite';
import { APPS, forgetBuilds } from './lib/parts.mjs';
import { ROOT } from './lib/programs.mjs';

const environment = { ...process.env };
process.env.NODE_ENV = 'production';
// What a later `npm start` or `npm test` uses is built anew: this script may end in the middle of a build.
forgetBuilds();

const built = new Set();
let server = null;
let restarts = Promise.resolve();

const parts = [['server', ROOT], ...APPS.map((app) => [app, join(ROOT, 'src', app)])];
const watchers = await Promise.all(parts.map(([name, root]) => watch(name, root)));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);

/** Builds a part now and after each change. */
async function watch(name, root) {
  const settings = { root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', plugins: [reporter(name)], build: { watch: {} } };
  const watcher = await build(settings);
  watcher.on('event', (event) => void event.result?.close());
  return watcher;
}

/** Hooks instead of events of the watcher: a first build may end before anybody listens to these. */
function reporter(name) {
  let start = 0;
  // Vite has printed the error.
  const report = (error) => error && console.log(`The ${name} was not built; the last build stays in use.`);
  return {
    name: 'allegiance:dev',
    buildStart() {
      start = performance.now();
    },
    buildEnd: report,
    renderError: report,
    writeBundle() {
      console.log(`Built ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
      const wasComplete = built.size === parts.length;
      built.add(name);
      if (built.size === parts.length && (!wasComplete || name === 'server')) restart();
    },
  };
}

/** Replaces the running server, one at a time: only one process may open the store. */
function restart() {
  restarts = restarts.then(async () => {
    await stop();
    const parameters = ['--max-semi-space-size=32', join(ROOT, 'dist/server/main.js'), 'start', ...process.argv.slice(2)];
    server = spawn(process.execPath, parameters, { stdio: 'inherit', env: environment });
  });
}

async function stop() {
  if (server === null || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}

async function end() {
  await Promise.all(watchers.map((watcher) => watcher.close()));
  await restarts;
  await stop();
  process.exit();
}
