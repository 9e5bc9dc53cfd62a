import type { TextSpan } from '../../model/text/codePoints.ts';

/** A piece of text that the same marks cover. */
export interface TextPiece<M> {
  readonly start: number;
  readonly text: string;
  readonly marks: readonly M[];
}

/** Cuts a text where marks begin and end; joined, the pieces are the text. Marks beyond the text are cut off, empty ones left out. */
export function segmentsOf<M extends TextSpan>(text: string, marks: readonly M[]): TextPiece<M>[] {
  const codePoints = Array.from(text);
  const inside = (at: number) => Math.max(0, Math.min(codePoints.length, at));
  const cuts = new Set([0, codePoints.length, ...marks.flatMap(({ start, end }) => [inside(start), inside(end)])]);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, at) => {
    const end = sorted[at + 1]!;
    return {
      start,
      text: codePoints.slice(start, end).join(''),
      marks: marks.filter((mark) => mark.start <= start && mark.end >= end),
    };
  });
}
