/**
 * One line of text per file with lines that were not reached, such as `src/main.ts  12, 20-24`, and the total.
 * @param {Map<string, Map<number, number>>} inTests all files and lines, with what the tests themselves reached
 * @param {Map<string, Set<number>>} inBuild what was reached in the build; only adds to it
 */
export function formatLines(inTests, inBuild) {
  const rows = [];
  let total = 0;
  let missed = 0;
  for (const [file, counts] of [...inTests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const lines = [...counts.keys()].sort((a, b) => a - b);
    const unreached = lines.filter((line) => counts.get(line) === 0 && !inBuild.get(file)?.has(line));
    total += lines.length;
    missed += unreached.length;
    if (unreached.length > 0) rows.push(`${file}  ${rangesOf(unreached, lines).join(', ')}`);
  }
  const share = total === 0 ? 100 : (100 * (total - missed)) / total;
  rows.push(`${missed} of ${total} lines with statements were not reached (${share.toFixed(1)} % were), in ${rows.length} files`);
  return `${rows.join('\n')}\n`;
}

/** `[3, 4, 6]` as `3-4, 6`; lines without statements do not end a range. */
function rangesOf(unreached, lines) {
  const missing = new Set(unreached);
  const ranges = [];
  let open = false;
  for (const line of lines) {
    if (!missing.has(line)) open = false;
    else if (open) ranges.at(-1)[1] = line;
    else {
      ranges.push([line, line]);
      open = true;
    }
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
}
