import { assertingVoices, voiceOf } from '../../model/confidence.ts';
import { parseDate } from '../../model/date.ts';
import { VoicesOfTiesDocument, type VoicesOfTiesQuery } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import type { GraphTie } from './graph.ts';

/** Ties of one request: each with up to 50 passages. */
const TIES_AT_ONCE = 20;

/**
 * Whose word each tie is that shares its pair with others: their line is as wide as they have independent voices together, and one
 * voice may speak of several. Others need none. By tie id. Throws RequestError.
 */
export async function loadSpeakers(
  ties: readonly Pick<GraphTie, 'id' | 'from' | 'to'>[],
  policy: 'network-only' | 'cache-first',
): Promise<ReadonlyMap<string, readonly string[]>> {
  const pairOf = ({ from, to }: (typeof ties)[number]) => [from.slug, to.slug].sort().join(' ');
  const counts = new Map<string, number>();
  for (const tie of ties) counts.set(pairOf(tie), (counts.get(pairOf(tie)) ?? 0) + 1);
  const ids = ties.filter((tie) => counts.get(pairOf(tie))! > 1).map(({ id }) => id);
  const speakers = new Map<string, readonly string[]>();
  for (let at = 0; at < ids.length; at += TIES_AT_ONCE) {
    const { nodes } = await runQuery(VoicesOfTiesDocument, { ids: ids.slice(at, at + TIES_AT_ONCE) }, policy);
    for (const node of nodes ?? []) if (node && 'evidence' in node) speakers.set(node.id, speakersOf(node.evidence.nodes));
  }
  return speakers;
}

type Passage = Extract<NonNullable<NonNullable<VoicesOfTiesQuery['nodes']>[number]>, { evidence: unknown }>['evidence']['nodes'][number];

const speakersOf = (passages: readonly Passage[]): string[] =>
  assertingVoices(
    passages.map(({ source, attributedTo, attribution, stance, hedged, statedOn }) => {
      const said = statedOn ?? source.publishedOn;
      return {
        voice: voiceOf({ source: source.id, publisher: source.publisher, attributedTo: attributedTo?.id ?? null, attribution }),
        reliability: source.reliability,
        stance,
        hedged,
        said: said === null ? null : parseDate(said),
      };
    }),
  ).map(String);
