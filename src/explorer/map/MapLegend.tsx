import { useExplorer } from '../common/context.ts';
import { nameOf } from '../graph/names.ts';
import type { HolderColours } from './colours.ts';
import type { MapContent } from './mapContent.ts';

/** What colours and circles mean, and what is not on the map. */
export function MapLegend({ content, colours }: { readonly content: MapContent; readonly colours: HolderColours }) {
  const { ownScript } = useExplorer().state.view;
  const named = content.holders.filter(({ actor }) => colours.named.has(actor.slug));
  const others = content.holders.length - named.length;
  return (
    <div className="map-legend">
      <h2>Who controls it</h2>
      <ul>
        {named.map(({ actor, places }) => (
          <li key={actor.slug}>
            <i className="swatch" style={{ background: colours.of(actor.slug) }} />
            <bdi>{nameOf(actor, ownScript, 40)}</bdi> <data value={places}>{places}</data>
          </li>
        ))}
        {others > 0 && (
          <li>
            <i className="swatch" style={{ background: colours.others }} /> {others} others
          </li>
        )}
        {named.length > 0 && (
          <li>
            <i className="swatch striped" /> disputed, in part, or several
          </li>
        )}
        <li>
          <i className="swatch" style={{ background: colours.unknown }} /> not known
        </li>
        <li>
          <i className="swatch deaths" /> deaths, by area
        </li>
      </ul>
      <p className="hint">{notesOf(content).join(' ')}</p>
    </div>
  );
}

function notesOf({ places, cut, withoutCoordinates, eventsElsewhere }: MapContent): string[] {
  if (places.length === 0) return ['Nothing with a place is known of this time.'];
  const notes = ['Places that lie close together are one mark; zoom in to part them.'];
  if (cut) notes.push('Of places with events, only those with the most are shown.');
  if (eventsElsewhere > 0) notes.push(`${counted(eventsElsewhere, 'event')} at no place drawn here.`);
  if (withoutCoordinates > 0) notes.push(`${counted(withoutCoordinates, 'place')} without coordinates.`);
  return notes;
}

const counted = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
