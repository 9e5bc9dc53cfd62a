import type { TieRecord } from '../../store/tie.ts';

type End = Pick<TieRecord, 'id' | 'from' | 'to'>;

/** Which place is recorded directly in which, of some places and all that are around them. */
export class PlacesAround {
  /** The outer place by LOCATED_IN relationship, by the inner place. */
  private readonly outer = new Map<string, Map<string, string>>();

  constructor(private readonly earlier?: PlacesAround) {}

  add({ id, from, to }: End): void {
    const known = this.outer.get(from);
    if (known) known.set(id, to);
    else this.outer.set(from, new Map([[id, to]]));
  }

  delete({ id, from }: End): void {
    this.outer.get(from)?.delete(id);
  }

  /** The places directly around a place. */
  of(place: string): string[] {
    return [...(this.outer.get(place)?.values() ?? []), ...(this.earlier?.of(place) ?? [])];
  }
}
