import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';
import { VOCABULARY } from '../../model/vocabulary.ts';
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

/** Fields of entities, relationships and lists of them that the graph in memory answers alone. */
const IN_MEMORY: ReadonlySet<string> = new Set([
  ...['__typename', 'id', 'name', 'kind', 'type', 'sign', 'status', 'confidence', 'from', 'to', 'statement'],
  ...['validity', 'start', 'end', 'ongoing', 'attestedFrom', 'attestedUntil', 'earliest', 'latest', 'certainFrom', 'certainUntil'],
  ...['edges', 'nodes', 'node', 'relationship', 'relationships', 'cursor', 'totalCount'],
  ...['pageInfo', 'hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'],
  ...['degrees', 'field', 'direction', 'neighbors'],
  ...VOCABULARY.flatMap(({ field, inverseField }) => (inverseField === null ? [field] : [field, inverseField])),
]);
/** Fields of a query that find entities, of which the fields above are then selected. */
const FINDING: ReadonlySet<string> = new Set(['actor', 'actors', 'entity', 'entities', 'place', 'places']);

/** A statement read from one end needs what that end may be called by. */
function isInMemory({ name: { value }, arguments: args = [] }: FieldNode): boolean {
  return value === 'statement' ? args.length === 0 : IN_MEMORY.has(value) || FINDING.has(value);
}

const inMemory = new WeakMap<DocumentNode, boolean>();

/** Does a document select only what the graph in memory can answer of entities and their relationships? By the names of its fields, as `detailOf`. */
export function isAnsweredInMemory(document: DocumentNode): boolean {
  let answered = inMemory.get(document);
  if (answered === undefined) {
    answered = true;
    visit(document, {
      enter: (node) => {
        if (node.kind === Kind.FIELD && !isInMemory(node)) answered = false;
        if (node.kind === Kind.OPERATION_DEFINITION && node.operation !== 'query') answered = false;
      },
    });
    inMemory.set(document, answered);
  }
  return answered;
}
