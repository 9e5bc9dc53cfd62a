import type { Certainty } from '../../model/interval.ts';
import { type Sign, vocabularyOf } from '../../model/vocabulary.ts';
import type { GraphTie } from '../graph/graph.ts';
import type { Palette } from '../theme/palette.ts';

/** A tie that the picture shows. */
export interface ShownTie {
  readonly tie: GraphTie;
  /** How surely it holds at the selected time; THROUGHOUT where none is selected. */
  readonly certainty: Certainty;
}

/** A line is dashed where a tie is disputed or denied, dotted where all are only possible. */
export type Stroke = 'plain' | keyof typeof DASHES;

/** The lengths of dashes and of the gaps between them, in pixels. */
export const DASHES = { dashed: { dash: 7, gap: 5 }, dotted: { dash: 3, gap: 4 } };

/** The line of a pair. Two that are both friends and foes at the selected time have two, side by side. */
export interface DrawnLine {
  readonly id: string;
  /** Where all ties go one way, from their start to their end. */
  readonly from: string;
  readonly to: string;
  /** The slugs of both, in order. */
  readonly pair: readonly [string, string];
  /** What they are to each other; NEUTRAL where they are neither friends nor foes. */
  readonly stance: Sign;
  /** The best known first. */
  readonly ties: readonly GraphTie[];
  /** That of the best known tie. */
  readonly certainty: Certainty;
  /** In pixels. */
  readonly width: number;
  readonly colour: string;
  readonly stroke: Stroke;
  readonly arrow: boolean;
  readonly highlighted: boolean;
  /** Its opacity where nothing is dimmed, 0 to 1. */
  readonly strength: number;
  /** 0 to 1. */
  readonly opacity: number;
}

export interface LineContext {
  readonly palette: Palette;
  /** Whether a time is selected. */
  readonly timed: boolean;
  readonly isHighlighted: (shown: ShownTie) => boolean;
}

/** The lines of these ties, which are in the order in which they speak; in the order of the slugs of each pair. */
export function drawnLines(ties: readonly ShownTie[], context: LineContext): DrawnLine[] {
  const pairs = new Map<string, ShownTie[]>();
  for (const shown of ties) {
    const key = pairKey(shown.tie);
    const others = pairs.get(key);
    if (others) others.push(shown);
    else pairs.set(key, [shown]);
  }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, ofPair]) => linesOfPair(key, ofPair, context));
}

const pairKey = ({ from, to }: GraphTie): string => (from.slug < to.slug ? `${from.slug} ${to.slug}` : `${to.slug} ${from.slug}`);

/** One line for what makes them friends, one for what makes them foes; what is neutral goes with the first, or has the line for itself. */
function linesOfPair(key: string, ties: readonly ShownTie[], context: LineContext): DrawnLine[] {
  const stances = STANCES.filter((sign) => ties.some(({ tie }) => tie.sign === sign));
  const [first = 'NEUTRAL'] = stances;
  return (stances.length > 0 ? stances : [first]).map((stance) => {
    const own = ties.filter(({ tie }) => tie.sign === stance || (tie.sign === 'NEUTRAL' && stance === first));
    return drawnLine(`${key} ${stance}`, stance, own, context);
  });
}

const STANCES: readonly Sign[] = ['COOPERATIVE', 'HOSTILE'];

function drawnLine(id: string, stance: Sign, shown: readonly ShownTie[], { palette, timed, isHighlighted }: LineContext): DrawnLine {
  const [{ tie: best, certainty }] = shown as readonly [ShownTie];
  const highlighted = shown.some(isHighlighted);
  const oneWay = shown.every(({ tie }) => !vocabularyOf(tie.type).symmetric && tie.from.slug === best.from.slug);
  const voices = voicesOf(shown);
  const surely = timed && (certainty === 'CERTAIN' || certainty === 'THROUGHOUT');
  const reported = shown.every(({ tie }) => tie.status === 'REPORTED');
  const strength = highlighted ? 1 : (certainty === 'POSSIBLE' ? 0.4 : surely ? 0.95 : 0.7) * (reported ? 0.6 : 1);
  const disputed = shown.some(({ tie }) => tie.status === 'DISPUTED' || tie.status === 'DENIED');
  return {
    id,
    from: best.from.slug,
    to: best.to.slug,
    pair: best.from.slug < best.to.slug ? [best.from.slug, best.to.slug] : [best.to.slug, best.from.slug],
    stance,
    ties: shown.map(({ tie }) => tie),
    certainty,
    width: 0.75 + Math.log2(1 + voices) + (surely ? 0.75 : 0) + (highlighted ? 2 : 0),
    colour: palette.signs[stance],
    stroke: certainty === 'POSSIBLE' ? 'dotted' : disputed ? 'dashed' : 'plain',
    arrow: oneWay,
    highlighted,
    strength,
    opacity: strength,
  };
}

/** Independent voices that assert any of these ties: a voice that speaks of several counts once. At least those of the best attested one. */
const voicesOf = (shown: readonly ShownTie[]): number =>
  Math.max(new Set(shown.flatMap(({ tie }) => tie.speakers ?? [])).size, ...shown.map(({ tie }) => tie.voices.asserting));
