import type { Palette } from '../theme/palette.ts';
import type { MapContent, MapPlace } from './mapContent.ts';

/** Width of a stripe in pixels. */
export const STRIPE = 3;

/** Eight colours that differ also without red or green (Okabe and Ito), for those who hold most places. */
const CATEGORIES = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#7a5195', '#b8a600'];

export interface HolderColours {
  readonly of: (slug: string) => string;
  /** Those who have a colour of their own. */
  readonly named: ReadonlySet<string>;
  /** All others that hold a place. */
  readonly others: string;
  /** Places of which it is not known who holds them. */
  readonly unknown: string;
  /** Between the stripes of a disputed place with one holder. */
  readonly paper: string;
}

export function coloursOf(holders: MapContent['holders'], { ink, paper, faint }: Palette): HolderColours {
  const colours = new Map(holders.slice(0, CATEGORIES.length).map(({ actor }, at) => [actor.slug, CATEGORIES[at]!]));
  return {
    of: (slug) => colours.get(slug) ?? ink,
    named: new Set(colours.keys()),
    others: ink,
    unknown: faint,
    paper,
  };
}

/** How a dot is filled: with one colour, or with stripes of several. */
export interface Filling {
  readonly striped: boolean;
  readonly colours: readonly string[];
}

/** Striped where sources dispute who holds a place, or where several hold it or only a part of it. */
export function fillingOf(places: readonly MapPlace[], colours: HolderColours): Filling {
  const holders = places.flatMap((place) => place.holders);
  const distinct = [...new Set(holders.map(({ actor }) => colours.of(actor.slug)))].sort().slice(0, 3);
  if (distinct.length === 0) return { striped: false, colours: [colours.unknown] };
  const unsettled = holders.some(({ disputed, extent }) => disputed || extent !== 'FULL');
  if (distinct.length === 1 && !unsettled) return { striped: false, colours: distinct };
  return { striped: true, colours: distinct.length === 1 ? [...distinct, colours.paper] : distinct };
}

export const stripesOf = ({ colours }: Filling) => colours.map((colour, at) => ({ x: at * STRIPE, colour }));
