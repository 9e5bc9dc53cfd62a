import { gzipSync } from 'node:zlib';
import type { Draw } from '../fuzz/draw.ts';

/** Contents of corrupted files: half characters, other encodings, unclosed quotes. */
const CORRUPT_BYTES: readonly Buffer[] = [
  ...['"', "'", ',', ';', '\t', '\n', '\r', '\r\n', '\0', '\ufeff', '\\', '{', '}', '[', ']', ':', 'null', '__proto__', '1e999', '-1'],
  ...['99999999999999999999', '2016-13-45', '0000', 'NaN', '\u2028', '\u202e', 'é'.repeat(300), '"'.repeat(3), '[[[[[[[[[[['],
]
  .map((text) => Buffer.from(text))
  .concat([Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xe9]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xff, 0xfe])]);

type Change = (bytes: Buffer, draw: Draw) => Buffer;

const joined = (...parts: Uint8Array[]): Buffer => Buffer.concat(parts);
const place = (bytes: Buffer, draw: Draw): number => draw.below(bytes.length + 1);

function span(bytes: Buffer, draw: Draw): [number, number] {
  const start = place(bytes, draw);
  return [start, Math.min(bytes.length, start + 1 + draw.below(40))];
}

const byLines =
  (change: (lines: string[], draw: Draw) => string[]): Change =>
  (bytes, draw) =>
    Buffer.from(change(bytes.toString('latin1').split('\n'), draw).join('\n'), 'latin1');

const byCells = (change: (cells: string[], draw: Draw) => string[]): Change =>
  byLines((lines, draw) => {
    const at = draw.below(lines.length);
    return lines.map((line, index) => (index === at ? change(line.split(','), draw).join(',') : line));
  });

const CHANGES: readonly Change[] = [
  (bytes, draw) => {
    const changed = Buffer.from(bytes);
    if (changed.length > 0) changed[draw.below(changed.length)]! ^= 1 << draw.below(8);
    return changed;
  },
  (bytes, draw) => {
    const at = place(bytes, draw);
    return joined(bytes.subarray(0, at), draw.of(CORRUPT_BYTES), bytes.subarray(at));
  },
  (bytes, draw) => {
    const [start, end] = span(bytes, draw);
    return joined(bytes.subarray(0, start), bytes.subarray(end));
  },
  (bytes, draw) => {
    const [start, end] = span(bytes, draw);
    return joined(bytes.subarray(0, start), draw.of(CORRUPT_BYTES), bytes.subarray(end));
  },
  (bytes, draw) => {
    const [start, end] = span(bytes, draw);
    return joined(bytes.subarray(0, end), bytes.subarray(start));
  },
  (bytes, draw) => bytes.subarray(0, place(bytes, draw)),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  (bytes) => Buffer.from(bytes.toString('latin1'), 'utf8'),
  (bytes) => joined(Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le')),
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  byLines((lines, draw) => lines.filter((_, at) => at !== draw.below(lines.length))),
  byLines((lines, draw) => [...lines, draw.of(lines), draw.of(lines)]),
  byLines((lines, draw) => {
    const at = draw.below(lines.length);
    return [...lines.slice(at), ...lines.slice(0, at)];
  }),
  byCells((cells, draw) => cells.filter((_, at) => at !== draw.below(cells.length))),
  byCells((cells, draw) => [...cells, draw.of(cells)]),
  byCells((cells, draw) => cells.map((cell) => (draw.often(0.3) ? draw.of(CORRUPT_BYTES).toString('latin1') : cell))),
  byCells((cells) => [...cells].reverse()),
];

/** A corrupted file: changed at a few positions, sometimes compressed, and sometimes corrupted after that. */
export function mutated(bytes: Buffer, draw: Draw): Buffer {
  let changed = bytes;
  for (let remaining = 1 + draw.below(4); remaining > 0; remaining--) changed = draw.of(CHANGES)(changed, draw);
  if (!draw.often(0.25)) return changed;
  const packed = gzipSync(changed);
  return draw.often(0.5) ? packed : CHANGES[draw.below(6)]!(packed, draw);
}
