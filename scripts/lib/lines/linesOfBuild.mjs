import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { ROOT } from '../programs.mjs';

const BUILD = pathToFileURL(join(ROOT, 'dist')).href;

/**
 * The lines of `src` of which something was reached in the build, by processes and pages that ended by themselves.
 * @param {string} directory where they wrote their coverage (`NODE_V8_COVERAGE`)
 * @returns {Map<string, Set<number>>} by file relative to the root
 */
export function linesOfBuild(directory) {
  const lines = new Map();
  for (const [file, reached] of reachedOf(directory)) addLines(lines, file, reached);
  return lines;
}

/** For each file of the build a byte per character: 1 where it was reached. */
function reachedOf(directory) {
  const scripts = new Map();
  for (const name of readdirSync(directory)) {
    for (const { url, functions } of readScripts(join(directory, name))) {
      if (!url.startsWith(BUILD)) continue;
      const file = fileURLToPath(url);
      if (!existsSync(`${file}.map`)) continue;
      const once = reachedIn(functions);
      const before = scripts.get(file);
      if (before === undefined) scripts.set(file, once);
      else for (let at = 0; at < once.length; at++) before[at] |= once[at];
    }
  }
  return scripts;
}

/** The scripts of one process or page; none if it was killed while it wrote them. */
function readScripts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).result;
  } catch {
    return [];
  }
}

/** The ranges of V8 are nested, and each counts for what is in no inner one. */
function reachedIn(functions) {
  const ranges = functions.flatMap(({ ranges }) => ranges);
  ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const reached = new Uint8Array(ranges.reduce((end, { endOffset }) => Math.max(end, endOffset), 0));
  for (const { startOffset, endOffset, count } of ranges) reached.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return reached;
}

/** Adds the lines of the sources that the source map gives for what was reached. */
function addLines(lines, file, reached) {
  const map = new TraceMap(readFileSync(`${file}.map`, 'utf8'));
  const sources = map.sources.map((source) => relative(ROOT, join(dirname(file), source)));
  const starts = [0];
  for (const line of readFileSync(file, 'utf8').split('\n')) starts.push(starts.at(-1) + line.length + 1);
  for (const [row, segments] of decodedMappings(map).entries()) {
    for (const [column, source, line] of segments) {
      if (source === undefined || !sources[source].startsWith('src/') || reached[starts[row] + column] !== 1) continue;
      const known = lines.get(sources[source]) ?? new Set();
      lines.set(sources[source], known.add(line + 1));
    }
  }
}
