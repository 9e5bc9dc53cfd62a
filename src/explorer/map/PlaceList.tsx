import { useEffect, useRef, useState } from 'react';
import { useExplorer } from '../common/context.ts';
import { enumLabel, nameOf } from '../graph/names.ts';
import { fillingOf, type HolderColours } from './colours.ts';
import type { MapPlace } from './mapContent.ts';

/** Entries that are shown at first, and with each press of the button below them. */
const PAGE_SIZE = 100;

/** What the drawing and the list of the map show alike. */
export interface PlacesShown {
  readonly places: readonly MapPlace[];
  readonly colours: HolderColours;
  readonly selected: string | null;
  /** The place under the pointer, or in focus in the list. */
  readonly pointed: string | null;
  readonly onPoint: (slug: string | null) => void;
  readonly onOpen: (slug: string) => void;
}

/** The content of the map as a list; focus and selection are in step with it. */
export function PlaceList({ places, colours, selected, pointed, onPoint, onOpen }: PlacesShown) {
  const { ownScript } = useExplorer().state.view;
  const [count, setCount] = useState(PAGE_SIZE);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const entry = pointed && list.current?.querySelector(`[data-slug="${CSS.escape(pointed)}"]`);
    if (entry && !entry.contains(document.activeElement)) entry.scrollIntoView({ block: 'nearest' });
  }, [pointed]);
  return (
    <>
      <h2>
        Places <data value={places.length}>{places.length.toLocaleString('en')}</data>
      </h2>
      <ol className="places" ref={list}>
        {places.slice(0, count).map((each) => (
          <li key={each.place.slug} data-slug={each.place.slug} data-pointed={each.place.slug === pointed}>
            <button
              type="button"
              aria-current={each.place.slug === selected ? 'true' : undefined}
              onClick={() => onOpen(each.place.slug)}
              onFocus={() => onPoint(each.place.slug)}
              onBlur={() => onPoint(null)}
              onPointerEnter={() => onPoint(each.place.slug)}
              onPointerLeave={() => onPoint(null)}
            >
              <i className="swatch" style={{ background: backgroundOf(each, colours) }} />
              <span>
                <bdi>{nameOf(each.place, ownScript, 60)}</bdi>
                <small>{placeSummary(each, ownScript)}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {places.length > count && (
        <button type="button" onClick={() => setCount(count + PAGE_SIZE)}>
          {(places.length - count).toLocaleString('en')} more
        </button>
      )}
    </>
  );
}

function backgroundOf(place: MapPlace, colours: HolderColours): string {
  const { striped, colours: used } = fillingOf([place], colours);
  if (!striped) return used[0]!;
  const stops = used.map((colour, at) => `${colour} ${at * 3}px ${(at + 1) * 3}px`);
  return `repeating-linear-gradient(45deg, ${stops.join(', ')})`;
}

/** A name of any direction, which leaves the order of what stands around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Who holds a place and what happened there: “controlled by X (disputed); 5 events, 12 dead”. */
export function placeSummary({ holders, events, deaths }: MapPlace, ownScript: boolean): string {
  const held = holders.map(({ actor, disputed, extent }) => {
    const how = [disputed ? 'disputed' : '', extent === 'FULL' ? '' : enumLabel(extent)].filter((part) => part).join(', ');
    return `${isolated(nameOf(actor, ownScript, 40))}${how ? ` (${how})` : ''}`;
  });
  const happened = events === 0 ? '' : `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`;
  const died = deaths === 0 ? '' : `, ${deaths.toLocaleString('en')} dead`;
  return [held.length > 0 ? `controlled by ${held.join(' and ')}` : 'control not known', happened + died].filter((part) => part).join('; ');
}
