import { geoPath } from 'd3-geo';
import { useEffect, useState } from 'react';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import fineUrl from 'world-atlas/countries-50m.json?url';
import coarseUrl from 'world-atlas/countries-110m.json?url';
import { projection } from './projection.ts';

/** The scale from which on the finer outline is drawn. */
const FINE_FROM = 3;

/** Land and the borders of countries as paths of SVG, by Natural Earth: 1:110m for the world, 1:50m for parts of it. */
export interface Outline {
  readonly land: string;
  readonly borders: string;
}

const outlines = new Map<string, Promise<Outline>>();

/** The outline for a scale; a coarser one while it loads, null before the first. */
export function useOutline(scale: number): Outline | null {
  const [outline, setOutline] = useState<Outline | null>(null);
  const url = scale < FINE_FROM ? coarseUrl : fineUrl;
  useEffect(() => {
    let active = true;
    // A map without its outline still has its places and its list.
    outlineOf(url).then(
      (loaded) => active && setOutline(loaded),
      () => undefined,
    );
    return () => {
      active = false;
    };
  }, [url]);
  return outline;
}

function outlineOf(url: string): Promise<Outline> {
  const known = outlines.get(url) ?? loadOutline(url);
  outlines.set(url, known);
  known.catch(() => outlines.delete(url));
  return known;
}

type World = Topology<{ readonly countries: GeometryCollection; readonly land: GeometryCollection }>;

async function loadOutline(url: string): Promise<Outline> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The outline of the map could not be loaded (${response.status}).`);
  const world = (await response.json()) as World;
  const path = geoPath(projection).digits(2);
  return {
    land: path(feature(world, world.objects.land)) ?? '',
    borders: path(mesh(world, world.objects.countries, (a, b) => a !== b)) ?? '',
  };
}
