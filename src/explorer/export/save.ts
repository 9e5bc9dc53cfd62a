import type { CanvasController } from '../canvas/canvasController.ts';
import type { Scene } from '../canvas/scene.ts';
import type { Graph } from '../graph/graph.ts';
import type { Palette, Theme } from '../theme/palette.ts';
import { csvOf } from './csv.ts';
import { gexfOf } from './gexf.ts';
import { svgOf } from './svg.ts';

export const SAVE_FORMATS = [
  { format: 'png', label: 'Image (PNG)' },
  { format: 'svg', label: 'Drawing (SVG)' },
  { format: 'csv', label: 'Table (CSV)' },
  { format: 'gexf', label: 'Network (GEXF)' },
] as const;
export type Format = (typeof SAVE_FORMATS)[number]['format'];

export interface SaveInput {
  readonly scene: Scene;
  readonly graph: Graph;
  readonly palette: Palette;
  readonly theme: Theme;
  readonly controller: CanvasController | null;
}

/** Downloads what is shown as a file. Throws where a PNG is requested while the table is shown. */
export async function save(format: Format, input: SaveInput): Promise<void> {
  const url = URL.createObjectURL(await fileOf(format, input));
  const link = document.createElement('a');
  link.href = url;
  link.download = `allegiance.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function fileOf(format: Format, { scene, graph, palette, controller }: SaveInput): Promise<Blob> {
  switch (format) {
    case 'png':
      if (!controller) throw new Error('A PNG can be saved only while the graph is shown, not the table.');
      return controller.toPng();
    case 'svg':
      return new Blob([svgOf(scene, palette)], { type: 'image/svg+xml' });
    case 'csv':
      return new Blob([csvOf(scene)], { type: 'text/csv' });
    case 'gexf':
      return new Blob([gexfOf(scene, graph, palette)], { type: 'application/gexf+xml' });
  }
}
