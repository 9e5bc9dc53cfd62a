import { describe, expect, test } from 'vitest';
import { verdictOn } from '../../../bench/soak/verdict.ts';
import type { Sample } from '../../../bench/soak/watch.ts';

const MEBIBYTE = 2 ** 20;
const LOAD = { errors: new Map<string, number>(), answered: 100 };
const SUBSCRIBERS = { errors: new Map<string, number>(), received: { WebSockets: 10, 'server-sent events': 10 } };

/** Forty seconds of samples; the given figures vary by second, the others are constant. */
function samples(figures: Partial<Record<'rss' | 'heap', (at: number) => number>> = {}): Sample[] {
  const figure = (name: 'rss' | 'heap', at: number) => figures[name]?.(at) ?? 200 * MEBIBYTE;
  return Array.from({ length: 40 }, (_, at) => ({ at, rss: figure('rss', at), heap: figure('heap', at), delay: 0.01 }));
}

describe('a soak', () => {
  test('passes where the server is stable, responds and sends messages', () => {
    expect(verdictOn(samples(), LOAD, SUBSCRIBERS)).toEqual({
      sentences: [
        'Memory over the last half: 200 MiB, then 200 MiB.',
        'Heap over the last half: 200 MiB, then 200 MiB.',
        '0 errors.',
        'Passed.',
      ],
      passed: true,
    });
  });

  test('passes where memory varies with garbage collections', () => {
    expect(verdictOn(samples({ heap: (at) => (200 + 40 * (at % 5)) * MEBIBYTE }), LOAD, SUBSCRIBERS).passed).toBe(true);
  });

  test.each<[string, ReturnType<typeof verdictOn>, string]>([
    [
      'memory grows',
      verdictOn(samples({ rss: (at) => (200 + 4 * at) * MEBIBYTE }), LOAD, SUBSCRIBERS),
      'Memory over the last half: 280 MiB, then 320 MiB: it grows.',
    ],
    [
      'the heap is not among the metrics',
      verdictOn(samples({ heap: () => Number.NaN }), LOAD, SUBSCRIBERS),
      'Heap: not reported by the server.',
    ],
    [
      'memory is missing once in the last quarter',
      verdictOn(samples({ rss: (at) => (at === 35 ? Number.NaN : MEBIBYTE) }), LOAD, SUBSCRIBERS),
      'Memory: not reported by the server.',
    ],
    ['the metrics were sampled too rarely', verdictOn(samples().slice(0, 2), LOAD, SUBSCRIBERS), 'Memory: not reported by the server.'],
    ['a request failed', verdictOn(samples(), { ...LOAD, errors: new Map([['read QUERY_TIMEOUT', 2]]) }, SUBSCRIBERS), '2 errors.'],
    ['there was no response', verdictOn(samples(), { ...LOAD, answered: 0 }, SUBSCRIBERS), 'No response.'],
    [
      'no message came over one of the two transports',
      verdictOn(samples(), LOAD, { ...SUBSCRIBERS, received: { WebSockets: 20, 'server-sent events': 0 } }),
      'No messages over server-sent events.',
    ],
  ])('fails where %s', (_, { sentences, passed }, reason) => {
    expect(passed).toBe(false);
    expect(sentences).toContain(reason);
    expect(sentences.at(-1)).toBe('FAILED.');
  });
});
