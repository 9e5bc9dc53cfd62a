import { setImmediate as nextTurn } from 'node:timers/promises';
import { STATUSES } from '../../model/kinds.ts';
import { digitsAt, TYPE_BY_CODE, typeIndex } from '../projection/encoding.ts';
import type { View } from '../projection/view.ts';

/** Levels of places inside places that are followed; deeper nesting is cut. */
const MAX_DEPTH = 16;
/** Levels up from a place, within which its province is. */
const PROVINCE_DEPTH = 4;

/** Entities whose groups are found at once: less than 20 ms. */
const AT_ONCE = 1_000;

/** Places of which it is remembered what is inside: a byte for each entity. */
const MAX_PLACES_IN = 50;

const LOCATED_IN = typeIndex('LOCATED_IN');
const DENIED = STATUSES.indexOf('DENIED');

/** Is it the id of a relationship that puts a place into another? */
export function isLocation(tieId: string): boolean {
  return TYPE_BY_CODE[digitsAt(tieId, 12, 2)] === LOCATED_IN;
}

/**
 * The entities that events name, as groups of what is merged, and the places around them: what follows from the graph at some
 * revisions between which no merge and no place changed. A group is the index of one of its entities. All is found when it is
 * first needed, and then remembered.
 */
export class EntityGroups {
  #group = new Int32Array(0);
  #size = 0;
  readonly #ids = new Map<number, string>();
  readonly #groupOf = new Map<string, number>();
  /** The entities of each group of more than one. */
  readonly #members = new Map<number, number[]>();
  readonly #provinces = new Map<number, readonly string[]>();
  /** The places directly around each place. */
  readonly #around = new Map<string, readonly string[]>();

  /** The marks of `placesIn`, while no entity is added. */
  readonly #placesIn = new Map<string, Uint8Array>();

  constructor(
    /** The ids of all places that are provinces. */
    private readonly isProvince: ReadonlySet<string>,
  ) {}

  /** The group of each entity. */
  of(view: View, entities: readonly string[]): Int32Array {
    if (this.#size < entities.length) this.#add(view, entities, entities.length);
    return this.#group;
  }

  /** Finds what `of` gives, a few at a time: others have their turn meanwhile. */
  async find(view: View, entities: readonly string[]): Promise<void> {
    while (this.#size < entities.length) {
      this.#add(view, entities, Math.min(this.#size + AT_ONCE, entities.length));
      if (this.#size < entities.length) await nextTurn();
    }
  }

  /** The id of what the entities of a group are, merges resolved. */
  idOf(group: number): string {
    return this.#ids.get(group)!;
  }

  /** The group of an entity, -1 where no event names it or one merged into it. */
  groupOf(view: View, id: string): number {
    return this.#groupOf.get(canonicalOf(view, id)) ?? -1;
  }

  /** The entities of a group. */
  membersOf(group: number): readonly number[] {
    return this.#members.get(group) ?? [group];
  }

  /** Provinces that a place is or is inside, by their ids. */
  provincesOf(view: View, place: number): readonly string[] {
    const known = this.#provinces.get(place);
    if (known) return known;
    const found = this.#provincesAround(view, this.idOf(place));
    this.#provinces.set(place, found);
    return found;
  }

  /** Marks the groups of the places that are a place or inside it: 1, else 0. */
  placesIn(view: View, id: string): Uint8Array {
    const known = this.#placesIn.get(id);
    if (known) return known;
    const marks = new Uint8Array(this.#group.length);
    for (const place of placesBelow(view, id)) {
      const group = this.#groupOf.get(place);
      if (group !== undefined) marks[group] = 1;
    }
    this.#placesIn.set(id, marks);
    if (this.#placesIn.size > MAX_PLACES_IN) this.#placesIn.delete(this.#placesIn.keys().next().value!);
    return marks;
  }

  #add(view: View, entities: readonly string[], end: number): void {
    if (entities.length > this.#group.length) {
      const larger = new Int32Array(Math.ceil(1.5 * entities.length));
      larger.set(this.#group);
      this.#group = larger;
    }
    for (let entity = this.#size; entity < end; entity++) {
      const id = canonicalOf(view, entities[entity]!);
      const known = this.#groupOf.get(id);
      this.#group[entity] = known ?? entity;
      if (known !== undefined) {
        const members = this.#members.get(known);
        if (members) members.push(entity);
        else this.#members.set(known, [known, entity]);
        continue;
      }
      this.#groupOf.set(id, entity);
      this.#ids.set(entity, id);
    }
    this.#size = end;
    this.#placesIn.clear();
  }

  #placesAround(view: View, id: string): readonly string[] {
    const known = this.#around.get(id);
    if (known) return known;
    const found = nextPlaces(view, id, 'OUT');
    this.#around.set(id, found);
    return found;
  }

  #provincesAround(view: View, id: string): string[] {
    const found = new Set<string>();
    let level = [id];
    for (let depth = 0; level.length > 0 && depth <= PROVINCE_DEPTH; depth++) {
      for (const place of level) if (this.isProvince.has(place)) found.add(place);
      level = [...new Set(level.flatMap((place) => this.#placesAround(view, place)))];
    }
    return [...found];
  }
}

function canonicalOf(view: View, id: string): string {
  const node = view.node(id);
  return node < 0 ? id : view.entityId(node);
}

/** A place and all inside it. */
function placesBelow(view: View, id: string): Iterable<string> {
  const below = new Set([canonicalOf(view, id)]);
  let level: readonly string[] = [...below];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    level = [...new Set(level.flatMap((place) => nextPlaces(view, place, 'IN')))].filter((place) => !below.has(place));
    for (const place of level) below.add(place);
  }
  return below;
}

/** The places directly around a place (OUT) or inside it (IN). */
function nextPlaces(view: View, id: string, side: 'OUT' | 'IN'): string[] {
  const node = view.node(id);
  if (node < 0) return [];
  return [...view.ties(node, side)]
    .filter((tie) => view.isAlive(tie) && view.typeIndex(tie) === LOCATED_IN && view.statusIndex(tie) !== DENIED)
    .map((tie) => view.entityId(side === 'OUT' ? view.to(tie) : view.from(tie)));
}
