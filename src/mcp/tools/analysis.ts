import { z } from 'zod';
import { CHANGE_WORDS, POSTURE_WORDS, type QuestionTime } from '../../model/answerWords.ts';
import type { Certainty, Interval } from '../../model/interval.ts';
import type { Posture } from '../../model/posture.ts';
import { explorerAddress } from '../address.ts';
import type { Item } from '../budget.ts';
import { type ClaimNode, claimItem, given, holdsOf, knownDates, type Making, namesOf, sentenceOf } from '../claims.ts';
import type { QueriedGraph } from '../graph.ts';
import { type Understood, understand } from '../names.ts';
import type { Filter } from '../nothing.ts';
import { toolDocument } from '../operations.ts';
import { ARGUMENTS, answerOf, CAMP_ITEM, CHANGE_ITEM, PATH_ITEM, STANCE_ITEM } from '../schemas.ts';
import { oneLine } from '../text.ts';
import { timeVariables } from '../time.ts';
import { type Draft, positionOf, tool } from '../tool.ts';
import {
  caution,
  draftPage,
  inTime,
  LIST_ARGUMENTS,
  type Listing,
  type ListPage,
  listing,
  noRelationships,
  TIME_ARGUMENTS,
} from './shared.ts';

interface PathNode {
  readonly statement: string;
  readonly sign: string;
  readonly certainty: Certainty;
  readonly confidence: number;
  readonly validity: Interval | null;
  readonly hops: readonly { readonly statement: string; readonly certainty: Certainty; readonly relationship: ClaimNode }[];
}

interface PathsAnswer {
  readonly paths: {
    readonly note: string | null;
    readonly count: number;
    readonly truncated: boolean;
    readonly stoppedBy: string | null;
    readonly paths: readonly PathNode[];
  };
}

/** Paths of one answer, and of all answers to a question. */
const PATHS_PER_ANSWER = 10;
const MAX_PATHS = 100;

export const HOW_CONNECTED_TOOL = tool({
  name: 'how_connected',
  title: 'How two are connected',
  description:
    'Finds the best chains of relationships between two, with dates, status and a passage of every hop. With a time, chains that are known of it stand first; a chain is as sure as its weakest hop.',
  input: z.strictObject({
    from: ARGUMENTS.name,
    to: ARGUMENTS.name,
    types: ARGUMENTS.types,
    ...TIME_ARGUMENTS,
    certainty: ARGUMENTS.certainty.describe('How certain each hop must be at that time. Default: POSSIBLE, the known first.'),
    minConfidence: ARGUMENTS.minConfidence,
    maxHops: z.number().int().min(1).max(8).optional().describe('Default: 3.'),
    time: z
      .enum(['ANY_TIME', 'SIMULTANEOUS', 'CHRONOLOGICAL'])
      .optional()
      .describe('SIMULTANEOUS: all hops hold on one day. CHRONOLOGICAL: in the order of time. Default: ANY_TIME.'),
    direction: z.enum(['FORWARD', 'BACKWARD', 'ANY']).optional().describe('FORWARD: each hop as it was recorded. Default: ANY.'),
    order: z.enum(['HOPS', 'CONFIDENCE']).optional().describe('The shortest first (default), or the most confident.'),
    avoid: ARGUMENTS.names.optional().describe('No chain through these.'),
    through: ARGUMENTS.names.optional().describe('Only chains through all of these.'),
    voices: ARGUMENTS.voices,
    passages: ARGUMENTS.passages,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(PATH_ITEM, PATH_ITEM),
  answer: async (graph, input) => {
    const ends = await Promise.all([understand(graph, input.from), understand(graph, input.to)]);
    const slugsOf = (list: readonly string[] | undefined) =>
      list ? Promise.all(list.map(async (name) => (await understand(graph, name)).slug)) : undefined;
    const [avoid, through] = await Promise.all([slugsOf(input.avoid), slugsOf(input.through)]);
    const list = listing(graph, input);
    const { types, certainty, minConfidence, voices, maxHops = 3, time = 'ANY_TIME', direction = 'ANY', order = 'HOPS' } = input;
    const conditions = { types, minConfidence, voices };
    const variables = {
      from: ends[0].slug,
      to: ends[1].slug,
      avoid,
      through,
      time,
      direction,
      orderBy: order,
      maxDepth: maxHops,
      maxPaths: Math.min(MAX_PATHS, list.page.offset + PATHS_PER_ANSWER + 1),
      at: null,
      ...list.time,
      passages: list.variables.passages,
    };
    const find = async (filter: object) =>
      (await graph.execute<PathsAnswer>(toolDocument('how-connected'), { ...variables, filter: given(filter) })).paths;
    const found = await find({ ...conditions, certainty, ...list.time });
    const what = `Chains from ${ends[0].name} to ${ends[1].name} of at most ${maxHops} hops`;
    if (found.count === 0) return noPaths(found.stoppedBy, what, list.time, ends, () => find(conditions), list.making);
    const outcome =
      list.time.at || list.time.during ? (found.paths[0]!.certainty === 'POSSIBLE' ? 'NOT_KNOWN_FOR_THAT_DAY' : 'FOUND') : 'FOUND';
    const stopped =
      found.stoppedBy !== null && found.stoppedBy !== 'MAX_PATHS' ? ' The search was stopped by a limit, so there may be more.' : '';
    const note = found.note ? ` ${oneLine(found.note)}` : '';
    return {
      outcome: list.page.offset > 0 ? 'FOUND' : outcome,
      sentence: `${what}${inTime(list.time)}: ${found.truncated ? 'more than ' : ''}${found.truncated ? found.count - 1 : found.count}.${caution(outcome, list.time)}${note}${stopped}`,
      time: list.time,
      names: ends,
      items: found.paths.slice(list.page.offset).map((path) => pathItem(path, list.making)),
      total: found.count,
      atLeast: found.truncated,
      offset: list.page.offset,
    };
  },
});

async function noPaths(
  stoppedBy: string | null,
  what: string,
  time: QuestionTime,
  names: readonly Understood[],
  findAtAnyTime: () => Promise<PathsAnswer['paths']>,
  making: Making,
): Promise<Draft> {
  const stopped = stoppedBy === null ? '' : ' The search was stopped by a limit, so there may be some.';
  const elsewhen = time.at || time.during ? (await findAtAnyTime()).paths.slice(0, 2) : [];
  if (elsewhen.length === 0)
    return { outcome: 'NOTHING_RECORDED', sentence: `${what}: nothing recorded.${stopped} That is no denial.`, time, names, items: [] };
  const sentence = `${what}: not known${inTime(time)}.${stopped} There are some of other days: see \`otherwise\`, which is no part of the answer.`;
  return {
    outcome: 'NOT_KNOWN_FOR_THAT_DAY',
    sentence,
    time,
    names,
    items: [],
    otherwise: elsewhen.map((path) => pathItem(path, { ...making, time: {} })),
  };
}

function pathItem(path: PathNode, making: Making): Item {
  const { statement, sign, certainty, confidence, validity, hops } = path;
  const claims = hops.map(({ relationship }) => relationship);
  const weakest = [...claims].sort((a, b) => a.confidence - b.confidence)[0]!;
  const fewest = [...claims].sort((a, b) => a.voices.asserting - b.voices.asserting)[0]!;
  const holds = holdsOf(certainty, making.time);
  const slugs = claims.flatMap(({ from, to }) => [from.slug, to.slug]);
  const address = explorerAddress(making.address, { show: slugs, time: making.time, possible: certainty === 'POSSIBLE' });
  return (detail) =>
    given({
      sentence: sentenceOf(statement, weakest.status, holds, making.time),
      dates: validity === null ? null : knownDates(validity),
      certainty: holds,
      status: weakest.status,
      confidence,
      voices: { asserting: fewest.voices.asserting, denying: fewest.voices.denying },
      sign,
      hops: claims.map((claim) => claimItem(claim, making)(detail)),
      cite: { ids: claims.map(({ id }) => id), address },
    });
}

interface StanceNode {
  readonly posture: Posture;
  readonly interval?: Interval;
  readonly partsOfA?: readonly { readonly slug: string }[];
  readonly partsOfB?: readonly { readonly slug: string }[];
  readonly relationships: readonly ClaimNode[];
}

export const STANCE_TOOL = tool({
  name: 'stance',
  title: 'How two stand to each other',
  description:
    'Whether two are friends or foes at a time (FRIENDLY, HOSTILE, MIXED or NONE), by the relationships that say so; with `history` how that changed over the years.',
  input: z.strictObject({
    a: ARGUMENTS.name,
    b: ARGUMENTS.name,
    at: ARGUMENTS.at.describe('On some day of this date. Not with `history`.'),
    history: z.boolean().optional().describe('true: the episodes of all years, in the order of time.'),
    viaParts: z.boolean().optional().describe('true: what a part of either does counts for the whole.'),
    certainty: ARGUMENTS.certainty,
    voices: ARGUMENTS.voices,
    passages: ARGUMENTS.passages,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(STANCE_ITEM, STANCE_ITEM),
  answer: async (graph, input) => {
    if (input.history && input.at !== undefined) timeVariables({ at: input.at, since: input.at });
    const names = await Promise.all([understand(graph, input.a), understand(graph, input.b)]);
    const [a, b] = names;
    const list = listing(graph, { ...input, since: undefined, until: undefined });
    const { certainty = 'LIKELY', viaParts = false, voices } = input;
    const variables = { a: a.slug, b: b.slug, certainty, viaParts, voices, ...list.time, passages: list.variables.passages };
    const pair = `${a.name} and ${b.name}`;
    if (input.history) {
      const { stanceHistory } = await graph.execute<{ stanceHistory: readonly StanceNode[] }>(toolDocument('stance-history'), variables);
      if (stanceHistory.length === 0) return noStance(graph, names, given({ voices }), list, pair);
      const items = stanceHistory.map((episode) => stanceItem(episode, pair, names, certainty, list.making, 2));
      return {
        outcome: 'FOUND',
        sentence: `${pair}: ${items.length} episodes, in the order of time.`,
        names,
        items: items.slice(list.page.offset),
        total: items.length,
        offset: list.page.offset,
      };
    }
    const { stance } = await graph.execute<{ stance: StanceNode }>(toolDocument('stance'), variables);
    if (stance.posture === 'NONE') return noStance(graph, names, given({ voices }), list, pair);
    const item = stanceItem(stance, pair, names, certainty, list.making, 6);
    const outcome = list.time.at && stance.relationships.every(({ holds }) => holds === 'POSSIBLE') ? 'NOT_KNOWN_FOR_THAT_DAY' : 'FOUND';
    return {
      outcome,
      sentence: `${pair} ${POSTURE_WORDS[stance.posture]}${inTime(list.time)}.${caution(outcome, list.time)}`,
      time: list.time,
      names,
      items: [item],
      total: 1,
    };
  },
});

/** Why two have no posture: by the relationships of the pair. */
async function noStance(
  graph: QueriedGraph,
  names: readonly Understood[],
  conditions: Filter,
  list: Listing,
  pair: string,
): Promise<Draft> {
  const why = await noRelationships(graph, { names, direction: 'ANY', conditions }, list, `How ${pair} stand to each other`);
  return { ...why, otherwise: (why.otherwise ?? []).map((claim) => instead(claim, pair)) };
}

/** A relationship that does not decide how two stand, in the form of an answer about that. */
function instead(claim: Item, pair: string): Item {
  return (detail) => {
    const { sentence, dates, certainty, status, confidence, voices, cite, ...rest } = claim(detail);
    const relationship = { sentence, dates, certainty, status, confidence, voices, ...rest, cite };
    return {
      sentence: `${pair}: not decided by “${sentence}”`,
      posture: 'NONE',
      certainty,
      status,
      confidence,
      voices,
      relationships: [relationship],
      cite,
    };
  };
}

function stanceItem(
  node: StanceNode,
  pair: string,
  names: readonly Understood[],
  certainty: Certainty,
  making: Making,
  most: number,
): Item {
  const { posture, interval, partsOfA = [], partsOfB = [], relationships } = node;
  const [best] = relationships;
  const slugs = [...names.map(({ slug }) => slug), ...relationships.flatMap(({ from, to }) => [from.slug, to.slug])];
  const time = interval && (interval.start ?? interval.attestedFrom) ? { at: (interval.start ?? interval.attestedFrom)! } : making.time;
  const when = interval
    ? ` from ${interval.start ?? interval.attestedFrom ?? 'an unknown day'} to ${interval.end ?? interval.attestedUntil ?? 'an unknown day'}`
    : inTime(making.time);
  const shown = relationships.slice(0, most);
  const left = relationships.length - shown.length;
  return (detail) =>
    given({
      sentence: `${pair} ${POSTURE_WORDS[posture]}${when}`,
      posture,
      dates: interval ? knownDates(interval) : null,
      certainty: holdsOf(certainty, interval ? { at: 'then' } : making.time),
      status: best?.status,
      confidence: best?.confidence,
      voices: best && { asserting: best.voices.asserting, denying: best.voices.denying },
      partsOfA: partsOfA.length > 0 ? partsOfA.map(({ slug }) => slug) : null,
      partsOfB: partsOfB.length > 0 ? partsOfB.map(({ slug }) => slug) : null,
      relationships: detail === 'LEAST' ? [] : shown.map((claim) => claimItem(claim, making)(detail)),
      relationshipsLeftOut: detail === 'LEAST' ? relationships.length || null : left > 0 ? left : null,
      cite: {
        ids: relationships.length > 0 ? relationships.slice(0, most).map(({ id }) => id) : [],
        address: explorerAddress(making.address, { show: slugs.slice(0, 20), select: names.map(({ slug }) => slug), time }),
      },
    });
}

interface ChangeNode {
  readonly kind: string;
  readonly on: string;
  readonly before: string;
  readonly after: string;
  readonly relationship: ClaimNode;
}

export const WHAT_CHANGED_TOOL = tool({
  name: 'what_changed',
  title: 'What changed between two dates',
  description: 'Lists what began, ended or changed sides between two dates, by day. A source that stops reporting ends nothing.',
  input: z.strictObject({
    since: ARGUMENTS.at.unwrap().describe('From the first day of this date.'),
    until: ARGUMENTS.at.unwrap().describe('To the last day of this date.'),
    of: ARGUMENTS.name.optional().describe('Only relationships of this one.'),
    types: ARGUMENTS.types,
    certainty: ARGUMENTS.certainty,
    minConfidence: ARGUMENTS.minConfidence,
    voices: ARGUMENTS.voices,
    passages: ARGUMENTS.passages,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(CHANGE_ITEM),
  answer: async (graph, input) => {
    const { since, until, of, types, certainty, minConfidence, voices } = input;
    const names = of === undefined ? [] : [await understand(graph, of)];
    const list = listing(graph, input);
    const involving = names.length > 0 ? names.map(({ slug }) => slug) : undefined;
    const filter = given({ involving, types, certainty, minConfidence, voices });
    const variables = { from: since, to: until, filter, ...list.variables };
    const { changes } = await graph.execute<{ changes: ListPage<ChangeNode> }>(toolDocument('what-changed'), variables);
    const what = `Changes${names[0] ? ` of ${names[0].name}` : ''} from ${since} to ${until}`;
    if (changes.totalCount === 0) {
      const sentence = `${what}: nothing recorded. What went on unchanged is no change: see \`relationships\`.`;
      return { outcome: 'NOTHING_RECORDED', sentence, time: list.time, names, items: [] };
    }
    return {
      outcome: 'FOUND',
      sentence: `${what}: ${changes.totalCount}.`,
      time: list.time,
      names,
      ...draftPage(changes, list.page, (change) => changeItem(change, list.making)),
    };
  },
});

function changeItem({ kind, on, before, after, relationship }: ChangeNode, making: Making): Item {
  const claim = claimItem(relationship, making);
  return (detail) => {
    const { sentence, ...rest } = claim(detail);
    return { sentence: `${CHANGE_WORDS[kind] ?? kind}, ${on}: ${sentence}`, change: kind, on, before, after, ...rest };
  };
}

interface CampsAnswer {
  readonly blocs: {
    readonly count: number;
    readonly alone: number;
    readonly frustration: number;
    readonly exact: boolean;
    readonly blocs: readonly {
      readonly size: number;
      readonly cohesion: number;
      readonly members: readonly { readonly id: string; readonly slug: string; readonly name: string }[];
    }[];
  };
}

export const CAMPS_TOOL = tool({
  name: 'camps',
  title: 'Camps',
  description:
    'Divides actors at a date into camps, so that as few relationships as possible go against it: who stands with whom, and against whom.',
  input: z.strictObject({
    at: ARGUMENTS.at,
    certainty: ARGUMENTS.certainty,
    minConfidence: ARGUMENTS.minConfidence,
    voices: ARGUMENTS.voices,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(CAMP_ITEM),
  answer: async (graph, input) => {
    const { offset } = positionOf(input.cursor);
    const time = timeVariables({ at: input.at });
    const { certainty = 'LIKELY', minConfidence, voices } = input;
    const filter = given({ certainty, minConfidence, voices });
    const { blocs } = await graph.execute<CampsAnswer>(toolDocument('camps'), { at: time.at ?? null, filter, first: 100 });
    if (blocs.blocs.length === 0) {
      return { outcome: 'NOTHING_RECORDED', sentence: `Camps${inTime(time)}: nothing recorded that would make any.`, time, items: [] };
    }
    const exactly = blocs.exact ? 'No division has fewer' : 'There may be a division with fewer';
    const items = blocs.blocs.map((bloc, at) => campItem(bloc, at + 1, blocs.exact, certainty, time, graph.address));
    return {
      outcome: 'FOUND',
      sentence: `Camps${inTime(time)}: ${blocs.count}, and ${blocs.alone} who stand alone. ${blocs.frustration} relationships go against this division. ${exactly}.`,
      time,
      items: items.slice(offset),
      total: blocs.count,
      offset,
    };
  },
});

/** Members that the least detail names. */
const FEWEST_MEMBERS = 8;

function campItem(
  { size, cohesion, members }: CampsAnswer['blocs']['blocs'][number],
  number: number,
  exact: boolean,
  certainty: Certainty,
  time: QuestionTime,
  base: string,
): Item {
  return (detail) => {
    const shown = detail === 'ALL' ? members : members.slice(0, FEWEST_MEMBERS);
    const left = size - shown.length;
    const slugs = shown.map(({ slug }) => slug);
    return given({
      sentence: `Camp ${number}${inTime(time)}: ${namesOf(members)}`,
      certainty: holdsOf(certainty, time),
      exact,
      size,
      cohesion,
      members: slugs,
      membersLeftOut: left > 0 ? left : null,
      cite: { ids: shown.map(({ id }) => id), address: explorerAddress(base, { show: slugs, time }) },
    });
  };
}
