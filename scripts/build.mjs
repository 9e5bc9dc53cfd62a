// npm run build: the server and the browser applications into dist/, each only when something that it is made of changed.
import { buildStale } from './lib/build.mjs';

const { passed, output, built } = await buildStale();
if (!passed) console.error(output);
else console.log(built.length > 0 ? `Built: ${built.join(', ')}` : 'Nothing to build: dist/ is up to date');
process.exitCode = passed ? 0 : 1;
