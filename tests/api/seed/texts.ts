import type { TestGraph } from './seeded.ts';

/** Ties and events as short texts: statement, dates, status, confidence, and each passage with its speaker and source. */

const EVIDENCE = 'evidence(first: 20) { nodes { stance quote verbatim hedged attributedTo { name } attribution locator source { key } } }';
const TIE = `statement status confidence validity { start end attestedFrom attestedUntil } ${EVIDENCE}
  ... on Controls { extent } ... on Backs { against { name } periods { start end kinds } }`;
const EVENT = `eventKind title status validity { start end } place { name } placePrecision
  participants { role deaths actor { name } } deaths { best low high text } civilianDeaths injured ${EVIDENCE}`;

interface Passage {
  readonly stance: 'ASSERTS' | 'DENIES';
  readonly quote: string;
  readonly verbatim: boolean;
  readonly hedged: boolean;
  readonly attributedTo: { readonly name: string } | null;
  readonly attribution: string | null;
  readonly locator: string | null;
  readonly source: { readonly key: string };
}

interface Validity {
  readonly start: string | null;
  readonly end: string | null;
  readonly attestedFrom?: string | null;
  readonly attestedUntil?: string | null;
}

interface Tie {
  readonly statement: string;
  readonly status: string;
  readonly confidence: number;
  readonly validity: Validity;
  readonly extent?: string;
  readonly against?: readonly { readonly name: string }[];
  readonly periods?: readonly { readonly start: string | null; readonly end: string | null; readonly kinds: readonly string[] }[];
  readonly evidence: { readonly nodes: readonly Passage[] };
}

interface Happening {
  readonly eventKind: string;
  readonly title: string;
  readonly status: string;
  readonly validity: Validity;
  readonly place: { readonly name: string } | null;
  readonly placePrecision: string | null;
  readonly participants: readonly { readonly role: string; readonly deaths: number | null; readonly actor: { readonly name: string } }[];
  readonly deaths: Readonly<Record<'best' | 'low' | 'high', number | null>> & { readonly text: string | null };
  readonly civilianDeaths: number | null;
  readonly injured: number | null;
  readonly evidence: { readonly nodes: readonly Passage[] };
}

/** The ties of a type between two entities for which the article is a source. */
export async function tiesOf({ execute }: TestGraph, type: string, from: string, to: string): Promise<string[]> {
  const query = `query ($types: [RelationshipType!], $from: [ID!], $to: [ID!]) {
    relationships(filter: { types: $types, from: $from, to: $to }, first: 50) { nodes { ${TIE} } } }`;
  const { relationships } = await execute<{ relationships: { nodes: Tie[] } }>(query, { types: [type], from: [from], to: [to] });
  return relationships.nodes.filter(({ evidence }) => evidence.nodes.some(({ source }) => source.key.startsWith('article'))).map(tieText);
}

/** An event of the article, by the end of its key. */
export async function eventOf({ execute }: TestGraph, key: string): Promise<string> {
  const { event } = await execute<{ event: Happening }>(`query ($key: ID!) { event(id: $key) { ${EVENT} } }`, {
    key: `aleppo-2024:${key}`,
  });
  return eventText(event);
}

function tieText(tie: Tie): string {
  const parts = [
    ...(tie.extent ? [tie.extent] : []),
    ...(tie.against?.length ? [`against ${tie.against.map(({ name }) => name).join(', ')}`] : []),
    ...(tie.periods ?? []).map(({ start, end, kinds }) => `${start}/${end} ${kinds.join(' ')}`),
  ];
  const heading = [tie.statement, ...parts, when(tie.validity), `${tie.status} ${tie.confidence}`].join(' | ');
  return [heading, ...tie.evidence.nodes.map(passageText)].join('\n');
}

function eventText(event: Happening): string {
  const { deaths, civilianDeaths, injured } = event;
  const who = event.participants.map((one) => `${one.role} ${one.actor.name}${one.deaths === null ? '' : ` (${one.deaths} dead)`}`);
  const figures = [
    ...[deaths.best, deaths.low, deaths.high].map((figure) => figure ?? '?'),
    ...(deaths.text === null ? [] : [`“${deaths.text}”`]),
  ].join(' ');
  const harm = `dead ${figures}${civilianDeaths === null ? '' : `, civilians ${civilianDeaths}`}${injured === null ? '' : `, injured ${injured}`}`;
  const where = event.place ? [`${event.placePrecision} ${event.place.name}`] : [];
  const heading = [event.eventKind, event.title, when(event.validity), ...where, who.sort().join(', '), harm, event.status].join(' | ');
  return [heading, ...event.evidence.nodes.map(passageText)].join('\n');
}

function when({ start, end, attestedFrom, attestedUntil }: Validity): string {
  const held = `${start ?? '?'}/${end ?? '?'}`;
  return attestedFrom || attestedUntil ? `${held} attested ${attestedFrom}/${attestedUntil}` : held;
}

function passageText(passage: Passage): string {
  const verb = `${passage.stance === 'DENIES' ? 'denied' : 'said'}${passage.hedged ? ' with a hedge' : ''}`;
  const speaker = passage.attributedTo?.name ?? passage.attribution ?? 'the source';
  const words = passage.verbatim ? `“${passage.quote}”` : passage.quote;
  return `  ${verb} by ${speaker}: ${words} [${passage.source.key}, ${passage.locator}]`;
}
