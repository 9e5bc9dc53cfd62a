import { confidenceOf, statusOf } from '../../../src/model/confidence.ts';

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

  /** What every answer should show, by the tie's key. */
  shown(): Record<string, object> {
    return Object.fromEntries(
      [...this.ties].flatMap(([key, { from, to, end, retracted, passages }]) => {
        const [left, right] = [this.canon(from), this.canon(to)];
        if (retracted || left === right) return [];
        const testimonies = [...passages.values()].filter((passage) => !passage.retracted).map(testimony);
        return [[key, { from: left, to: right, end, status: statusOf(testimonies), confidence: confidenceOf(testimonies) }]];
      }),
    );
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
