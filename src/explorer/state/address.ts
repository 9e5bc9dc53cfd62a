import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { clampToWorld, MAX_COORDINATE, type Picture, type Shown, type ShownEntity } from './picture.ts';
import {
  type Camera,
  EMPTY_PATH_SEARCH,
  INITIAL_VIEW,
  PANELS,
  type Panel,
  type PathSearch,
  SHOWN_AS,
  type TimeSelection,
  type ViewState,
} from './view.ts';

/** The state that the address holds: all that the page shows, without the undo history. */
export interface PageState extends Shown {
  readonly view: ViewState;
}

const PATH_TIME_CODES = { ANY_TIME: '', SIMULTANEOUS: 'same', CHRONOLOGICAL: 'order' } as const;

/** The canvas that the user has emptied; no slug is like this. */
const EMPTIED = '-';

/** The key under which links hold a question. */
const QUESTION_KEY = 'ask';

/** The state as the part of the address after `#`; empty for the initial state. */
export function encode({ picture, expanded, cleared, time, possible, hidden, view }: PageState): string {
  const parts: Record<string, string> = {
    show: cleared ? EMPTIED : picture.map(encodeShown).join(','),
    more: expanded.map(encodeURIComponent).join(','),
    select: view.selected.map(encodeURIComponent).join(','),
    tie: view.tie ?? '',
    off: hidden.join(','),
    at: time ? [time.at, time.until].filter((date) => date !== null).join('/') : '',
    possible: possible ? 'shown' : '',
    view: view.camera ? [view.camera.x, view.camera.y, view.camera.ratio].join(',') : '',
    as: view.as === INITIAL_VIEW.as ? '' : view.as,
    names: view.ownScript ? 'own' : '',
    [QUESTION_KEY]: view.question ?? '',
    panel: view.panel === firstPanel(view.question) ? '' : view.panel,
    paths: encodePaths(view.paths),
    draft: view.draft ?? '',
  };
  const parameters = Object.entries(parts).filter(([, value]) => value !== '');
  return parameters.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%(2C|3A|3B)/g, decodeURIComponent)}`).join('&');
}

/** Reads an address; parameters that are missing or malformed get their initial value. */
export function decode(hash: string): PageState {
  const parameters = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((part) => [part.slice(0, part.indexOf('=')), decoded(part.slice(part.indexOf('=') + 1))] as const),
  );
  const list = (name: string) => (parameters.get(name) ?? '').split(',').filter((each) => each !== '');
  const panel = parameters.get('panel');
  const cleared = parameters.get('show') === EMPTIED;
  const question = parameters.get(QUESTION_KEY) || null;
  return {
    picture: cleared ? [] : uniqueBySlug(list('show').map(decodeShown)),
    expanded: list('more').map(decoded),
    cleared,
    time: decodeTime(parameters.get('at')),
    possible: parameters.get('possible') === 'shown',
    hidden: list('off'),
    view: {
      ...INITIAL_VIEW,
      selected: list('select').map(decoded),
      tie: parameters.get('tie') || null,
      camera: decodeCamera(list('view').map(Number)),
      as: SHOWN_AS.find((each) => each === parameters.get('as')) ?? INITIAL_VIEW.as,
      ownScript: parameters.get('names') === 'own',
      question,
      panel: PANELS.find((each) => each === panel) ?? firstPanel(question),
      paths: decodePaths(parameters.get('paths')),
      draft: parameters.get('draft') || null,
    },
  };
}

/** The panel that a page opens with: the answer, where the address holds a question. */
const firstPanel = (question: string | null): Panel => (question === null ? 'about' : 'answer');

const base36 = (value: number): string => value.toString(36).padStart(3, '0');

/** `iran:0k3x9p` has a position, `iran:0k3x9p!` is pinned there, `iran` has none yet. */
const encodeShown = ({ slug, position, pinned }: ShownEntity): string =>
  encodeURIComponent(slug) + (position ? `:${base36(position.x)}${base36(position.y)}` : '') + (pinned ? '!' : '');

function decodeShown(text: string): ShownEntity {
  const [, slug = '', x, y, pin] = /^([^:!]*)(?::([0-9a-z]{3})([0-9a-z]{3}))?(!?)$/.exec(text) ?? [];
  const position =
    x && y ? { x: Math.min(MAX_COORDINATE, Number.parseInt(x, 36)), y: Math.min(MAX_COORDINATE, Number.parseInt(y, 36)) } : null;
  return { slug: decoded(slug), position, pinned: pin === '!' };
}

const uniqueBySlug = (shown: readonly ShownEntity[]): Picture => [
  ...new Map(shown.filter(({ slug }) => slug !== '').map((each) => [each.slug, each])).values(),
];

function decodeTime(text: string | undefined): TimeSelection | null {
  const [at, until] = (text ?? '').split('/');
  return at ? { at, until: until || null } : null;
}

function decodeCamera([x, y, ratio]: readonly number[]): Camera | null {
  return isNumber(x) && isNumber(y) && isNumber(ratio) && ratio > 0 ? { x: clampToWorld(x), y: clampToWorld(y), ratio } : null;
}

const isNumber = (value: number | undefined): value is number => Number.isFinite(value);

function encodePaths({ from, to, types, time, forward, avoidHubs, depth }: PathSearch): string {
  const flags = [
    PATH_TIME_CODES[time],
    forward ? 'forward' : '',
    avoidHubs ? 'nohubs' : '',
    depth === EMPTY_PATH_SEARCH.depth ? '' : `d${depth}`,
  ];
  const parts = [from ?? '', to ?? '', types.join(' '), flags.filter((flag) => flag !== '').join(' ')].map(encodeURIComponent);
  return parts.every((part) => part === '') ? '' : parts.join(';');
}

function decodePaths(text: string | undefined): PathSearch {
  const [from, to, types = '', flags = ''] = (text ?? '').split(';').map(decoded);
  const has = new Set(flags.split(' '));
  const depth = Number(/(?:^| )d([1-6])(?: |$)/.exec(flags)?.[1] ?? EMPTY_PATH_SEARCH.depth);
  const time = has.has('same') ? 'SIMULTANEOUS' : has.has('order') ? 'CHRONOLOGICAL' : 'ANY_TIME';
  const known = types.split(' ').flatMap((name) => RELATIONSHIP_TYPES.find((type) => type === name) ?? []);
  return { from: from || null, to: to || null, types: known, time, forward: has.has('forward'), avoidHubs: has.has('nohubs'), depth };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
