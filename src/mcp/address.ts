import type { QuestionTime } from '../model/answerWords.ts';

/** What an address of the explorer shows. */
export interface ShownPart {
  /** Slugs of the entities in the picture. */
  readonly show: readonly string[];
  /** Slugs of those that are selected. */
  readonly select?: readonly string[];
  /** Id of the relationship whose passages are shown. */
  readonly tie?: string;
  readonly time?: QuestionTime;
  /** Are relationships shown that are only POSSIBLE at that time? */
  readonly possible?: boolean;
}

/** The address of a page of the explorer, whose parameters `src/explorer/state/address.ts` reads. */
export function explorerAddress(base: string, { show, select = [], tie, time = {}, possible = false }: ShownPart): string {
  const { at, during } = time;
  const parameters = {
    show: list(show),
    select: list(select),
    tie: tie ?? '',
    at: at ?? [during?.start, during?.end].filter(Boolean).join('/'),
    possible: possible ? 'shown' : '',
  };
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  return `${base}/#${given.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&')}`;
}

const list = (slugs: readonly string[]): string => [...new Set(slugs)].map(encodeURIComponent).join(',');

/** The address of the playground with a query, for what the explorer has no page for. */
export function queryAddress(base: string, query: string): string {
  return `${base}/graphql#query=${encodeURIComponent(query)}`;
}
