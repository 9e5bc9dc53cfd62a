/** A line of a file. */
export interface FileLocation {
  readonly file: string;
  readonly line: number;
  /** The cell that a value was read from, where it is one. */
  readonly column?: string;
  readonly value?: string;
}

/** The most examples of a group. */
const MAX_EXAMPLES = 3;
/** The most groups; further ones are counted together as OTHER, so that memory stays bounded. */
const MAX_GROUPS = 200;

/** Problems or warnings with the same code and field: how many there are, and the first examples. */
export interface ProblemGroup {
  readonly code: string;
  /** The field of the row, with `[]` for any position in a list; null for the row as a whole. */
  readonly field: string | null;
  count: number;
  readonly examples: (FileLocation & { readonly message: string })[];
}

/** Problems or warnings, in groups. */
export class ProblemGroups {
  private readonly groups = new Map<string, ProblemGroup>();

  add(problemCode: string, problemField: string | null, message: string, location: FileLocation, times = 1): void {
    let [code, field] = [problemCode, problemField?.replace(/\[\d+\]/g, '[]') ?? null];
    if (this.groups.size >= MAX_GROUPS && !this.groups.has(`${code} ${field}`)) [code, field] = ['OTHER', null];
    const group = this.groups.get(`${code} ${field}`) ?? { code, field, count: 0, examples: [] };
    this.groups.set(`${code} ${field}`, group);
    group.count += times;
    if (group.examples.length < MAX_EXAMPLES) group.examples.push({ ...location, message });
  }

  /** The most frequent first. */
  sorted(): ProblemGroup[] {
    return [...this.groups.values()].sort((a, b) => b.count - a.count);
  }
}
