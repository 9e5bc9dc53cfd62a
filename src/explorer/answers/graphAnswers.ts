import { CHANGE_WORDS, enumerated, POSTURE_WORDS } from '../../model/answerWords.ts';
import type { Posture } from '../../model/posture.ts';
import { nameInSentence } from '../../model/statement.ts';
import {
  AnswerCampsDocument,
  AnswerChangesDocument,
  AnswerDisputesDocument,
  type AnswerEventFragment,
  AnswerEventsDocument,
  AnswerOnlyHereDocument,
} from '../api/operations.ts';
import { dateLabel, eventDateLabel } from '../graph/dateLabel.ts';
import { enumLabel } from '../graph/names.ts';
import { type AnswerRow, type Bar, type Chart, MAX_READ, type NamedQuestion, type Reader } from './answer.ts';
import { longDate, questionTime, whenOf } from './question.ts';
import type { AnswerBody } from './relationAnswer.ts';
import { accordingTo, capitalizedSentence, endsOfTies, passagesFor, quotesOf, speakerInSentence, tieRow, voicesFilter } from './rows.ts';

/** The earliest and the latest year of the calendar: all times. */
const ALL_YEARS = ['0001', '9999'] as const;

/** What began, ended and turned in a time, by day. */
export async function changesAnswer({ question, subjects, words }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const [from, to] = time === null ? ALL_YEARS : [time.at, time.until ?? time.at];
  const involving = subjects.length > 0 ? { involving: subjects.map(({ slug }) => slug) } : {};
  const variables = {
    from,
    to,
    filter: { ...involving, ...voicesFilter(voice) },
    first: MAX_READ,
    ...questionTime(time),
    passages: passagesFor(voice),
  };
  const { changes } = await reader.read(AnswerChangesDocument, variables);
  const nodes = changes?.nodes ?? [];
  const total = changes?.totalCount ?? 0;
  const ties = nodes.map(({ relationship }) => relationship);
  const count = (kind: string, verb: string) => {
    const number = nodes.filter((change) => change.kind === kind).length;
    return number === 0 ? [] : [`${number} ${verb}`];
  };
  const about = subjects[0] ? ` for ${nameInSentence(subjects[0])}` : '';
  const when = time === null ? 'Over all times' : capitalizedSentence(whenOf(time));
  const counted = total > nodes.length ? `, of the first ${nodes.length}` : '';
  const [first] = nodes;
  return {
    sentence: first
      ? `${when} ${total} ${total === 1 ? 'thing' : 'things'} changed${about}${counted}: ${enumerated([...count('BEGAN', 'began'), ...count('ENDED', 'ended'), ...count('TURNED', 'turned')])}${total > nodes.length ? '' : accordingTo(ties, voice)}.`
      : `${words}: nothing recorded. What went on unchanged is no change.`,
    notes: total > nodes.length ? [`The first ${nodes.length} of ${total} changes are read.`] : [],
    rows: nodes.map(({ kind, on, before, after, relationship }) => ({
      key: `${kind} ${on} ${relationship.id}`,
      title: `${CHANGE_WORDS[kind] ?? enumLabel(kind)}: ${relationship.statement}`,
      slug: null,
      tie: relationship.id,
      marks: relationship.status === 'SUPPORTED' ? [] : [enumLabel(relationship.status)],
      when: on === null ? 'on an unknown day' : longDate(on),
      statements: before === after ? [] : [{ text: `Before: they ${stood(before)}. After: they ${stood(after)}.`, tie: null }],
      quotes: quotesOf(relationship, voice),
    })),
    instead: [],
    charts: seriesOfChanges(nodes.flatMap(({ on }) => on ?? [])),
    slugs: [...new Set([...subjects.map(({ slug }) => slug), ...endsOfTies(ties)])],
    ties: [...new Set(ties.map(({ id }) => id))],
  };
}

const stood = (posture: Posture): string => POSTURE_WORDS[posture];

/** How many changes each year has. */
function seriesOfChanges(days: readonly string[]): Chart[] {
  const years = days.map((day) => Number(day.replace('[', '').slice(0, 4)));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (days.length === 0 || first === last) return [];
  const bars = Array.from({ length: last - first + 1 }, (_, at) => {
    const value = years.filter((year) => year === first + at).length;
    return { label: String(first + at), value, words: `${value} changes` };
  });
  return [{ draws: 'series', title: 'Changes by year', bars }];
}

/** Who stands with whom, and against whom. */
export async function campsAnswer({ question, words }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const { blocs } = await reader.read(AnswerCampsDocument, {
    ...(time === null ? {} : { at: time.at }),
    filter: { certainty: 'LIKELY', ...voicesFilter(voice) },
  });
  const camps = blocs?.blocs ?? [];
  const when = time === null ? 'Over all times' : capitalizedSentence(whenOf({ at: time.at, until: null }));
  const [first] = camps;
  const named = camps.slice(0, 3).map(({ members }) =>
    enumerated(
      members.map(({ name }) => name),
      5,
    ),
  );
  const against = blocs?.frustration ?? 0;
  return {
    sentence: first
      ? `${when} there ${blocs!.count === 1 ? 'was one camp' : `were ${blocs!.count} camps`}: ${named.join('; ')}${blocs!.count > named.length ? '; and others' : ''}. ${blocs!.alone} stood alone.`
      : `${words}: nothing recorded that would make any.`,
    notes: first
      ? [
          `${against} ${against === 1 ? 'pair goes' : 'pairs go'} against this division. ${blocs!.exact ? 'No division has fewer.' : 'There may be a division with fewer.'}`,
        ]
      : [],
    rows: camps.map(({ size, cohesion, members }, at) => ({
      key: `camp ${at}`,
      title: `Camp ${at + 1}: ${enumerated(
        members.map(({ name }) => name),
        10,
      )}`,
      slug: null,
      tie: null,
      marks: [`${size} members`, `cohesion ${cohesion.toFixed(2)}`],
      when: '',
      statements: [],
      quotes: [],
    })),
    instead: [],
    charts: camps.length === 0 ? [] : [{ draws: 'camps', title: 'Camps', camps: camps.map(({ size, members }) => ({ size, members })) }],
    slugs: camps.flatMap(({ members }) => members.map(({ slug }) => slug)),
    ties: [],
  };
}

/** Where some assert what others deny. */
export async function disputesAnswer({ question, subjects, words }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const involving = subjects.length > 0 ? { involving: subjects.map(({ slug }) => slug) } : {};
  const { disputes } = await reader.read(AnswerDisputesDocument, {
    filter: { ...involving, ...voicesFilter(voice), ...questionTime(time), ...(time === null ? { certainty: 'POSSIBLE' as const } : {}) },
    first: MAX_READ,
    ...questionTime(time),
    passages: 20,
  });
  const ties = disputes?.nodes ?? [];
  const [first] = ties;
  const about = subjects[0] ? ` about ${nameInSentence(subjects[0])}` : '';
  const total = disputes?.totalCount ?? 0;
  const sides = first ? quotesOf(first, voice) : [];
  const speaker = (stance: string) => sides.filter((passage) => passage.stance === stance).map(speakerInSentence)[0];
  const who = [speaker('ASSERTS') && `asserted by ${speaker('ASSERTS')}`, speaker('DENIES') && `denied by ${speaker('DENIES')}`].filter(
    (part) => part,
  );
  return {
    sentence: first
      ? `${time === null ? '' : `${capitalizedSentence(whenOf(time))}: `}${total === 1 ? 'One relationship is' : `${total} relationships are`} disputed${about}. ${first.statement}: ${who.join(', ')}.`
      : `${words}: no dispute is recorded.`,
    notes: [],
    rows: ties.map((tie) => tieRow(tie, voice, time !== null)),
    instead: [],
    charts: [],
    slugs: [...new Set([...subjects.map(({ slug }) => slug), ...endsOfTies(ties)])],
    ties: ties.map(({ id }) => id),
  };
}

/** What only one source says. */
export async function aloneAnswer({ question, words }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const key = question.voice?.by === 'source' ? question.voice.value : '';
  const { source } = await reader.read(AnswerOnlyHereDocument, { source: key, first: MAX_READ, passages: 20 });
  const ties = source?.relationships.nodes ?? [];
  const total = source?.relationships.totalCount ?? 0;
  const events = source?.events.totalCount ?? 0;
  return {
    sentence: source
      ? `${total} ${total === 1 ? 'relationship' : 'relationships'} and ${events} ${events === 1 ? 'event' : 'events'} rest on “${source.title}” alone${ties[0] ? `. First: ${ties[0].statement}` : ''}.`
      : `${words}: there is no such source.`,
    notes: total > ties.length ? [`The first ${ties.length} of ${total} relationships are read.`] : [],
    rows: ties.map((tie) => tieRow(tie, question.voice, false)),
    instead: [],
    charts: [],
    slugs: endsOfTies(ties),
    ties: ties.map(({ id }) => id),
  };
}

/** Events that an answer lists. */
const MAX_EVENTS = 50;

/** What happened, how many died, by time, by actor and by province. */
export async function eventsAnswer({ question, subjects, words }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const [one] = subjects;
  const of = one === undefined ? {} : one.kind === 'PLACE' ? { within: one.slug } : { actors: [one.slug] };
  const by = time === null || time.until !== null ? 'YEAR' : time.at.length === 4 ? 'MONTH' : 'DAY';
  const filter = { ...of, ...questionTime(time), ...voicesFilter(voice), ...(time === null ? {} : { certainty: 'LIKELY' as const }) };
  const found = await reader.read(AnswerEventsDocument, { filter, by, first: MAX_EVENTS });
  const nodes = found.events?.nodes ?? [];
  const total = found.events?.totalCount ?? 0;
  const deaths = found.events?.deaths;
  const where = one === undefined ? '' : one.kind === 'PLACE' ? ` in ${one.name}` : ` with ${nameInSentence(one)}`;
  const when = time === null ? 'Over all times' : capitalizedSentence(whenOf(time));
  const dead = deaths?.best ? [`Deaths, where they are known: ${deaths.best.toLocaleString('en')} by the best estimates.`] : [];
  const speakers = [...new Set(nodes.flatMap((event) => event.evidence.nodes.slice(0, 1).map(speakerInSentence)))];
  // Of events that are not read, nobody is named.
  const said = speakers.length > 0 && total <= nodes.length ? `, according to ${enumerated(speakers, 3)}` : '';
  const charts: Chart[] = [
    {
      draws: 'series',
      title: `Events by ${by.toLowerCase()}`,
      bars: trimmed((found.eventSeries ?? []).map(({ start, events, deaths: died }) => bar(start, events, died.best))),
    },
    { draws: 'bars', title: 'By actor', bars: (found.actors ?? []).map((group) => bar(group.label, group.events, group.deaths.best)) },
    {
      draws: 'bars',
      title: 'By province',
      bars: (found.provinces ?? []).map((group) => bar(group.label, group.events, group.deaths.best)),
    },
    {
      draws: 'bars',
      title: 'By kind',
      bars: (found.kinds ?? []).map((group) => bar(enumLabel(group.label), group.events, group.deaths.best)),
    },
  ];
  const left = found.eventRemainder?.events ?? 0;
  return {
    sentence:
      total === 0
        ? `${words}: nothing recorded. That is no denial.`
        : `${when} ${total} ${total === 1 ? 'event is' : 'events are'} recorded${where}${said}. The latest: ${nodes[0]!.title}, ${eventDateLabel(nodes[0]!.validity)}.`,
    notes: [
      ...dead,
      ...(total > nodes.length ? [`The latest ${nodes.length} of ${total} events are listed.`] : []),
      ...(total > 0 && left > 0 ? [`${left} ${left === 1 ? 'event is' : 'events are'} dated too vaguely for a bar.`] : []),
    ],
    rows: nodes.map(eventRow),
    instead: [],
    charts: total === 0 ? [] : charts.filter((chart) => 'bars' in chart && chart.bars.length > 0),
    slugs: [...new Set([...subjects.map(({ slug }) => slug), ...nodes.flatMap(slugsOfEvent)])],
    ties: [],
  };
}

const bar = (label: string, value: number, died: number | null): Bar => ({
  label,
  value,
  words: `${value} ${value === 1 ? 'event' : 'events'}${died ? `, ${died.toLocaleString('en')} dead` : ''}`,
});

/** Bars of a series that fit: the latest. */
const MAX_BARS = 120;
const trimmed = (bars: readonly Bar[]): Bar[] => bars.slice(-MAX_BARS);

const slugsOfEvent = ({ participants, place }: AnswerEventFragment): string[] => [
  ...participants.map(({ actor }) => actor.slug),
  ...(place ? [place.slug] : []),
];

function eventRow(event: AnswerEventFragment): AnswerRow {
  const { id, title, eventKind, status, validity, deaths, evidence } = event;
  const died = deaths.best === null ? deaths.text : `${deaths.best.toLocaleString('en')} dead`;
  return {
    key: id,
    title,
    slug: null,
    tie: id,
    marks: [enumLabel(eventKind), ...(status === 'SUPPORTED' ? [] : [enumLabel(status)]), ...(died ? [died] : [])],
    when: dateLabel(validity.end === null && validity.ongoing !== true ? { ...validity, end: validity.start } : validity),
    statements: [],
    quotes: evidence.nodes.slice(0, 1),
  };
}
