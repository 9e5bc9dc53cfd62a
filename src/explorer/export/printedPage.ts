import { escapeXml } from '../../model/text/xml.ts';
import { isRightToLeft } from '../graph/names.ts';
import type { Palette } from '../theme/palette.ts';
import { type Figure, FONT_FAMILY, type TextMeasure } from './svg.ts';

/** An entry of a legend: SVG of 22 by 14 pixels, and what it means. */
export interface LegendEntry {
  readonly sign: string;
  readonly text: string;
}

/** What stands around the figure of a page. */
export interface PageText {
  readonly title: string;
  /** The time and how much is drawn. */
  readonly lead: string;
  readonly legend: readonly LegendEntry[];
  /** One paragraph for each source. */
  readonly sources: readonly string[];
  /** When it was saved, and of which state of the graph. */
  readonly foot: string;
  /** The address that shows the same, for the metadata of the file. */
  readonly link: string;
}

/** Width of the text in pixels; all of it is larger where the figure is wider. */
const WIDTH = 1_136;
const MARGIN = 32;
const SERIF = 'Iowan Old Style, Palatino Linotype, Palatino, Georgia, Noto Serif, serif';
const TEXT_FONT = `400 12px ${FONT_FAMILY}`;
const SIGN_WIDTH = 28;

/** A whole page as SVG: title, time, figure, legend, sources with their licences, and when it was saved. */
export function printedPage(figure: Figure, text: PageText, palette: Palette, measure: TextMeasure): string {
  const scale = figure.width / WIDTH;
  const head = new Column(palette, measure);
  head.paragraph(text.title, { font: `600 26px ${SERIF}`, size: 26, family: SERIF, weight: 600, lineHeight: 32 });
  head.paragraph(text.lead, { font: `400 14px ${FONT_FAMILY}`, size: 14, lineHeight: 20, faint: true });
  const body = new Column(palette, measure);
  body.legend(text.legend);
  if (text.sources.length > 0) body.heading('Sources');
  for (const source of text.sources) body.paragraph(source, { font: TEXT_FONT, size: 12, lineHeight: 16 });
  body.space(8);
  body.paragraph(text.foot, { font: TEXT_FONT, size: 12, lineHeight: 16, faint: true });
  const figureTop = MARGIN + head.height * scale + 12;
  const bodyTop = figureTop + figure.height + 16;
  const [width, height] = [figure.width + 2 * MARGIN, bodyTop + body.height * scale + MARGIN].map(Math.round) as [number, number];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>${escapeXml(text.title)}</title>
<desc>${escapeXml(text.link)}</desc>
<rect width="100%" height="100%" fill="${palette.paper}"/>
<g transform="translate(${MARGIN} ${MARGIN}) scale(${scale.toFixed(4)})">${head.markup}</g>
<g transform="translate(${MARGIN} ${figureTop.toFixed(1)})">${figure.markup}</g>
<g transform="translate(${MARGIN} ${bodyTop.toFixed(1)}) scale(${scale.toFixed(4)})">${body.markup}</g>
</svg>
`;
}

interface Style {
  readonly font: string;
  readonly size: number;
  readonly lineHeight: number;
  readonly family?: string;
  readonly weight?: number;
  readonly faint?: boolean;
}

/** A column of text that grows downwards. */
class Column {
  height = 0;
  markup = '';

  constructor(
    private readonly palette: Palette,
    private readonly measure: TextMeasure,
  ) {}

  space(pixels: number): void {
    this.height += pixels;
  }

  heading(text: string): void {
    this.space(12);
    this.paragraph(text, { font: `600 13px ${FONT_FAMILY}`, size: 13, weight: 600, lineHeight: 20 });
  }

  paragraph(text: string, style: Style): void {
    const rightToLeft = isRightToLeft(text);
    for (const line of wrapped(text, WIDTH, (part) => this.measure(part, style.font))) {
      this.height += style.lineHeight;
      const x = rightToLeft ? WIDTH : 0;
      this.markup += `<text x="${x}" y="${this.height - style.lineHeight * 0.28}" font-family="${style.family ?? FONT_FAMILY}" font-size="${style.size}" font-weight="${style.weight ?? 400}" fill="${style.faint ? this.palette.faint : this.palette.ink}"${rightToLeft ? ' direction="rtl"' : ''}>${escapeXml(line)}</text>\n`;
    }
  }

  /** Entries side by side, as many in a row as there is room for. */
  legend(entries: readonly LegendEntry[]): void {
    let x = 0;
    if (entries.length > 0) this.height += 20;
    for (const { sign, text } of entries) {
      const width = SIGN_WIDTH + this.measure(text, TEXT_FONT) + 20;
      if (x > 0 && x + width > WIDTH) {
        x = 0;
        this.height += 20;
      }
      this.markup += `<g transform="translate(${x.toFixed(1)} ${this.height - 17})">${sign}<text x="${SIGN_WIDTH}" y="11" font-family="${FONT_FAMILY}" font-size="12" fill="${this.palette.ink}">${escapeXml(text)}</text></g>\n`;
      x += width;
    }
  }
}

/** A text in lines of at most this width; a word that is wider stands alone. */
function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
