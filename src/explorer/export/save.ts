import { authorization } from '../api/token.ts';
import type { Scene } from '../canvas/scene.ts';
import type { Palette } from '../theme/palette.ts';
import { linkOf } from './copyLink.ts';
import { type Drawn, exportParameters } from './drawnFilter.ts';
import type { Format } from './formats.ts';
import { pageTextOf } from './pageText.ts';
import { printedPage } from './printedPage.ts';
import { figureOf, type TextMeasure } from './svg.ts';

const ENDINGS: Readonly<Record<Format, string>> = { png2: 'png', png3: 'png', svg: 'svg', csv: 'csv', gexf: 'gexf', directed: 'gexf' };

export interface SaveInput {
  readonly drawn: Drawn;
  readonly scene: Scene;
  readonly palette: Palette;
  /** The revision of the graph that is shown. */
  readonly revision: number;
  /** The question that is answered, in words; null where none is. */
  readonly question: () => Promise<string | null>;
}

/** A file, and in words what it has no place for. */
interface SavedFile {
  readonly blob: Blob;
  readonly leftOut: readonly string[];
}

/**
 * Downloads what is shown as a file. Throws Error with a message for the user.
 * @returns what the file left out, in words; null where that is nothing
 */
export async function save(format: Format, input: SaveInput): Promise<string | null> {
  const { blob, leftOut } = await fileOf(format, input);
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `allegiance.${ENDINGS[format]}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return leftOut.length === 0 ? null : `The file has no place for ${leftOut.join(', ')}.`;
}

async function fileOf(format: Format, input: SaveInput): Promise<SavedFile> {
  switch (format) {
    case 'png2':
      return { blob: await pngOf(input, 2), leftOut: [] };
    case 'png3':
      return { blob: await pngOf(input, 3), leftOut: [] };
    case 'svg':
      return { blob: await svgOf(input), leftOut: [] };
    case 'csv':
      return exported('relationships.csv', input);
    case 'gexf':
      return exported('graph.gexf', input);
    case 'directed':
      return exported('graph.gexf', input, { directed: 'true' });
  }
}

async function svgOf({ drawn, scene, palette, revision, question }: SaveInput): Promise<Blob> {
  const measure = textMeasure();
  const text = await pageTextOf(drawn, scene, palette, { revision, link: linkOf(drawn), question: await question() });
  return new Blob([printedPage(figureOf(scene, palette, measure), text, palette, measure)], { type: 'image/svg+xml' });
}

/** The page as an image with so many pixels to each of its own. The browser draws the SVG: what WebGL holds is not read. */
async function pngOf(input: SaveInput, density: number): Promise<Blob> {
  const url = URL.createObjectURL(await svgOf(input));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * density;
    canvas.height = image.naturalHeight * density;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The browser could not make so large an image. Save it as SVG instead.'))),
        'image/png',
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A file of the server's export, of what is drawn. */
async function exported(file: string, { drawn }: SaveInput, options: object = {}): Promise<SavedFile> {
  const response = await fetch(`/export/${file}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization() },
    body: JSON.stringify({ ...exportParameters(drawn), ...options }),
  });
  if (response.ok) {
    const blob = await response.blob();
    return { blob, leftOut: await leftOutOfFile(response.headers.get('Allegiance-Left-Out')) };
  }
  const { errors } = (await response.json()) as { readonly errors: readonly { readonly message: string }[] };
  throw new Error(errors.map(({ message }) => message).join(' '));
}

/** What the server says that an export left out. The file is whole without it, so a server that does not say it is no error. */
async function leftOutOfFile(path: string | null): Promise<readonly string[]> {
  const response = path === null ? null : await fetch(path, { headers: authorization() });
  if (!response?.ok) return [];
  const { leftOut } = (await response.json()) as { readonly leftOut: readonly { readonly text: string }[] };
  return leftOut.map(({ text }) => text);
}

function textMeasure(): TextMeasure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, font) => {
    if (!context) return text.length * 7;
    context.font = font;
    return context.measureText(text).width;
  };
}
