import { createHash } from 'node:crypto';

/** The most hashes in memory. When the set is full, it is cleared. */
const MAX_SEEN_ROWS = 200_000;

/** Filters repeated rows: entities and sources occur in record after record, and each row is imported once. */
export class SeenRows {
  private readonly digests = new Set<string>();

  isNew(kind: string, row: object): boolean {
    const digest = createHash('sha256')
      .update(`${kind} ${JSON.stringify(row)}`)
      .digest('base64')
      .slice(0, 16);
    if (this.digests.has(digest)) return false;
    if (this.digests.size >= MAX_SEEN_ROWS) this.digests.clear();
    this.digests.add(digest);
    return true;
  }
}
