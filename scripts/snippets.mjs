// node scripts/snippets.mjs: writes the code in docs/front-ends.md from the examples that run. A comment before each block of code names
// its file, and the region of the file if it is not all of it: <!-- examples/apollo/client.ts#cache -->.
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ROOT } from './lib/programs.mjs';

const DOCUMENT = join(ROOT, 'docs/front-ends.md');
const BLOCK = /<!-- ((?:examples|packages)\/[^ #]+)(?:#(\w+))? -->\n\n```\w*\n.*?```\n/gs;

if (process.argv[1] === import.meta.filename) writeFileSync(DOCUMENT, withSnippets(readFileSync(DOCUMENT, 'utf8')));

/**
 * The text of a document, each block of code as the example has it now.
 * @throws Error if an example has no such region
 */
export function withSnippets(text) {
  return text.replace(BLOCK, (_block, file, region) => {
    const whole = readFileSync(join(ROOT, file), 'utf8');
    const name = region ? `${file}#${region}` : file;
    const code = region ? regionOf(whole, region, name) : whole.trimEnd();
    return `<!-- ${name} -->\n\n\`\`\`${extname(file).slice(1).replace('py', 'python').replace('txt', 'text')}\n${code}\n\`\`\`\n`;
  });
}

function regionOf(text, region, name) {
  const [, code] = new RegExp(`^(?://|#) ?#?region ${region}\\n(.*?)\\n(?://|#) ?#?endregion`, 'ms').exec(text) ?? [];
  if (code === undefined) throw new Error(`Expected a region: ${name}`);
  return code;
}
