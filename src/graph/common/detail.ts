import { type DocumentNode, Kind, visit } from 'graphql';
import { ENTITY_FIELDS } from '../../records/entity.ts';
import { outputMeaning, storedFields } from '../../records/field.ts';
import { RELATIONSHIP_FIELDS } from '../../records/relationship.ts';

/** How much of entities and ties an operation needs: the properties that most select, or all. */
export const DETAILS = ['brief', 'full'] as const;
export type Detail = (typeof DETAILS)[number];

/** Fields that several properties make up, or one of another name. */
const COMPUTED = ['active', 'holds', 'supportKinds', 'fatalities', 'events', 'voices'];

/** Fields that need more of an entity or a tie than its ids, names, kind, dates, status and confidence. */
const NEED_FULL: ReadonlySet<string> = new Set([
  ...COMPUTED,
  ...[ENTITY_FIELDS, RELATIONSHIP_FIELDS]
    .flatMap((fields) => storedFields(fields))
    .flatMap(([name, field]) => (!field.brief && (outputMeaning(field) !== undefined || field.resolved) ? [name] : [])),
]);

const cache = new WeakMap<DocumentNode, Detail>();

/** What a document needs, by the names of its fields at any depth: reading a property costs the store as much as a comparison. */
export function detailOf(document: DocumentNode): Detail {
  let detail = cache.get(document);
  if (!detail) {
    detail = 'brief';
    visit(document, {
      enter: (node) => {
        if (node.kind === Kind.FIELD && NEED_FULL.has(node.name.value)) detail = 'full';
      },
    });
    cache.set(document, detail);
  }
  return detail;
}
