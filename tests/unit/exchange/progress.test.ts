import { describe, expect, it } from 'vitest';
import { Progress, progressText } from '../../../src/cli/import/progress.ts';

/** Moves to the start of the line and clears it. */
const CLEARED = '\r\u001b[K';

function shown(isTTY: boolean, fraction: number | null): string[] {
  const lines: string[] = [];
  const progress = new Progress({ isTTY, write: (text) => lines.push(text) }, () => fraction);
  progress.rows(2_000);
  progress.rows(4_000);
  progress.end();
  return lines;
}

describe('progress', () => {
  it('shows rows, rate, percentage and remaining time', () => {
    expect(progressText(12_000, 3, 0.25)).toBe('12,000 rows, 4,000 a second, 25 %, 0:09 left');
    expect(progressText(12_000, 300, 0.5)).toBe('12,000 rows, 40 a second, 50 %, 5:00 left');
    expect(progressText(10, 2, null)).toBe('10 rows, 5 a second');
  });

  it('is a bar on a terminal, which is cleared at the end', () => {
    const [bar, cleared, ...more] = shown(true, 0.5);
    expect(bar!.slice(CLEARED.length)).toMatch(/^\[#{10}\.{10}\] 2,000 rows, .* 50 %, 0:0\d left$/);
    expect([bar!.startsWith(CLEARED), cleared, more]).toEqual([true, CLEARED, []]);
  });

  it('is a line from time to time elsewhere', () => {
    expect(shown(false, 0.5)).toEqual([expect.stringMatching(/^2,000 rows, [\d,]+ a second, 50 %, 0:0\d left\n$/)]);
  });

  it('is not shown once the input is read completely', () => {
    expect([shown(true, 1), shown(false, 1)]).toEqual([[], []]);
  });
});
