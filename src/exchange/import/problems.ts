/** A line of a file. */
export interface FileLocation {
  readonly file: string;
  readonly line: number;
  /** The column of the cell that a value was read from, where it is one. */
  readonly column?: string;
  /** The value, where it is no list or object. */
  readonly value?: string;
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
  readonly examples: (FileLocation & { readonly message: string })[];
}

/** Takes each problem and warning. */
export interface Findings {
  finding(code: string, field: string | null, message: string, location: FileLocation, times: number): void;
}

/** Problems or warnings, in groups. */
export class ProblemGroups {
  private readonly groups = new Map<string, ProblemGroup>();

  /** @param findings Where each is written, beside the examples. */
  constructor(private readonly findings?: Findings) {}

  add(problemCode: string, problemField: string | null, message: string, location: FileLocation, times = 1): void {
    this.findings?.finding(problemCode, problemField, message, location, times);
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

/** The most characters of a value in a report. */
const MAX_SHOWN = 200;

/** The value of a field such as `evidence[0].source` of a row, as text; nothing for a list or object. */
export function valueAt(row: object, field: string | null): Pick<FileLocation, 'value'> {
  if (field === null) return {};
  const path = field.split(/[.[\]]+/).filter((part) => part !== '');
  const value = path.reduce<unknown>((one, part) => (Object(one) as Readonly<Record<string, unknown>>)[part], row);
  return ['string', 'number', 'boolean'].includes(typeof value) ? { value: String(value).slice(0, MAX_SHOWN) } : {};
}
