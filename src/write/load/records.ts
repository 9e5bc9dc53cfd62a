import type { Cypher } from '../../engine/cypher.ts';
import type { Row, Transaction, Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { tieParts } from '../../model/id.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { ENTITY, NAME } from '../../store/entity.ts';
import { EVENT, type Participation } from '../../store/event.ts';
import type { Layout } from '../../store/layout.ts';
import { TIE, type TieRecord } from '../../store/tie.ts';
import { DEGREES } from './load.cypher.ts';
import type { EventWithParticipants, NamedEntity } from './unitOfWork.ts';

/** Runs one statement with the distinct values as a list parameter. With no values it runs nothing and returns no rows. */
export async function queryByList(transaction: Transaction, statement: Cypher, parameter: string, values: Iterable<Value>): Promise<Row[]> {
  const list = [...new Set(values)];
  return list.length === 0 ? [] : transaction.run(statement, { [parameter]: list });
}

/** The records with these ids, of a statement that returns them as their layout lists them. */
export async function readRecords<T>(
  transaction: Transaction,
  statement: Cypher,
  layout: Pick<Layout<T>, 'decode'>,
  ids: Iterable<string>,
): Promise<T[]> {
  return (await queryByList(transaction, statement, 'ids', ids)).map(([values]) => layout.decode(values!));
}

/** Entities as `write.entities` returns them, with their names as `write.names` does, in the order in which they were given. */
export function decodeEntities(entities: readonly Row[], names: readonly Row[]): NamedEntity[] {
  const byOwner = groupBy(
    names.map(([values]) => NAME.decode(values!)),
    (name) => name.owner,
  );
  return entities.map(([values]) => {
    const entity = ENTITY.decode(values!);
    return { ...entity, names: (byOwner.get(entity.id) ?? []).sort((a, b) => a.position - b.position) };
  });
}

/** Events as `write.events` returns them, with their participants as `write.participants` does, by role and id. */
export function decodeEvents(events: readonly Row[], participants: readonly Row[]): EventWithParticipants[] {
  const byEvent = groupBy(participants, ([event]) => event as string);
  return events.map(([values]) => {
    const event = EVENT.decode(values!);
    const own = (byEvent.get(event.id) ?? []).map(([, actor, role, deaths]) => ({ actor, role, deaths: deaths ?? null }) as Participation);
    return { ...event, participants: own.sort((a, b) => (`${a.role} ${a.actor}` < `${b.role} ${b.actor}` ? -1 : 1)) };
  });
}

/** A tie, with its ends as recorded, as `write.ties` returns it. */
export function decodeTie([type, from, to, values]: Row): TieRecord {
  return { ...TIE.decode(values!), type: type as RelationshipType, from: from as string, to: to as string };
}

/**
 * The rows of statements that begin with `tiesOfPairs`: ties by pair of entities, the one with fewer relationships first.
 * @param propertiesOf For an update: the properties of a tie. Otherwise only the ids are sent.
 */
export function tiePairs(
  ids: readonly string[],
  degreeOf: (entity: string) => number,
  propertiesOf: ((id: string) => Value) | null = null,
): Value[][] {
  return [...groupBy(ids, (id) => `${tieParts(id).from}${tieParts(id).to}`).values()].map((own) => {
    const { from, to } = tieParts(own[0]!);
    const [first, second] = degreeOf(from) <= degreeOf(to) ? [from, to] : [to, from];
    return [first, second, propertiesOf === null ? own : Object.fromEntries(own.map((id) => [id, propertiesOf(id)]))];
  });
}

/** The number of relationships of the ends of ties; 0 for all of them where the engine itself starts at the end with fewer. */
export async function degreesIn(transaction: Transaction, tieIds: readonly string[]): Promise<(entity: string) => number> {
  const ends = transaction.joinsFromFewer ? [] : tieIds.flatMap((id) => [tieParts(id).from, tieParts(id).to]);
  const degrees = new Map((await queryByList(transaction, DEGREES, 'ids', ends)) as unknown as [string, number][]);
  return (entity) => degrees.get(entity) ?? 0;
}
