import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Graph } from '../graph/graph.ts';
import { tidy } from '../graph/names.ts';
import type { Palette } from '../theme/palette.ts';
import { datesInWords } from '../time/words.ts';
import type { Scene } from './scene.ts';
import { type Doings, Stage } from './stage.ts';
import { useKeys } from './useKeys.ts';

interface Props extends Omit<Doings, 'onPoint'> {
  readonly scene: Scene;
  readonly palette: Palette;
  readonly graph: Graph;
  readonly onKey: (key: string, slug: string | null) => void;
  readonly stage: Ref<Stage | null>;
}

/** The graph as a drawing. The table has the same content for those who cannot see it; arrow keys move from entity to entity here too. */
export function Canvas({ scene, palette, graph, stage: outer, onKey, ...doings }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const newest = useRef(doings);
  const firstPalette = useRef(palette);
  const [stage, setStage] = useState<Stage | null>(null);
  const [pointed, setPointed] = useState<Parameters<Doings['onPoint']>[0]>(null);
  newest.current = doings;

  useEffect(() => {
    const made = new Stage(place.current!, firstPalette.current, {
      onEntity: (slug, more) => newest.current.onEntity(slug, more),
      onTie: (id) => newest.current.onTie(id),
      onNothing: () => newest.current.onNothing(),
      onMove: (slug, spot) => newest.current.onMove(slug, spot),
      onPoint: setPointed,
    });
    setStage(made);
    return () => {
      setStage(null);
      made.end();
    };
  }, []);
  useEffect(() => stage?.show(scene, palette), [stage, scene, palette]);
  useImperativeHandle(outer, () => stage as Stage, [stage]);

  const { onKeyDown, spoken } = useKeys(scene, graph, stage, onKey);
  const tie = pointed ? graph.ties.get(pointed.tie) : undefined;
  return (
    <div className="canvas">
      <div
        ref={place}
        className="stage"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas handles the arrow keys itself
        tabIndex={0}
        role="application"
        aria-label="Graph. Arrow keys move from entity to entity, Enter opens one. The table has the same content as text."
        onKeyDown={onKeyDown}
        onBlur={() => stage?.focus(null)}
      />
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
      {tie && pointed && (
        <p className="tip" style={{ left: pointed.x, top: pointed.y }}>
          <bdi>{tidy(tie.statement)}</bdi>
          <small>{datesInWords(tie.validity)}</small>
        </p>
      )}
    </div>
  );
}
