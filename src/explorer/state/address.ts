import type { GqlRelationshipType } from '../api/operations.ts';
import { type Picture, type Shown, WORLD } from './picture.ts';
import { FIRST_VIEW, NO_PATHS, PANELS, type Panel, type PathQuestion, type Time, type View } from './view.ts';

/** The state that the address holds: all that the page shows, without the undo history. */
export interface Place {
  readonly picture: Picture;
  readonly view: View;
}

const ORDER = { ANY_TIME: '', SIMULTANEOUS: 'same', CHRONOLOGICAL: 'order' } as const;

/** The state as the part of the address after `#`; empty for the initial state. */
export function encode({ picture, view }: Place): string {
  const parts: Record<string, string> = {
    show: picture.map(shownText).join(','),
    select: view.selected.map(encodeURIComponent).join(','),
    tie: view.tie ?? '',
    off: view.off.join(','),
    at: view.time ? [view.time.at, view.time.until].filter((date) => date !== null).join('/') : '',
    as: view.table ? 'table' : '',
    names: view.ownScript ? 'own' : '',
    panel: view.panel === 'about' ? '' : view.panel,
    paths: pathsText(view.paths),
  };
  const given = Object.entries(parts).filter(([, value]) => value !== '');
  return given.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`).join('&');
}

/** Reads an address; parameters that are missing or malformed get their initial value. */
export function decode(hash: string): Place {
  const given = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((part) => [part.slice(0, part.indexOf('=')), unescaped(part.slice(part.indexOf('=') + 1))] as const),
  );
  const list = (name: string) => (given.get(name) ?? '').split(',').filter((each) => each !== '');
  const panel = given.get('panel');
  return {
    picture: uniquely(list('show').map(shownOf)),
    view: {
      ...FIRST_VIEW,
      selected: list('select').map(unescaped),
      tie: given.get('tie') || null,
      off: list('off'),
      time: timeOf(given.get('at')),
      table: given.get('as') === 'table',
      ownScript: given.get('names') === 'own',
      panel: PANELS.includes(panel as Panel) ? (panel as Panel) : 'about',
      paths: pathsOf(given.get('paths')),
    },
  };
}

const digits = (value: number): string => value.toString(36).padStart(3, '0');

/** `iran:0k3x9p` has a position, `iran:0k3x9p!` is pinned there, `iran` has none yet. */
const shownText = ({ slug, spot, pinned }: Shown): string =>
  encodeURIComponent(slug) + (spot ? `:${digits(spot.x)}${digits(spot.y)}` : '') + (pinned ? '!' : '');

function shownOf(text: string): Shown {
  const [, slug = '', x, y, pin] = /^([^:!]*)(?::([0-9a-z]{3})([0-9a-z]{3}))?(!?)$/.exec(text) ?? [];
  const spot = x && y ? { x: Math.min(WORLD, Number.parseInt(x, 36)), y: Math.min(WORLD, Number.parseInt(y, 36)) } : null;
  return { slug: unescaped(slug), spot, pinned: pin === '!' };
}

const uniquely = (shown: readonly Shown[]): Picture => [
  ...new Map(shown.filter(({ slug }) => slug !== '').map((each) => [each.slug, each])).values(),
];

function timeOf(text: string | undefined): Time | null {
  const [at, until] = (text ?? '').split('/');
  return at ? { at, until: until || null } : null;
}

function pathsText({ from, to, types, time, forward, avoidHubs, depth }: PathQuestion): string {
  const flags = [ORDER[time], forward ? 'forward' : '', avoidHubs ? 'nohubs' : '', depth === NO_PATHS.depth ? '' : `d${depth}`];
  const parts = [from ?? '', to ?? '', types.join(' '), flags.filter((flag) => flag !== '').join(' ')].map(encodeURIComponent);
  return parts.every((part) => part === '') ? '' : parts.join(';');
}

function pathsOf(text: string | undefined): PathQuestion {
  const [from, to, types = '', flags = ''] = (text ?? '').split(';').map(unescaped);
  const has = new Set(flags.split(' '));
  const depth = Number(/(?:^| )d([1-6])(?: |$)/.exec(flags)?.[1] ?? NO_PATHS.depth);
  const time = has.has('same') ? 'SIMULTANEOUS' : has.has('order') ? 'CHRONOLOGICAL' : 'ANY_TIME';
  const kinds = types.split(' ').filter((type) => /^[A-Z_]+$/.test(type)) as GqlRelationshipType[];
  return { from: from || null, to: to || null, types: kinds, time, forward: has.has('forward'), avoidHubs: has.has('nohubs'), depth };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
