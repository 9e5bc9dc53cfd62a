import { relative } from 'node:path';
import { ROOT } from '../programs.mjs';

/**
 * The lines of `src` on which a statement starts, by file relative to the root: how often each was reached.
 * @param {object} coverage a coverage map of Istanbul, with absolute paths
 * @returns {Map<string, Map<number, number>>}
 */
export function linesOf(coverage) {
  const files = new Map();
  for (const { path, statementMap, s: counts } of Object.values(coverage)) {
    const lines = new Map();
    for (const [id, { start }] of Object.entries(statementMap)) lines.set(start.line, Math.max(lines.get(start.line) ?? 0, counts[id]));
    files.set(relative(ROOT, path), lines);
  }
  return files;
}
