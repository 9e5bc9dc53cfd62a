// npm run build: builds the server and the browser applications into dist/, each only if one of its inputs has changed.
import { buildStale } from './lib/build.mjs';

const { passed, output, built } = await buildStale();
if (!passed) console.error(output);
else console.log(built.length > 0 ? `Built: ${built.join(', ')}` : 'Nothing to build: dist/ is up to date');
process.exitCode = passed ? 0 : 1;
