import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daysOf } from '../../../packages/client/index.js';
import { ROOT } from '../../support/root.ts';
import { serve } from '../access/support/served.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';
import { started } from './support/program.ts';
import { hasPython, NO_PYTHON, pythonWith } from './support/python.ts';
import { spendRate } from './support/rate.ts';
import { type RecordingProxy, recordingProxy, sentTooEarly } from './support/recordingProxy.ts';

const FOLDER = join(ROOT, 'examples/python');
const QUESTIONS = 300;
/** Cost per second, of about twenty questions. */
const RATE = 20_000;

const found = hasPython();
if (!found) console.log(`The example in Python ${NO_PYTHON}`);

const DATES = ['start', 'end', 'attestedFrom', 'attestedUntil'] as const;

interface PathAnswer {
  readonly statement: string;
  readonly sign: string;
  readonly confidence: number;
  readonly validity: { readonly [Column in (typeof DATES)[number]]: string | null } | null;
}

describe.skipIf(!found)('the example in Python', () => {
  let directory: string;
  let graph: TestGraph;
  let proxy: RecordingProxy;
  let lines: readonly string[];
  let rows: readonly Readonly<Record<string, string>>[];
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'allegiance-python-'));
    const python = pythonWith(join(FOLDER, 'requirements.txt'));
    graph = await seeded();
    const served = await serve(graph.engine, { openReading: true, rate: RATE });
    const token = served.tokenOf.reader;
    proxy = await recordingProxy(served.url, token, async (number) => {
      if (number === 2 || number === 100) await spendRate(served, token, RATE);
      if (number === 200) proxy.disconnect();
    });
    const file = join(directory, 'paths.csv');
    const program = spawn(python, ['-W', 'error', 'paths.py', `${proxy.url}/graphql`, String(QUESTIONS), file], {
      cwd: FOLDER,
      stdio: 'pipe',
    });
    const ended = await started(program).ended;
    await proxy.close();
    await served.close();
    expect(ended).toMatchObject({ code: 0, errors: '' });
    lines = ended.lines;
    rows = parse(readFileSync(file), { columns: true });
  }, 300_000);
  afterAll(async () => {
    await graph.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test('waits as long as the server says, and repeats what was lost with its connection', () => {
    const limited = proxy.responses.filter(({ status }) => status === 429).length;
    expect(limited).toBeGreaterThanOrEqual(2);
    expect(sentTooEarly(proxy)).toEqual([]);
    // The list of actors, the questions, those that were limited, and one that was lost.
    expect(proxy.requests()).toBe(1 + QUESTIONS + limited + 1);
  });

  test('has the answers to all questions, in order', async () => {
    const { actors } = await graph.execute<{ actors: { nodes: { slug: string }[] } }>('{ actors(first: 100) { nodes { slug } } }');
    const slugs = actors.nodes.map(({ slug }) => slug);
    const pairs = slugs.flatMap((from, at) => slugs.slice(at + 1).map((to) => [from, to] as const)).slice(0, QUESTIONS);
    expect(pairs).toHaveLength(QUESTIONS);
    const expected: object[] = [];
    for (const [from, to] of pairs) {
      const { paths } = await graph.execute<{ paths: { paths: readonly PathAnswer[] } }>(
        `query ($from: ID!, $to: ID!) { paths(from: $from, to: $to, maxDepth: 3, maxPaths: 3) {
           paths { statement sign confidence validity { ${DATES.join(' ')} } } } }`,
        { from, to },
      );
      for (const { statement, sign, confidence, validity } of paths.paths)
        expected.push({
          from,
          to,
          statement,
          sign,
          confidence,
          ...Object.fromEntries(DATES.map((column) => [column, validity?.[column] ?? ''])),
        });
    }
    const read = rows.map(({ from, to, statement, sign, confidence, ...row }) => {
      const dates = Object.fromEntries(DATES.map((column) => [column, row[column]]));
      return { from, to, statement, sign, confidence: Number(confidence), ...dates };
    });
    expect(read).toEqual(expected);
    expect(expected.length).toBeGreaterThan(QUESTIONS / 2);
    expect(lines[0]).toBe(`${QUESTIONS} questions, ${expected.length} paths`);
  });

  test('has for each date the days that it may mean, and none for an unknown one', () => {
    expect(rows.some(({ start }) => start === '')).toBe(true);
    const precisions = new Set<string>();
    for (const row of rows)
      for (const column of DATES) {
        const text = row[column]!;
        const days = text === '' ? { first: '', last: '', precision: '' } : daysOf(text);
        precisions.add(days.precision);
        expect([row[`${column}_first`], row[`${column}_last`], row[`${column}_precision`]], text).toEqual([
          days.first,
          days.last,
          days.precision,
        ]);
      }
    expect([...precisions]).toEqual(expect.arrayContaining(['YEAR', 'DAY']));
  });
});
