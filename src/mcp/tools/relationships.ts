import { z } from 'zod';
import { AllegianceError } from '../../model/errors.ts';
import { type Direction, STATUSES } from '../../model/kinds.ts';
import { explorerAddress } from '../address.ts';
import { DEFAULT_MAX_TOKENS, type Item, pageSizeFor } from '../budget.ts';
import {
  type ClaimNode,
  claimItem,
  given,
  type HappeningNode,
  happeningItem,
  type Making,
  type PassageNode,
  passageItem,
} from '../claims.ts';
import type { QueriedGraph } from '../graph.ts';
import { type Understood, UnknownName, understand } from '../names.ts';
import type { Filter } from '../nothing.ts';
import { toolDocument } from '../operations.ts';
import { ARGUMENTS, answerOf, CLAIM_ITEM, COMPARED_ITEM, PASSAGE_ITEM } from '../schemas.ts';
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
  outcomeOf,
  TIME_ARGUMENTS,
  type VoiceArguments,
} from './shared.ts';
import { sourceByKey } from './sources.ts';

const FILTER_ARGUMENTS = {
  types: ARGUMENTS.types,
  ...TIME_ARGUMENTS,
  certainty: ARGUMENTS.certainty,
  status: ARGUMENTS.status,
  minConfidence: ARGUMENTS.minConfidence,
  voices: ARGUMENTS.voices,
};

export const RELATIONSHIPS_TOOL = tool({
  name: 'relationships',
  title: 'Relationships of one, or of a pair',
  description:
    'Lists the relationships of one actor or place, or those between two: who backs, fights, leads, controls whom. The best known first. Use it for “who backs X”, “whom does X attack”, “who controls place X”, “is X allied with Y”.',
  input: z.strictObject({
    of: ARGUMENTS.name,
    with: ARGUMENTS.name.optional().describe('Only relationships with this one.'),
    direction: z
      .enum(['OUT', 'IN', 'ANY'])
      .optional()
      .describe('OUT: X backs others. IN: others back X. ANY (default). Symmetric types match in any case.'),
    ...FILTER_ARGUMENTS,
    passages: ARGUMENTS.passages,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(CLAIM_ITEM, CLAIM_ITEM),
  answer: async (graph, input) => {
    const { of, with: other, direction = 'ANY', types, certainty, status, minConfidence, voices } = input;
    const names = await Promise.all([of, ...(other === undefined ? [] : [other])].map((name) => understand(graph, name)));
    const list = listing(graph, input);
    const about = { names, direction, conditions: given({ types, certainty, status, minConfidence, voices }) };
    const what = `${types ? `Relationships (${types.join(', ')})` : 'Relationships'} of ${names.map(({ name }) => name).join(' with ')}`;
    return listClaims(graph, about, list, what);
  },
});

/** Which relationships are listed: those of one, of a pair, or of all; and the conditions of the filter beside ends and time. */
interface About {
  readonly names: readonly Understood[];
  readonly direction: Direction;
  readonly conditions: Filter;
}

/** The relationships of one stand in the order of how sure they are; those of a pair in the order of time. */
async function readClaims(graph: QueriedGraph, { names, direction, conditions }: About, list: Listing): Promise<ListPage<ClaimNode>> {
  const [one, two] = names.map(({ slug }) => slug);
  const filter = { ...conditions, ...list.time };
  if (one !== undefined && two !== undefined) {
    const variables = { of: one, direction, filter: { ...filter, involving: [two] }, ...list.variables };
    const { entity } = await graph.execute<{ entity: RelationshipsAnswer }>(toolDocument('relationships-of-pair'), variables);
    return entity.relationships;
  }
  const end = one === undefined ? {} : { [{ OUT: 'from', IN: 'to', ANY: 'involving' }[direction]]: [one] };
  const variables = { filter: { ...filter, ...end }, ...list.variables };
  return (await graph.execute<RelationshipsAnswer>(toolDocument('relationships'), variables)).relationships;
}

interface RelationshipsAnswer {
  readonly relationships: ListPage<ClaimNode>;
}

/** The relationships that were asked for; where there are none, why. */
async function listClaims(graph: QueriedGraph, about: About, list: Listing, what: string): Promise<Draft> {
  const found = await readClaims(graph, about, list);
  if (found.totalCount === 0) return noRelationships(graph, about, list, what);
  const outcome =
    list.page.offset > 0
      ? 'FOUND'
      : outcomeOf(
          found.edges.map(({ node }) => node),
          list.time,
        );
  return {
    outcome,
    sentence: `${what}${inTime(list.time)}: ${found.totalCount}.${caution(outcome, list.time)}`,
    time: list.time,
    names: about.names,
    ...draftPage(found, list.page, (claim) => claimItem(claim, list.making)),
  };
}

export const DISPUTES_TOOL = tool({
  name: 'disputes',
  title: 'Where voices contradict each other',
  description: 'Lists relationships that some voices assert and others deny, with passages of both sides.',
  input: z.strictObject({
    of: ARGUMENTS.name.optional().describe('Only disputes about relationships of this one.'),
    types: ARGUMENTS.types,
    ...TIME_ARGUMENTS,
    certainty: ARGUMENTS.certainty,
    voices: ARGUMENTS.voices,
    passages: ARGUMENTS.passages,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(CLAIM_ITEM),
  answer: async (graph, input) => {
    const names = input.of === undefined ? [] : [await understand(graph, input.of)];
    const list = listing(graph, input);
    const { types, certainty, voices } = input;
    const involving = names.length > 0 ? names.map(({ slug }) => slug) : undefined;
    const filter = given({ involving, types, certainty, voices, ...list.time });
    const variables = { filter, ...list.variables };
    const { disputes } = await graph.execute<{ disputes: ListPage<ClaimNode> }>(toolDocument('disputes'), variables);
    const what = `Disputes${names[0] ? ` about ${names[0].name}` : ''}${inTime(list.time)}`;
    if (disputes.totalCount === 0) {
      return { outcome: 'NOTHING_RECORDED', sentence: `${what}: no dispute is recorded.`, time: list.time, names, items: [] };
    }
    return {
      outcome: 'FOUND',
      sentence: `${what}: ${disputes.totalCount}. Each is asserted by some and denied by others.`,
      time: list.time,
      names,
      ...draftPage(disputes, list.page, (claim) => claimItem(claim, list.making)),
    };
  },
});

type NodeAnswer = { readonly __typename: string } & Partial<ClaimNode & HappeningNode & PassageNode & { all: ListPage<PassageNode> }>;

export const EVIDENCE_TOOL = tool({
  name: 'evidence',
  title: 'Passages of a relationship or event',
  description:
    'Lists all passages on which a relationship or an event rests, and those that deny it, by its id (`cite.ids` of another answer). Quotations are given in full.',
  input: z.strictObject({
    id: z.string().min(1).max(200).describe('Id of a relationship, an event or a passage.'),
    ...TIME_ARGUMENTS,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(PASSAGE_ITEM.extend({ cite: CLAIM_ITEM.shape.cite })).extend({ about: z.unknown().optional() }),
  answer: async (graph, input) => {
    const time = timeVariables(input);
    const page = positionOf(input.cursor);
    const first = pageSizeFor(input.maxTokens ?? DEFAULT_MAX_TOKENS);
    const variables = { id: input.id, first, after: page.after, ...time };
    const { node } = await graph.execute<{ node: NodeAnswer | null }>(toolDocument('evidence'), variables);
    if (node === null)
      throw new UnknownName(`Nothing has the id ${JSON.stringify(input.id)}. Ids are in \`cite.ids\` of other answers.`, []);
    if (node.__typename === 'Evidence') {
      const address = explorerAddress(graph.address, { show: [] });
      return { outcome: 'FOUND', sentence: 'One passage.', items: [passageOf(node as PassageNode, address)], total: 1 };
    }
    if (!node.all) {
      throw new AllegianceError(
        'BAD_INPUT',
        `Expected the id of a relationship, an event or a passage; got that of a ${node.__typename}. Use \`relationships\` or \`sources\`.`,
      );
    }
    const making: Making = { address: graph.address, time, passages: 0 };
    const about = node.statement !== undefined ? claimItem(node as ClaimNode, making) : happeningItem(node as HappeningNode, making);
    const { sentence, status, confidence, voices, cite } = about('ALL') as {
      sentence: string;
      status: string;
      confidence?: number;
      voices?: { asserting: number; denying: number };
      cite: { address: string };
    };
    const weight =
      confidence === undefined
        ? ''
        : `, confidence ${confidence}, independent voices: ${voices?.asserting} for it, ${voices?.denying} against it`;
    return {
      outcome: status === 'DENIED' ? 'DENIED' : node.all.totalCount === 0 ? 'NOTHING_RECORDED' : 'FOUND',
      sentence: `${sentence}: ${status}${weight}. Passages: ${node.all.totalCount}.`,
      time,
      ...draftPage(node.all, page, (passage) => passageOf(passage, cite.address)),
    };
  },
});

/** Longest quotation in a list of passages, in characters. */
const FULL_QUOTATION = 4_000;

function passageOf(passage: PassageNode, address: string): Item {
  return (detail) => given({ ...passageItem(passage, detail === 'ALL' ? FULL_QUOTATION : 200), cite: { ids: [passage.id], address } });
}

const VOICE_ARGUMENTS = {
  source: z.string().min(1).max(200).optional().describe('A source, by key, id or title.'),
  publisher: z.string().min(1).max(200).optional().describe('All sources of this publisher.'),
  speaker: z.string().min(1).max(200).optional().describe('Who speaks: an actor, or the words of an attribution (“two rebel sources”).'),
};
const ONE_VOICE = z.strictObject(VOICE_ARGUMENTS);

export const ACCORDING_TO_TOOL = tool({
  name: 'according_to',
  title: 'By the word of one',
  description:
    'What one source, publisher or speaker says, denials included: status and confidence are those by its word alone. With `comparedWith` it lists where two differ. Give one of `source`, `publisher` and `speaker`.',
  input: ONE_VOICE.extend({
    comparedWith: ONE_VOICE.optional().describe('List only where these two differ.'),
    of: ARGUMENTS.name.optional().describe('Only relationships of this one.'),
    with: ARGUMENTS.name.optional().describe('Only relationships between `of` and this one.'),
    types: ARGUMENTS.types,
    ...TIME_ARGUMENTS,
    certainty: ARGUMENTS.certainty,
    knownBy: ARGUMENTS.at.describe('Only what was known on this date.'),
    passages: ARGUMENTS.passages,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(COMPARED_ITEM, CLAIM_ITEM),
  answer: async (graph, input) => {
    const { comparedWith, of, with: other, types, certainty, knownBy } = input;
    if (other !== undefined && of === undefined)
      throw new AllegianceError('BAD_INPUT', 'Expected `of` beside `with`; got `with` alone. Give both, or `of` alone.');
    const known = knownBy === undefined ? {} : { knownBy };
    const voice = await understandVoice(graph, input);
    const names = await Promise.all([of, other].flatMap((name) => (name === undefined ? [] : [understand(graph, name)])));
    const [one] = names.map(({ slug }) => slug);
    const about = one === undefined ? '' : ` of ${names.map(({ name }) => name).join(' with ')}`;
    if (comparedWith) {
      if (other !== undefined)
        throw new AllegianceError('BAD_INPUT', 'Expected `of` alone beside `comparedWith`; got `with` too. Leave it out.');
      const second = await understandVoice(graph, comparedWith);
      const list = listing(graph, { ...input, voices: {} });
      const filter = given({ involving: one === undefined ? undefined : [one], types, certainty });
      const variables = { a: { ...voice.voices, ...known }, b: { ...second.voices, ...known }, filter, ...list.variables };
      const { compareVoices: found } = await graph.execute<{ compareVoices: ListPage<DifferenceNode> }>(
        toolDocument('compare-voices'),
        variables,
      );
      const sentence = `${voice.words} and ${second.words} differ${about}: ${found.totalCount === 0 ? 'nowhere' : `${found.totalCount} relationships`}.`;
      const outcome = found.totalCount === 0 ? 'NOTHING_RECORDED' : 'FOUND';
      return {
        outcome,
        sentence,
        time: list.time,
        names,
        ...draftPage(found, list.page, (node) => differenceItem(node, voice.words, second.words, list.making)),
      };
    }
    const voices = { ...voice.voices, ...known };
    const list = listing(graph, { ...input, voices });
    const conditions = given({ types, certainty, status: STATUSES, voices });
    return listClaims(graph, { names, direction: 'ANY', conditions }, list, `By the word of ${voice.words}, relationships${about}`);
  },
});

interface Side {
  readonly present: boolean;
  readonly status: string | null;
  readonly confidence: number | null;
}

interface DifferenceNode {
  readonly before: Side;
  readonly after: Side;
  readonly relationship: ClaimNode;
}

function differenceItem({ before, after, relationship }: DifferenceNode, one: string, other: string, making: Making): Item {
  const claim = claimItem(relationship, making);
  const side = ({ present, status, confidence }: Side) => given({ speaksOfIt: present, status, confidence });
  const inWords = ({ present, status, confidence }: Side) => (present ? `${status}, confidence ${confidence}` : 'does not speak of it');
  return (detail) => {
    const { sentence, ...rest } = claim(detail);
    const compared = `${sentence}. ${one}: ${inWords(before)}; ${other}: ${inWords(after)}`;
    return { sentence: compared, byTheOne: side(before), byTheOther: side(after), ...rest };
  };
}

interface UnderstoodVoice {
  readonly voices: VoiceArguments;
  readonly words: string;
}

/** @throws BAD_INPUT unless exactly one is given; UnknownName */
async function understandVoice(graph: QueriedGraph, { source, publisher, speaker }: z.output<typeof ONE_VOICE>): Promise<UnderstoodVoice> {
  const count = [source, publisher, speaker].filter((each) => each !== undefined).length;
  if (count !== 1) {
    throw new AllegianceError(
      'BAD_INPUT',
      `Expected one of \`source\`, \`publisher\` and \`speaker\`; got ${count === 0 ? 'none' : `${count}`}. \`sources\` lists sources and publishers.`,
    );
  }
  if (source !== undefined) {
    const { key, title } = await sourceByKey(graph, source);
    return { voices: { sources: [key] }, words: title };
  }
  if (publisher !== undefined) return { voices: { publishers: [publisher] }, words: publisher };
  try {
    const actor = await understand(graph, speaker!);
    return { voices: { speakers: [actor.slug] }, words: actor.name };
  } catch (error) {
    if (!(error instanceof UnknownName)) throw error;
    return { voices: { speakers: [speaker!] }, words: speaker! };
  }
}
