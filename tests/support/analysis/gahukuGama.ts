import type { Graph } from './graph.ts';
import { GraphBuilder } from './sampleGraphs.ts';

/**
 * The signed network of sixteen tribes of the Gahuku-Gama in the highlands of New Guinea: friendship (rova) and enmity (hina).
 * K. E. Read, Cultures of the central highlands, New Guinea, Southwestern Journal of Anthropology 10 (1954), as tabulated by
 * P. Hage and F. Harary, Structural models in anthropology (1983), pp. 56–60. It has three known camps; two of its
 * 58 ties are against them. + is friendship, - enmity; each is in the row of the earlier tribe.
 */
export const TRIBES = 'Gavev Kotun Ove Alika Nagam Gahuk Masil Ukudz Notoh Kohik Geham Asaro Uheto Seuve Nagad Gama'.split(' ');

const ROWS = [
  '.+----.....-..++', // Gavev
  '..-.--..--....++', // Kotun
  '...+.+++........', // Ove
  '.......+........', // Alika
  '......+.+....+--', // Nagam
  '......++-.++-..-', // Gahuk
  '.......+..+++...', // Masil
  '..........++.-..', // Ukudz
  '.........+-.+.-.', // Notoh
  '..........-.+.-.', // Kohik
  '...........+-.--', // Geham
  '.............---', // Asaro
  '.............+--', // Uheto
  '...............-', // Seuve
  '...............+', // Nagad
];

export const CAMPS = ['Alika Asaro Gahuk Geham Masil Ove Ukudz', 'Gama Gavev Kotun Nagad', 'Kohik Nagam Notoh Seuve Uheto'].map((camp) =>
  camp.split(' '),
);

export function gahukuGama(): Graph {
  const builder = new GraphBuilder();
  for (const [a, row] of ROWS.entries()) {
    for (const [b, sign] of [...row].entries()) {
      if (sign !== '.') builder.tie(a, b, { type: sign === '+' ? 'ALLIED_WITH' : 'FIGHTS' });
    }
  }
  return builder.graph;
}
