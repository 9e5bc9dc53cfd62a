import type { EntityKind } from '../../model/kinds.ts';
import type { Sign } from '../../model/vocabulary.ts';

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
