// npm run coverage [-- VITEST ARGUMENTS]: runs the tests, and lists the lines of src that none of them reached, by file; also in
// coverage/lines.txt. CONTRIBUTING.md says what is counted.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWithSourceMaps } from './lib/build.mjs';
import { formatLines } from './lib/lines/formatLines.mjs';
import { linesOf } from './lib/lines/linesOf.mjs';
import { linesOfBuild } from './lib/lines/linesOfBuild.mjs';
import { forgetBuilds } from './lib/parts.mjs';
import { ROOT, run } from './lib/programs.mjs';

const REPORT = join(ROOT, 'coverage');

const { passed: built, output } = await buildWithSourceMaps();
if (!built) {
  console.error(output);
  process.exit(1);
}
const directory = mkdtempSync(join(tmpdir(), 'allegiance-coverage-'));
try {
  rmSync(REPORT, { recursive: true, force: true });
  const options = ['enabled', 'provider=v8', 'include=src/**/*.{ts,tsx}', 'reporter=json', `reportsDirectory=${REPORT}`, 'reportOnFailure'];
  const parameters = ['run', ...options.map((option) => `--coverage.${option}`), ...process.argv.slice(2)];
  const { passed } = await run('vitest', parameters, { show: true, environment: { ALLEGIANCE_COVERAGE: directory } });
  const counted = join(REPORT, 'coverage-final.json');
  if (existsSync(counted)) {
    const text = formatLines(linesOf(JSON.parse(readFileSync(counted, 'utf8'))), linesOfBuild(directory));
    writeFileSync(join(REPORT, 'lines.txt'), text);
    console.log(text);
  }
  if (!passed) console.error('Tests failed; what they reached before is counted.');
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
  // The next build replaces this one, whose source maps would be served.
  forgetBuilds();
}
