import { z } from 'zod';
import { timeInWords } from '../../model/answerWords.ts';
import { EVENT_KINDS } from '../../model/kinds.ts';
import { type EstimateNode, given, type HappeningNode, happeningItem } from '../claims.ts';
import { understand } from '../names.ts';
import { whyNoEvents } from '../nothing.ts';
import { toolDocument } from '../operations.ts';
import { ARGUMENTS, answerOf, EVENT_ITEM } from '../schemas.ts';
import { tool } from '../tool.ts';
import { draftPage, inTime, LIST_ARGUMENTS, type ListPage, listing, TIME_ARGUMENTS } from './shared.ts';

export const EVENTS_TOOL = tool({
  name: 'events',
  title: 'Events',
  description:
    'Lists what happened: battles, attacks, ceasefires, statements, pledges; of an actor, between two, in a place with all that lies in it, at a time; with deaths by the lowest, best and highest estimate.',
  input: z.strictObject({
    of: ARGUMENTS.name.optional().describe('Only events in which this actor takes part.'),
    with: ARGUMENTS.name.optional().describe('Only events in which this actor takes part as well.'),
    in: ARGUMENTS.name.optional().describe('Only events in this place, or in a place within it.'),
    kinds: z.array(z.enum(EVENT_KINDS)).min(1).optional().describe('Only these kinds.'),
    minDeaths: z.number().int().min(0).max(100_000_000).optional().describe('At least so many deaths, by the best estimate.'),
    ...TIME_ARGUMENTS,
    certainty: ARGUMENTS.certainty.describe('How certain it must be that it happened at that time. Default: POSSIBLE.'),
    status: ARGUMENTS.status,
    voices: ARGUMENTS.voices,
    order: z.enum(['START_ASC', 'START_DESC', 'DEATHS_DESC']).optional().describe('Default: START_DESC, the latest first.'),
    passages: ARGUMENTS.passages,
    ...LIST_ARGUMENTS,
  }),
  output: answerOf(EVENT_ITEM, EVENT_ITEM),
  answer: async (graph, input) => {
    const { of, with: other, in: place, kinds, minDeaths, certainty, status, voices, order } = input;
    const actors = await Promise.all([of, other].flatMap((name) => (name === undefined ? [] : [understand(graph, name)])));
    const within = place === undefined ? null : await understand(graph, place, 'PLACE');
    const names = [...actors, ...(within ? [within] : [])];
    const list = listing(graph, input);
    const allActors = actors.length > 0 ? actors.map(({ slug }) => slug) : undefined;
    const filter = given({ allActors, within: within?.slug, kinds, minDeaths, certainty, status, voices, ...list.time });
    const { first, after, passages } = list.variables;
    const { events } = await graph.execute<{ events: ListPage<HappeningNode> & { deaths: EstimateNode } }>(toolDocument('events'), {
      filter,
      orderBy: order ?? 'START_DESC',
      first,
      after,
      passages,
    });
    const what = `Events${actors.length > 0 ? ` of ${actors.map(({ name }) => name).join(' and ')}` : ''}${within ? ` in ${within.name}` : ''}`;
    if (events.totalCount === 0) {
      const { outcome, sentence, instead } = await whyNoEvents(graph, filter, list.time, what);
      return { outcome, sentence, time: list.time, names, items: [], otherwise: instead.map((event) => happeningItem(event, list.making)) };
    }
    const mayBeThen = timeInWords(list.time) !== null && certainty !== 'CERTAIN' && certainty !== 'THROUGHOUT';
    const allDenied = events.edges.every(({ node }) => node.status === 'DENIED');
    return {
      outcome: allDenied ? 'DENIED' : 'FOUND',
      sentence: `${what}${inTime(list.time)}: ${events.totalCount}.${deathsInWords(events.deaths, mayBeThen)}`,
      time: list.time,
      names,
      ...draftPage(events, list.page, (event) => happeningItem(event, list.making)),
    };
  },
});

/** @param mayBeThen Are events counted that only possibly happened in the time of the question? */
function deathsInWords({ best, low, high }: EstimateNode, mayBeThen: boolean): string {
  if (best === null && low === null && high === null) return '';
  const number = (value: number | null) => (value === null ? 'not known' : value.toLocaleString('en'));
  return ` Deaths in all of them, where they are known: best estimate ${number(best)}, lowest ${number(low)}, highest ${number(high)}.${mayBeThen ? ' Events that only possibly fall into that time are counted.' : ''}`;
}
