import { tieStatement } from '../model/statement.ts';
import { RELATIONSHIP_TYPES } from '../model/vocabulary.ts';
import { aboutOf } from '../write/load/rowIds.ts';
import type { UnitOfWork } from '../write/load/unitOfWork.ts';
import { titleOf } from '../write/revision/describe.ts';
import type { ProposedRow } from './draft.ts';

const MAX_LENGTH = 300;

/**
 * What a row says, in one line: “Iran backs Hezbollah”. A row that cannot be written is read as far as it can be.
 * @param id Of the record that it would write, if it can be written.
 */
export function rowStatement(unit: UnitOfWork, { kind, input }: Pick<ProposedRow, 'kind' | 'input'>, id: string | null): string {
  const text = textOf(unit, kind, input, id);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

function textOf(unit: UnitOfWork, kind: ProposedRow['kind'], input: ProposedRow['input'], id: string | null): string {
  switch (kind) {
    case 'ACTOR':
    case 'PLACE':
      return `${words(input.name)} (${words(input.kind)})`;
    case 'SOURCE':
    case 'EVENT':
      return words(input.title);
    case 'RELATIONSHIP':
      return relationship(unit, input);
    case 'EVIDENCE': {
      const about = (id === null ? null : unit.evidence.get(id)?.about) ?? (typeof input.about === 'string' ? aboutOf(input.about) : '');
      const record = unit.ties.get(about) ?? unit.events.get(about);
      const of = record ? titleOf(record, unit.subjectOf) : words(input.about);
      return `${of}: ${input.stance === 'DENIES' ? 'denied' : 'said'}, “${words(input.quote)}”`;
    }
  }
}

function relationship(unit: UnitOfWork, { type, from, to }: ProposedRow['input']): string {
  const known = RELATIONSHIP_TYPES.find((one) => one === type);
  if (!known) return `${words(from)} ${words(type)} ${words(to)}`;
  const end = (reference: unknown) => unit.entity(String(reference)) ?? { name: words(reference), kind: null };
  return tieStatement(known, end(from), end(to), 'from');
}

/** A value of a row as a line of text; a question mark for what is none. */
function words(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value.replace(/\s+/g, ' ') : '?';
}
