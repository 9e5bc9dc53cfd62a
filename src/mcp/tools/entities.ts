import { z } from 'zod';
import { enumerated } from '../../model/answerWords.ts';
import type { Interval } from '../../model/interval.ts';
import { normalizeName } from '../../model/normalizeName.ts';
import { explorerAddress } from '../address.ts';
import type { Item } from '../budget.ts';
import { given, knownDates } from '../claims.ts';
import type { QueriedGraph } from '../graph.ts';
import { type Candidate, UnknownName } from '../names.ts';
import { toolDocument } from '../operations.ts';
import { ARGUMENTS, answerOf, ENTITY_ITEM } from '../schemas.ts';
import { oneLine, quotation } from '../text.ts';
import { type Draft, tool } from '../tool.ts';

export interface IdentityNode {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly description: string | null;
  readonly aliases: readonly { readonly name: string; readonly kind: string; readonly language: string | null }[];
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  readonly active?: Interval;
  readonly mergedFrom?: readonly { readonly slug: string; readonly name: string; readonly reason: string }[];
  readonly placeKind?: string;
  readonly within?: { readonly slug: string; readonly name: string } | null;
}

interface WhoIsAnswer {
  readonly entity: IdentityNode | null;
  readonly search: readonly { readonly matched: string; readonly entity: IdentityNode }[];
}

const MAX_ALIASES = 12;

function entityItem(entity: IdentityNode, address: string, matched?: string): Item {
  const { id, slug, name, kind, description, aliases, identifiers, active, mergedFrom = [], placeKind, within } = entity;
  const what = (placeKind ?? kind).toLowerCase().replaceAll('_', ' ');
  const article = /^[aeio]/.test(what) ? 'an' : 'a';
  const others = aliases.map((alias) => oneLine(alias.name, 100)).filter((alias) => alias !== name);
  const also = others.length === 0 ? '' : `, also called ${enumerated(others, 4)}`;
  const left = others.length - MAX_ALIASES;
  return (detail) =>
    given({
      sentence: `${oneLine(name)} is ${article} ${what}${within ? ` in ${oneLine(within.name)}` : ''}${also}`,
      slug,
      kind,
      matched: matched === undefined ? null : oneLine(matched),
      description: description && detail === 'ALL' ? quotation(description) : null,
      aliases: others.length > 0 && detail !== 'LEAST' ? others.slice(0, MAX_ALIASES) : null,
      aliasesLeftOut: left > 0 && detail !== 'LEAST' ? left : null,
      identifiers:
        identifiers.length > 0 && detail === 'ALL' ? identifiers.map(({ scheme, value }) => oneLine(`${scheme}:${value}`, 100)) : null,
      mergedFrom: mergedFrom.length > 0 && detail === 'ALL' ? mergedFrom.map((merge) => oneLine(`${merge.name} (${merge.reason})`)) : null,
      dates: active && !('undated' in knownDates(active)) ? knownDates(active) : null,
      cite: { ids: [id], address: explorerAddress(address, { show: [slug], select: [slug] }) },
    });
}

/** Who a name means. @throws UnknownName, with those that have a similar one */
export async function whoIs(graph: QueriedGraph, requested: string): Promise<Draft> {
  const name = oneLine(requested, 200);
  const { entity, search } = await graph.execute<WhoIsAnswer>(toolDocument('who-is'), { id: name, text: name, first: 8 });
  const words = normalizeName(name).replace(/^the (?=.)/, '');
  const isExact = (matched: string) => normalizeName(matched).replace(/^the (?=.)/, '') === words;
  const exact = search.filter(({ matched, entity: { slug } }) => isExact(matched) && slug !== entity?.slug);
  const items = [
    ...(entity ? [entityItem(entity, graph.address)] : []),
    ...exact.map((hit) => entityItem(hit.entity, graph.address, hit.matched)),
  ];
  if (items.length === 0) {
    const candidates: Candidate[] = search.map(({ matched, entity: hit }) => ({
      slug: hit.slug,
      name: oneLine(hit.name),
      kind: hit.kind,
      matched: oneLine(matched),
    }));
    const advice = candidates.length > 0 ? 'The candidates have similar ones.' : 'None has a similar one either.';
    throw new UnknownName(`No entity has exactly the name ${quotation(name)}. ${advice}`, candidates);
  }
  const sentence =
    items.length === 1
      ? `${quotation(name)} is the name of one.`
      : `${quotation(name)} is the name of ${items.length}: their slugs differ.`;
  return { outcome: 'FOUND', sentence, items, total: items.length };
}

export const WHO_IS_TOOL = tool({
  name: 'who_is',
  title: 'Who is meant by a name',
  description:
    'Finds an actor or a place by any of its names, in any spelling or script, and says which alias matched. An unknown name answers candidates. Begin here if a name is not certain.',
  input: z.strictObject({ name: ARGUMENTS.name, maxTokens: ARGUMENTS.maxTokens }),
  output: answerOf(ENTITY_ITEM),
  answer: (graph, { name }) => whoIs(graph, name),
});
