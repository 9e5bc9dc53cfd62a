import { useEffect, useMemo, useRef } from 'react';
import type { TextSpan } from '../../model/text/codePoints.ts';
import { cleanText } from '../graph/names.ts';
import type { DeskRow, Mention } from './draft.ts';
import { segmentsOf } from './segments.ts';
import type { DeskState } from './useDesk.ts';

type Mark = TextSpan & ({ readonly row: DeskRow } | { readonly mention: Mention } | { readonly unread: true });

/** The text of the draft's source: mentions are underlined, the passage of the current proposal is lit. */
export function DeskText({ desk: { draft, rows, decisions, mentions, unread, act } }: { readonly desk: DeskState }) {
  const container = useRef<HTMLDivElement>(null);
  const text = draft?.source?.document?.text ?? null;
  const segments = useMemo(() => {
    const marks: Mark[] = [
      ...rows.flatMap((row) => (row.span ? [{ ...row.span, row }] : [])),
      ...mentions.map((mention) => ({ ...mention.span, mention })),
      ...unread.map((span) => ({ ...span, unread: true as const })),
    ];
    return segmentsOf(text ?? '', marks);
  }, [text, rows, mentions, unread]);
  const { current } = decisions;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lit passage is scrolled to when another proposal becomes the current one
  useEffect(() => {
    container.current?.querySelector('[data-lit="true"]')?.scrollIntoView({ block: 'center' });
  }, [current, segments]);
  if (text === null) return <p className="page-of-text hint">The text of this draft is not in the graph. Its proposals stand beside.</p>;
  return (
    <div className="page-of-text" ref={container}>
      <h1 dir="auto">{cleanText(draft?.source?.title ?? '', 300)}</h1>
      <p className="kicker">{[draft?.source?.publisher, draft?.source?.publishedOn].filter((each) => each).join(', ')}</p>
      <div className="article" dir="auto">
        {segments.map((segment) => (
          <Piece
            key={segment.start}
            text={segment.text}
            marks={segment.marks}
            current={current}
            onSelect={(index) => act({ do: 'select', index })}
          />
        ))}
      </div>
    </div>
  );
}

interface PieceProps {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly current: number;
  readonly onSelect: (index: number) => void;
}

/** A piece of the text; a click selects the shortest passage that it is part of. */
function Piece({ text, marks, current, onSelect }: PieceProps) {
  if (marks.length === 0) return text;
  const rows = marks.flatMap((mark) => ('row' in mark ? [mark.row] : [])).toSorted((a, b) => lengthOf(a) - lengthOf(b));
  const mention = marks.flatMap((mark) => ('mention' in mark ? [mark.mention] : [])).at(-1);
  const name = mention?.entity?.name ?? mention?.candidates.map((each) => each.name).join(' or ');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the keys j and k do the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut for the pointer; the keys j and k do the same
    <span
      data-lit={rows.some(({ index }) => index === current)}
      data-proposed={rows.length > 0}
      data-unread={rows.length === 0 && marks.some((mark) => 'unread' in mark)}
      data-mention={mention ? (mention.entity ? 'one' : mention.candidates.length > 0 ? 'several' : 'none') : undefined}
      title={mention ? cleanText(mention.entity ? name! : name ? `May be ${name}` : 'Nobody known', 200) : undefined}
      onClick={rows[0] ? () => onSelect(rows.find(({ index }) => index !== current)?.index ?? rows[0]!.index) : undefined}
    >
      {text}
    </span>
  );
}

const lengthOf = ({ span }: DeskRow): number => (span ? span.end - span.start : 0);
