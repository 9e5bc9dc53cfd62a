import type { Verdict } from '../../write/report.ts';

/** A line of a file. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** The most examples of a group. */
const MOST_EXAMPLES = 3;
/** The most groups; further ones are counted together as OTHER, so that memory stays bounded. */
const MOST_KINDS = 200;

/** Problems or warnings with the same code and field: how many there are, and the first examples. */
export interface ProblemKind {
  readonly code: string;
  /** The field of the row, with `[]` for any position in a list; null for the row as a whole. */
  readonly field: string | null;
  count: number;
  readonly examples: (Place & { readonly message: string })[];
}

export interface Totals {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** Counts the rows of an import by verdict, and groups its problems and warnings. */
export class Tally {
  private readonly verdicts: Record<Verdict, number> = { CREATED: 0, UPDATED: 0, UNCHANGED: 0, REJECTED: 0 };
  private readonly found = new Map<string, ProblemKind>();
  private readonly told = new Map<string, ProblemKind>();

  count(verdict: Verdict): void {
    this.verdicts[verdict] += 1;
  }

  problem(code: string, field: string | null, message: string, place: Place): void {
    note(this.found, code, field?.replace(/\[\d+\]/g, '[]') ?? null, message, place);
  }

  oddity(code: string, message: string, place: Place): void {
    note(this.told, code, null, message, place);
  }

  get totals(): Totals {
    const { CREATED: created, UPDATED: updated, UNCHANGED: unchanged, REJECTED: rejected } = this.verdicts;
    return { created, updated, unchanged, rejected };
  }

  get rows(): number {
    return Object.values(this.verdicts).reduce((sum, count) => sum + count, 0);
  }

  /** Problems of rejected rows, the most frequent first. */
  get problems(): ProblemKind[] {
    return byCount(this.found);
  }

  /** Warnings about rows that were imported, the most frequent first. */
  get oddities(): ProblemKind[] {
    return byCount(this.told);
  }
}

function note(kinds: Map<string, ProblemKind>, code: string, field: string | null, message: string, { file, line }: Place): void {
  const isNew = !kinds.has(`${code} ${field}`);
  const [kept, at] = isNew && kinds.size >= MOST_KINDS ? ['OTHER', null] : [code, field];
  const kind = kinds.get(`${kept} ${at}`) ?? { code: kept, field: at, count: 0, examples: [] };
  kinds.set(`${kept} ${at}`, kind);
  kind.count += 1;
  if (kind.examples.length < MOST_EXAMPLES) kind.examples.push({ file, line, message });
}

function byCount(kinds: Map<string, ProblemKind>): ProblemKind[] {
  return [...kinds.values()].sort((a, b) => b.count - a.count);
}
