import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useExplorer } from '../common/context.ts';
import { nameOf } from '../graph/names.ts';
import { coloursOf, type Filling, fillingOf, type HolderColours, STRIPE, stripesOf } from './colours.ts';
import { useOutline } from './land.ts';
import { MapLegend } from './MapLegend.tsx';
import type { MapPlace } from './mapContent.ts';
import { deathRadius, fittingCamera, type MapCamera, type Mark, mapMarks, pointOf, zoomedCamera } from './marks.ts';
import { PlaceList, type PlacesShown, placeSummary } from './PlaceList.tsx';
import { useCamera } from './useCamera.ts';
import { useMapContent } from './useMapContent.ts';

/** The places and events of the selected time on a map, with a list of the same beside it. */
export function MapView() {
  const { state, dispatch, palette, revision } = useExplorer();
  const { time, possible } = state.history.present;
  const { content, error, loading } = useMapContent(time, possible, revision);
  const [pointed, setPointed] = useState<string | null>(null);
  const selected = state.view.selected[0] ?? null;
  const places = content?.places ?? NO_PLACES;
  const colours = useMemo(() => coloursOf(content?.holders ?? [], palette), [content, palette]);
  useEffect(() => {
    if (content) performance.mark('allegiance.first-picture');
  }, [content]);
  const open = (slug: string) => dispatch({ do: 'select', slugs: [slug] });
  return (
    <section className="map" aria-label="Map" aria-busy={loading}>
      <Drawing {...{ places, colours, selected, pointed }} onPoint={setPointed} onOpen={open} />
      <div className="beside">
        {error && (
          <p className="problem" role="alert">
            {error}
          </p>
        )}
        {content ? (
          <>
            <MapLegend content={content} colours={colours} />
            <PlaceList {...{ places, colours, selected, pointed }} onPoint={setPointed} onOpen={open} />
          </>
        ) : (
          !error && <p className="waiting">Loading …</p>
        )}
      </div>
    </section>
  );
}

const NO_PLACES: readonly MapPlace[] = [];

function Drawing({ places, colours, selected, pointed, onPoint, onOpen }: PlacesShown) {
  const { state } = useExplorer();
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const { camera, size, set, fit, onKeyDown } = useCamera(frame, places);
  const outline = useOutline(camera?.scale ?? 0);
  const marks = useMemo(() => (camera ? mapMarks(places, camera) : []), [places, camera]);
  const most = Math.max(1, ...marks.map(({ deaths }) => deaths));
  const inView = marks.filter(({ x, y }) => x > -40 && y > -40 && x < size.width + 40 && y < size.height + 40);
  useRevealed(places, pointed ?? selected, camera, size, set);
  const press = (mark: Mark) => {
    if (mark.places.length === 1) onOpen(mark.key);
    else if (camera) set(fittingCamera(mark.places, size.width, size.height, 0.2));
  };
  const marked = (mark: Mark, slug: string | null) => slug !== null && mark.places.some(({ place }) => place.slug === slug);
  return (
    <div className="drawing">
      <div
        ref={frame}
        className="frame"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map handles the arrow keys itself
        tabIndex={0}
        role="application"
        aria-label="Map. Arrow keys move it, plus and minus zoom, 0 shows all. The list has the same content as text."
        onKeyDown={onKeyDown}
      >
        {camera && (
          <svg width={size.width} height={size.height} aria-hidden="true">
            <Patterns id={id} colours={colours} marks={inView} />
            {outline && (
              <g transform={`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
                <path className="land" d={outline.land} />
                <path className="borders" d={outline.borders} />
              </g>
            )}
            {inView.map(
              (mark) =>
                mark.deaths > 0 && <circle key={mark.key} className="deaths" cx={mark.x} cy={mark.y} r={deathRadius(mark.deaths, most)} />,
            )}
            {inView.map((mark) => (
              // biome-ignore lint/a11y/noStaticElementInteractions: the list has a button for each place
              <g
                key={mark.key}
                className="mark"
                data-place={mark.key}
                onPointerEnter={() => onPoint(mark.key)}
                onPointerLeave={() => onPoint(null)}
                onClick={() => press(mark)}
              >
                <title>{titleOf(mark, state.view.ownScript)}</title>
                <circle className="touch" cx={mark.x} cy={mark.y} r={Math.max(12, deathRadius(mark.deaths, most))} />
                <Dot id={id} mark={mark} colours={colours} />
                {(marked(mark, selected) || marked(mark, pointed)) && (
                  <circle className="ring" data-selected={marked(mark, selected)} cx={mark.x} cy={mark.y} r={11} />
                )}
              </g>
            ))}
            {labelled(inView, selected, pointed).map((mark) => (
              <text key={mark.key} className="label" x={mark.x} y={mark.y - 12} textAnchor="middle">
                {labelOf(mark, state.view.ownScript)}
              </text>
            ))}
          </svg>
        )}
      </div>
      <div className="zoom" role="toolbar" aria-label="Map view">
        <button type="button" aria-label="Zoom in" onClick={() => camera && set(zoomedCamera(camera, 2, size.width / 2, size.height / 2))}>
          +
        </button>
        <button
          type="button"
          aria-label="Zoom out"
          onClick={() => camera && set(zoomedCamera(camera, 0.5, size.width / 2, size.height / 2))}
        >
          −
        </button>
        <button type="button" onClick={fit}>
          All
        </button>
      </div>
      <p className="credit">Outline and borders: Natural Earth</p>
    </div>
  );
}

/** Moves the map when what is pointed at in the list, or selected, is out of view. */
function useRevealed(
  places: readonly MapPlace[],
  slug: string | null,
  camera: MapCamera | null,
  { width, height }: { readonly width: number; readonly height: number },
  set: (camera: MapCamera) => void,
) {
  const latest = useRef({ camera, set });
  latest.current = { camera, set };
  useEffect(() => {
    const place = places.find((each) => each.place.slug === slug);
    const { camera: now, set: move } = latest.current;
    if (!place || !now) return;
    const [x, y] = pointOf(place);
    const [left, top] = [x * now.scale + now.x, y * now.scale + now.y];
    if (left > 0 && top > 0 && left < width && top < height) return;
    move({ ...now, x: width / 2 - x * now.scale, y: height / 2 - y * now.scale });
  }, [places, slug, width, height]);
}

/** The marks whose names stand on the map: what is selected or pointed at, and the largest that do not crowd each other. */
function labelled(marks: readonly Mark[], selected: string | null, pointed: string | null): Mark[] {
  const first = marks.filter(({ places }) => places.some(({ place: { slug } }) => slug === selected || slug === pointed));
  const shown: Mark[] = [...first];
  for (const mark of marks) {
    if (shown.length >= 14) break;
    if (shown.every((other) => Math.abs(other.x - mark.x) > 110 || Math.abs(other.y - mark.y) > 20)) shown.push(mark);
  }
  return shown;
}

function labelOf({ places }: Mark, ownScript: boolean): string {
  const name = nameOf(places[0]!.place, ownScript, 28);
  return places.length === 1 ? name : `${name} +${places.length - 1}`;
}

function titleOf(mark: Mark, ownScript: boolean): string {
  const [first] = mark.places;
  if (mark.places.length === 1) return `${nameOf(first!.place, ownScript)}: ${placeSummary(first!, ownScript)}`;
  const deaths = mark.deaths > 0 ? `, ${mark.deaths.toLocaleString('en')} dead` : '';
  return `${labelOf(mark, ownScript)}: ${mark.events.toLocaleString('en')} events${deaths}. Press to zoom in.`;
}

/** The dot of a mark, filled by who holds its places. */
function Dot({ id, mark, colours }: { readonly id: string; readonly mark: Mark; readonly colours: HolderColours }) {
  const filling = fillingOf(mark.places, colours);
  const held = mark.places.some(({ holders }) => holders.length > 0);
  return (
    <circle
      className="dot"
      data-filling={filling.striped ? 'striped' : held ? 'plain' : 'unknown'}
      cx={mark.x}
      cy={mark.y}
      r={held ? 7 : 4}
      fill={filling.striped ? `url(#${patternId(id, filling)})` : filling.colours[0]}
    />
  );
}

const patternId = (id: string, { colours }: Filling): string => `${id}${colours.map((colour) => colour.replace('#', '')).join('-')}`;

function Patterns({ id, colours, marks }: { readonly id: string; readonly colours: HolderColours; readonly marks: readonly Mark[] }) {
  const fillings = marks.map(({ places }) => fillingOf(places, colours)).filter(({ striped }) => striped);
  const distinct = [...new Map(fillings.map((filling) => [patternId(id, filling), filling])).entries()];
  return (
    <defs>
      {distinct.map(([key, filling]) => (
        <pattern
          key={key}
          id={key}
          width={STRIPE * filling.colours.length}
          height={STRIPE}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          {stripesOf(filling).map(({ x, colour }) => (
            <rect key={x} x={x} width={STRIPE} height={STRIPE} fill={colour} />
          ))}
        </pattern>
      ))}
    </defs>
  );
}
