import { createHash } from 'node:crypto';

/** How many rows are remembered; when there are more, it begins anew. */
const MOST = 200_000;

/** Entities and sources come again with record after record: each row is told once. */
export class Remembered {
  private readonly digests = new Set<string>();

  isNew(kind: string, row: object): boolean {
    const digest = createHash('sha256')
      .update(`${kind} ${JSON.stringify(row)}`)
      .digest('base64')
      .slice(0, 16);
    if (this.digests.has(digest)) return false;
    if (this.digests.size >= MOST) this.digests.clear();
    this.digests.add(digest);
    return true;
  }
}
