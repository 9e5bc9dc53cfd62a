import { normalizeName } from '../model/normalizeName.ts';
import type { QueriedGraph } from './graph.ts';
import { toolDocument } from './operations.ts';
import { oneLine, quotation } from './text.ts';

export interface Candidate {
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  /** The name or alias that is like the one asked for. */
  readonly matched?: string;
}

/** Who was understood by a name. */
export interface Understood extends Candidate {
  readonly requested: string;
}

/** A name that means no entity, or several. */
export class UnknownName extends Error {
  override readonly name = 'UnknownName';

  constructor(
    message: string,
    readonly candidates: readonly Candidate[],
  ) {
    super(message);
  }
}

interface Entity {
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
}

interface FindAnswer {
  readonly byId: Entity | null;
  readonly bySlug: Entity | null;
  readonly search: readonly { readonly matched: string; readonly entity: Entity }[];
}

/** What a name should mean where an actor and a place have the same. */
export type Preference = 'ACTOR' | 'PLACE';

/**
 * The entity that a name, slug, id or `scheme:value` means: the one with that id or slug, else the only one that has exactly this
 * name, case, accents and scripts aside.
 * @throws UnknownName, with those that have a similar name
 */
export async function understand(graph: QueriedGraph, requested: string, preference: Preference = 'ACTOR'): Promise<Understood> {
  const name = oneLine(requested, 200);
  const normalized = normalizeName(name).replace(/^the (?=.)/, '');
  const slug = normalized.replaceAll(' ', '-');
  const variables = { id: name, slug: slug || name, text: name };
  const { byId, bySlug, search } = await graph.execute<FindAnswer>(toolDocument('find'), variables);
  const isPreferred = ({ kind }: Entity) => (kind === 'PLACE') === (preference === 'PLACE');
  const exact = search.filter(({ matched }) => normalizeName(matched).replace(/^the (?=.)/, '') === normalized);
  const preferred = exact.filter(({ entity }) => isPreferred(entity));
  const direct = [byId, bySlug].find((entity) => entity !== null && (isPreferred(entity) || preferred.length === 0));
  if (direct) return { requested: name, ...candidate(direct) };
  const [only, ...others] = preferred.length > 0 ? preferred : exact;
  if (only && others.length === 0) return { requested: name, ...candidate(only.entity, only.matched) };
  const candidates = search.map(({ entity, matched }) => candidate(entity, matched));
  const several = exact.length > 1 ? 'Several have' : candidates.length > 0 ? 'No entity has exactly' : 'No entity has';
  const advice = candidates.length > 0 ? 'Ask again with the slug of one of the candidates.' : 'None has a similar name either.';
  throw new UnknownName(`${several} the name ${quotation(name)}. ${advice}`, candidates);
}

function candidate({ slug, name, kind }: Entity, matched?: string): Candidate {
  const alias = matched === undefined || matched === name ? {} : { matched: oneLine(matched) };
  return { slug, name: oneLine(name), kind, ...alias };
}
