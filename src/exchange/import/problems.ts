/** A line of a file. */
export interface FileLocation {
  readonly file: string;
  readonly line: number;
}

/** The most examples of a group. */
const MAX_EXAMPLES = 3;
/** The most groups; further ones are counted together as OTHER, so that memory stays bounded. */
const MAX_GROUPS = 200;

/** Problems or warnings with the same code and field: how many there are, and the first examples. */
export interface ProblemGroup {
  readonly code: string;
  /** The field of the row, with `[]` for any position in a list, or the column of the file; null for the row or line as a whole. */
  readonly field: string | null;
  count: number;
  readonly examples: (FileLocation & ProblemExample)[];
}

/** One of the problems of a group. */
export interface ProblemExample {
  readonly message: string;
  /** The value of the field; left out where there is none, or a list or object. */
  readonly value?: string | number | boolean;
}

/** Problems or warnings, in groups. */
export class ProblemGroups {
  private readonly groups = new Map<string, ProblemGroup>();

  add(problemCode: string, problemField: string | null, message: string, { file, line }: FileLocation, value?: unknown): void {
    let [code, field] = [problemCode, problemField?.replace(/\[\d+\]/g, '[]') ?? null];
    if (this.groups.size >= MAX_GROUPS && !this.groups.has(`${code} ${field}`)) [code, field] = ['OTHER', null];
    const group = this.groups.get(`${code} ${field}`) ?? { code, field, count: 0, examples: [] };
    this.groups.set(`${code} ${field}`, group);
    group.count += 1;
    if (group.examples.length < MAX_EXAMPLES) group.examples.push({ file, line, message, ...shown(value) });
  }

  /** The most frequent first. */
  sorted(): ProblemGroup[] {
    return [...this.groups.values()].sort((a, b) => b.count - a.count);
  }
}

const MAX_SHOWN = 200;

function shown(value: unknown): Pick<ProblemExample, 'value'> {
  if (typeof value === 'string') return { value: value.slice(0, MAX_SHOWN) };
  return typeof value === 'number' || typeof value === 'boolean' ? { value } : {};
}

/** The value of a field such as `evidence[0].source` of a row. */
export function valueAt(row: object, field: string | null): unknown {
  if (field === null) return undefined;
  const path = field.split(/[.[\]]+/).filter((part) => part !== '');
  return path.reduce<unknown>((value, part) => (Object(value) as Readonly<Record<string, unknown>>)[part], row);
}
