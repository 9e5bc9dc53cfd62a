/** A question by a tool, and the operation of the API that answers the same. */
export interface ToolQuestion {
  readonly tool: string;
  readonly input: object;
  readonly operation: string;
  readonly variables: object;
  /** Where the items of the answer are in the data: `relationships.edges.node`. */
  readonly items: string;
}

const question = (tool: string, input: object, operation: string, variables: object, items: string): ToolQuestion => ({
  tool,
  input,
  operation,
  variables,
  items,
});

/** Questions over the seed, at least one for each tool. */
export const QUESTIONS: readonly ToolQuestion[] = [
  question('who_is', { name: 'hezbollah' }, 'who-is', { id: 'hezbollah', text: 'hezbollah' }, 'entity'),
  question(
    'relationships',
    { of: 'Iran', at: '2016', maxTokens: 20_000 },
    'relationships',
    { filter: { involving: ['iran'], at: '2016' }, at: '2016', first: 100 },
    'relationships.edges.node',
  ),
  question(
    'relationships',
    { of: 'syrian-government', direction: 'IN', types: ['BACKS'], since: '2014', until: '2016', certainty: 'CERTAIN', maxTokens: 20_000 },
    'relationships',
    {
      filter: { to: ['syrian-government'], types: ['BACKS'], during: { start: '2014', end: '2016' }, certainty: 'CERTAIN' },
      during: { start: '2014', end: '2016' },
      first: 100,
    },
    'relationships.edges.node',
  ),
  question(
    'relationships',
    { of: 'aleppo', direction: 'IN', types: ['CONTROLS'], at: '2024-11-30', passages: 5 },
    'relationships',
    { filter: { to: ['aleppo'], types: ['CONTROLS'], at: '2024-11-30' }, at: '2024-11-30', passages: 5 },
    'relationships.edges.node',
  ),
  question(
    'relationships',
    { of: 'iran', with: 'Hizballah' },
    'relationships-of-pair',
    { of: 'iran', filter: { involving: ['hezbollah'] } },
    'entity.relationships.edges.node',
  ),
  question(
    'how_connected',
    { from: 'iran', to: 'israel', at: '2016', time: 'SIMULTANEOUS', direction: 'FORWARD', maxHops: 2, maxTokens: 20_000 },
    'how-connected',
    {
      from: 'iran',
      to: 'israel',
      filter: { at: '2016' },
      at: '2016',
      time: 'SIMULTANEOUS',
      direction: 'FORWARD',
      maxDepth: 2,
      maxPaths: 11,
    },
    'paths.paths',
  ),
  question('stance', { a: 'russia', b: 'Syrian government', at: '2016' }, 'stance', { at: '2016' }, 'stance'),
  question('stance', { a: 'iraq', b: 'syrian-government', history: true }, 'stance-history', {}, 'stanceHistory'),
  question(
    'what_changed',
    { since: '2011', until: '2013', of: 'syrian-insurgents', maxTokens: 20_000 },
    'what-changed',
    { first: 100 },
    'changes.edges.node',
  ),
  question('camps', { at: '2024-11-30' }, 'camps', {}, 'blocs.blocs'),
  question('events', { in: 'Idlib province' }, 'events', {}, 'events.edges.node'),
  question(
    'events',
    { of: 'russia', since: '2024-11-25', until: '2024-12-01', order: 'START_ASC', maxTokens: 20_000 },
    'events',
    {
      filter: { allActors: ['russia'], during: { start: '2024-11-25', end: '2024-12-01' } },
      orderBy: 'START_ASC',
      first: 100,
    },
    'events.edges.node',
  ),
  question('disputes', { passages: 2 }, 'disputes', { passages: 2 }, 'disputes.edges.node'),
  question('evidence', { id: '8SEO5CLJS0SDBA9GLN2MQAC5UTU4O3RA5VUE1D' }, 'evidence', {}, 'node.all.edges.node'),
  question(
    'according_to',
    { speaker: 'syrian-army' },
    'relationships',
    {
      filter: { voices: { speakers: ['syrian-army'] }, status: ['SUPPORTED', 'REPORTED', 'DISPUTED', 'DENIED', 'UNSOURCED'] },
      first: 100,
    },
    'relationships.edges.node',
  ),
  question(
    'according_to',
    { publisher: 'Uppsala Conflict Data Program', comparedWith: { source: 'article-aleppo-2024-11-30' }, of: 'russia', maxTokens: 20_000 },
    'compare-voices',
    { filter: { involving: ['russia'] }, first: 100 },
    'compareVoices.edges.node',
  ),
  question('sources', {}, 'sources', {}, 'sources.edges.node'),
  question('sources', { source: 'ucdp-ged-19.1' }, 'source', { id: 'ucdp-ged-19.1' }, 'source'),
];

/** What stands at a path in data; of lists, each element. */
export function at(data: unknown, path: string): unknown[] {
  return path
    .split('.')
    .reduce<unknown[]>((found, name) => found.flatMap((each) => [(each as Record<string, unknown>)[name]].flat()), [data]);
}
