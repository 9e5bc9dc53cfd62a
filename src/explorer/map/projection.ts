import { type GeoProjection, geoMercator } from 'd3-geo';

/** Width of the whole map in its own units; a camera scales and shifts it. */
const WORLD_WIDTH = 1_000;

/** Degrees to units of the map: Mercator, in which a part keeps its shape when it is enlarged. */
export const projection: GeoProjection = geoMercator()
  .scale(WORLD_WIDTH / (2 * Math.PI))
  .translate([WORLD_WIDTH / 2, WORLD_WIDTH / 2]);
