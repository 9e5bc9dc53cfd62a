import { readSeed } from '../../../src/exchange/import/seed.ts';
import type { ActorRow, EventRow, EvidenceRow, PlaceRow, RelationshipRow, SourceRow } from '../../../src/write/validate/rows.ts';
import { SEED } from './seeded.ts';

export interface SeedRows {
  readonly sources: readonly SourceRow[];
  readonly places: readonly PlaceRow[];
  readonly actors: readonly ActorRow[];
  readonly events: readonly EventRow[];
  readonly relationships: readonly RelationshipRow[];
}

/** The rows of the seed as in its files. Writing them checks them against their schemas. */
export function seedRows(): SeedRows {
  const seed = Object.entries(readSeed(SEED)).map(([kind, rows]) => [kind, rows.map(({ row }) => row)]);
  return Object.fromEntries(seed) as SeedRows;
}

/** Every passage of the seed. */
export function passages({ events, relationships }: SeedRows): EvidenceRow[] {
  return [...events, ...relationships].flatMap((row) => row.evidence ?? []);
}
