import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ProjectionEntity, ProjectionTie } from '../src/analysis/projection/records.ts';
import { dayNumber } from '../src/model/calendar.ts';
import { storedEnds } from '../src/model/id.ts';
import type { RelationshipType } from '../src/model/vocabulary.ts';
import { entityId, tieId } from '../src/store/mintId.ts';
import { seeded } from './random.ts';

const FIRST_DAY = dayNumber(1990, 1, 1);
const DAYS = dayNumber(2025, 1, 1) - FIRST_DAY;
const MAX_SPAN_DAYS = 9_000;

/**
 * Reads lines of `from<TAB>to<TAB>sign`: any names for the ends; a sign that begins with - is hostile, 0 is neutral, any other
 * is cooperative. Lines that begin with # and self-loops are left out. Such files have no dates: each tie gets a random
 * interval, the same every time.
 */
export async function readSignedEdges(file: string): Promise<{ entities: ProjectionEntity[]; ties: ProjectionTie[] }> {
  const random = seeded(1);
  const ids = new Map<string, string>();
  const ties: ProjectionTie[] = [];
  const idOf = (word: string): string => {
    const id = ids.get(word) ?? entityId(word);
    ids.set(word, id);
    return id;
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [from, to, sign = ''] = line.split('\t');
    if (line.startsWith('#') || !from || !to || from === to) continue;
    ties.push(tieOf(idOf(from), idOf(to), typeOf(sign), ties.length, random));
  }
  return { entities: [...ids.values()].map((id) => ({ id, kind: 'STATE', canon: id })), ties };
}

function typeOf(sign: string): RelationshipType {
  if (sign.startsWith('-')) return 'OPPOSES';
  return Number(sign) === 0 ? 'NEGOTIATES_WITH' : 'BACKS';
}

function tieOf(from: string, to: string, type: RelationshipType, n: number, random: () => number): ProjectionTie {
  const first = FIRST_DAY + Math.floor(random() * DAYS);
  const last = first + Math.floor(random() * MAX_SPAN_DAYS);
  const id = tieId(type, ...storedEnds(type, from, to), { key: `${n}` });
  return { id, lo: first, hi: last, clo: first, chi: last, status: 'SUPPORTED', confidence: 0.5 + Math.floor(random() * 10) / 20 };
}
