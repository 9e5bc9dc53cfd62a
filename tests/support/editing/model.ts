import { confidenceOf, statusOf } from '../../../src/model/confidence.ts';
import { groupBy } from '../../../src/model/group.ts';

/** The simplest model of editing: passages, retractions, and which actor is merged into which. */
export class Model {
  private readonly ties = new Map<string, ModelTie>();
  private readonly mergedInto = new Map<string, string>();

  constructor(readonly actors: readonly string[]) {}

  /** Records a tie, or its end date; false where that is rejected. */
  record(key: string, from: string, to: string, end: string | undefined): boolean {
    const existing = this.ties.get(key);
    if (existing?.retracted) return false;
    if (existing) this.ties.set(key, { ...existing, end: end ?? existing.end });
    else this.ties.set(key, { from, to, end: end ?? null, retracted: false, passages: new Map() });
    return true;
  }

  cite(key: string, quote: string, stance: Stance): boolean {
    const tie = this.ties.get(key);
    if (!tie || tie.retracted || tie.passages.get(quote)?.retracted) return false;
    tie.passages.set(quote, { stance, retracted: false });
    return true;
  }

  setRetracted(key: string, retracted: boolean): void {
    const tie = this.ties.get(key);
    if (tie) this.ties.set(key, { ...tie, retracted });
  }

  setPassageRetracted(key: string, quote: string, retracted: boolean): void {
    const passage = this.ties.get(key)?.passages.get(quote);
    if (passage) this.ties.get(key)!.passages.set(quote, { ...passage, retracted });
  }

  merge(keep: string, merge: string): boolean {
    if (this.mergedInto.get(merge) === keep) return true;
    if (keep === merge || this.mergedInto.has(merge) || this.canon(keep) === merge) return false;
    this.mergedInto.set(merge, keep);
    return true;
  }

  unmerge(actor: string): boolean {
    return this.mergedInto.delete(actor);
  }

  canon(actor: string): string {
    const into = this.mergedInto.get(actor);
    return into === undefined ? actor : this.canon(into);
  }

  /** What every answer should show, by the tie's key. @param idOf The id of a tie by its key. */
  shown(idOf: (key: string) => string): Record<string, object> {
    return Object.fromEntries(
      this.#linesOf(idOf).map((keys) => {
        const isCanonical = (key: string) => this.#isCanonical(this.ties.get(key)!);
        const shown = keys.find(isCanonical) ?? keys.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))[0]!;
        const { from, to, end } = this.ties.get(shown)!;
        const passages = keys.flatMap((key) => [...this.ties.get(key)!.passages.values()]);
        const testimonies = passages.filter((passage) => !passage.retracted).map(testimony);
        const ends = { from: this.canon(from), to: this.canon(to) };
        return [shown, { ...ends, end, status: statusOf(testimonies), confidence: confidenceOf(testimonies) }];
      }),
    );
  }

  /** The keys of the ties that read as one line, for each line: of those between the same two, one of each pair of recorded ends. */
  #linesOf(idOf: (key: string) => string): string[][] {
    const lines: string[][] = [];
    const shown = [...this.ties].filter(([, { from, to, retracted }]) => !retracted && this.canon(from) !== this.canon(to));
    const between = groupBy(shown, ([, { from, to }]) => `${this.canon(from)} ${this.canon(to)}`);
    for (const ties of between.values()) {
      const keys = ties.map(([key]) => key);
      // The last letter of a key is the name that the source gives the tie.
      const named = [...groupBy(keys, (key) => key.at(-1)).values()].filter((same) => same.length > 1);
      const left = keys.filter((key) => !named.flat().includes(key)).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
      const byEnds = [...groupBy(left, (key) => key.slice(0, -1)).values()];
      const firsts = byEnds.flatMap((same) => same.slice(0, 1));
      const seconds = byEnds.flatMap((same) => same.slice(1, 2));
      lines.push(...named, ...[firsts, seconds].filter((line) => line.length > 0));
    }
    return lines;
  }

  #isCanonical({ from, to }: ModelTie): boolean {
    return this.canon(from) === from && this.canon(to) === to;
  }
}

export type Stance = 'ASSERTS' | 'DENIES';

interface ModelTie {
  readonly from: string;
  readonly to: string;
  readonly end: string | null;
  readonly retracted: boolean;
  readonly passages: Map<string, { readonly stance: Stance; readonly retracted: boolean }>;
}

function testimony({ stance }: { stance: Stance }) {
  return { voice: 'report', reliability: 'B' as const, stance, hedged: false, said: null };
}
