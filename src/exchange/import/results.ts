import type { Verdict } from '../../write/report.ts';

/** A line of a file. */
export interface FileLocation {
  readonly file: string;
  readonly line: number;
}

/** The most examples of a group. */
const MAX_EXAMPLES = 3;
/** The most groups; further ones are counted together as OTHER, so that memory stays bounded. */
const MAX_PROBLEM_GROUPS = 200;

/** Problems or warnings with the same code and field: how many there are, and the first examples. */
export interface ProblemGroup {
  readonly code: string;
  /** The field of the row, with `[]` for any position in a list; null for the row as a whole. */
  readonly field: string | null;
  count: number;
  readonly examples: (FileLocation & { readonly message: string })[];
}

export interface ImportTotals {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** Counts the rows of an import by verdict, and groups its problems and warnings. */
export class ImportResults {
  private readonly verdicts: Record<Verdict, number> = { CREATED: 0, UPDATED: 0, UNCHANGED: 0, REJECTED: 0 };
  private readonly problemGroups = new Map<string, ProblemGroup>();
  private readonly warningGroups = new Map<string, ProblemGroup>();

  count(verdict: Verdict): void {
    this.verdicts[verdict] += 1;
  }

  problem(code: string, field: string | null, message: string, location: FileLocation): void {
    addToGroup(this.problemGroups, code, field?.replace(/\[\d+\]/g, '[]') ?? null, message, location);
  }

  warning(code: string, message: string, location: FileLocation): void {
    addToGroup(this.warningGroups, code, null, message, location);
  }

  get totals(): ImportTotals {
    const { CREATED: created, UPDATED: updated, UNCHANGED: unchanged, REJECTED: rejected } = this.verdicts;
    return { created, updated, unchanged, rejected };
  }

  get rows(): number {
    return Object.values(this.verdicts).reduce((sum, count) => sum + count, 0);
  }

  /** Problems of rejected rows, the most frequent first. */
  get problems(): ProblemGroup[] {
    return sortedByCount(this.problemGroups);
  }

  /** Warnings about rows that were imported, the most frequent first. */
  get warnings(): ProblemGroup[] {
    return sortedByCount(this.warningGroups);
  }
}

function addToGroup(
  groups: Map<string, ProblemGroup>,
  code: string,
  field: string | null,
  message: string,
  { file, line }: FileLocation,
): void {
  const isNew = !groups.has(`${code} ${field}`);
  const [groupCode, at] = isNew && groups.size >= MAX_PROBLEM_GROUPS ? ['OTHER', null] : [code, field];
  const group = groups.get(`${groupCode} ${at}`) ?? { code: groupCode, field: at, count: 0, examples: [] };
  groups.set(`${groupCode} ${at}`, group);
  group.count += 1;
  if (group.examples.length < MAX_EXAMPLES) group.examples.push({ file, line, message });
}

function sortedByCount(groups: Map<string, ProblemGroup>): ProblemGroup[] {
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
