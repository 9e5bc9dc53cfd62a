import type { Scene } from '../canvas/scene.ts';
import type { Stage } from '../canvas/stage.ts';
import type { Graph } from '../graph/graph.ts';
import type { Palette, Theme } from '../theme/palette.ts';
import { csvOf } from './csv.ts';
import { gexfOf } from './gexf.ts';
import { svgOf } from './svg.ts';

export const FORMATS = [
  { format: 'png', words: 'Image (PNG)' },
  { format: 'svg', words: 'Drawing (SVG)' },
  { format: 'csv', words: 'Table (CSV)' },
  { format: 'gexf', words: 'Network (GEXF)' },
] as const;
export type Format = (typeof FORMATS)[number]['format'];

export interface Saved {
  readonly scene: Scene;
  readonly graph: Graph;
  readonly palette: Palette;
  readonly theme: Theme;
  readonly stage: Stage | null;
}

/** Downloads what is shown as a file. Throws where a PNG is requested while the table is shown. */
export async function save(format: Format, saved: Saved): Promise<void> {
  const address = URL.createObjectURL(await fileOf(format, saved));
  const link = document.createElement('a');
  link.href = address;
  link.download = `allegiance.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function fileOf(format: Format, { scene, graph, palette, stage }: Saved): Promise<Blob> {
  switch (format) {
    case 'png':
      if (!stage) throw new Error('A PNG can be saved only while the graph is shown, not the table.');
      return stage.picture();
    case 'svg':
      return new Blob([svgOf(scene, palette)], { type: 'image/svg+xml' });
    case 'csv':
      return new Blob([csvOf(scene, graph)], { type: 'text/csv' });
    case 'gexf':
      return new Blob([gexfOf(scene, graph)], { type: 'application/gexf+xml' });
  }
}
