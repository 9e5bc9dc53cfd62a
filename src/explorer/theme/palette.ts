import type { EntityKind } from '../../model/kinds.ts';
import { type RelationshipType, type Sign, vocabularyOf } from '../../model/vocabulary.ts';

export type Theme = 'light' | 'dark';

/** The colours of the canvas and of exported images. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly ring: string;
  readonly kinds: Readonly<Record<EntityKind, string>>;
  readonly signs: Readonly<Record<Sign, string>>;
}

const LIGHT: Palette = {
  paper: '#faf8f4',
  ink: '#20242b',
  faint: '#6b7079',
  ring: '#20242b',
  kinds: {
    STATE: '#2f4b7c',
    GOVERNMENT: '#5d7fb8',
    MILITARY_FORCE: '#647a3c',
    ARMED_GROUP: '#8c4a7b',
    COALITION: '#b9791c',
    ORGANIZATION: '#2f8577',
    PERSON: '#8a5a44',
    POPULATION: '#8c8f5a',
    PLACE: '#6c727c',
  },
  signs: { COOPERATIVE: '#2e79b5', HOSTILE: '#c2412f', NEUTRAL: '#8a8578' },
};

const DARK: Palette = {
  paper: '#16191e',
  ink: '#e9e6df',
  faint: '#9aa0aa',
  ring: '#f4f1ea',
  kinds: {
    STATE: '#7f9fdb',
    GOVERNMENT: '#a9c0ea',
    MILITARY_FORCE: '#a5bd72',
    ARMED_GROUP: '#cf8fbe',
    COALITION: '#e0ac55',
    ORGANIZATION: '#68bfae',
    PERSON: '#c99a80',
    POPULATION: '#c3c68c',
    PLACE: '#a3a9b3',
  },
  signs: { COOPERATIVE: '#5fabe6', HOSTILE: '#ef7a66', NEUTRAL: '#98958b' },
};

export const paletteOf = (theme: Theme): Palette => (theme === 'dark' ? DARK : LIGHT);

/** Types of one sign differ in shade: the share of the ink colour (above 0) or of the paper colour (below 0). */
const SHADES: Partial<Record<RelationshipType, number>> = {
  ALLIED_WITH: 0.25,
  AFFILIATED_WITH: -0.25,
  PART_OF: -0.35,
  LEADS: 0.4,
  SPEAKS_FOR: -0.45,
  ATTACKS: 0.2,
  OPPOSES: -0.3,
  RIVAL_OF: -0.4,
  SANCTIONS: -0.2,
  CONTROLS: 0.35,
  OPERATES_IN: -0.1,
  LOCATED_IN: -0.4,
  SPLIT_FROM: 0.1,
};

export function colourOfTie(type: RelationshipType, palette: Palette): string {
  const shade = SHADES[type] ?? 0;
  return mixColours(palette.signs[vocabularyOf(type).sign], shade > 0 ? palette.ink : palette.paper, Math.abs(shade));
}

/** The first colour with this share (0 to 1) of the second. Both as `#rrggbb`. */
export function mixColours(colour: string, other: string, share: number): string {
  const part = (text: string, at: number) => Number.parseInt(text.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(part(colour, at) * (1 - share) + part(other, at) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
