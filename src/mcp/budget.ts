/**
 * A token is counted as three bytes of UTF-8. Common tokenizers need fewer tokens for English text and JSON, so an answer is shorter
 * than its limit, not longer.
 */
const BYTES_PER_TOKEN = 3;

export const DEFAULT_MAX_TOKENS = 4_000;
export const LOWEST_MAX_TOKENS = 1_000;
export const HIGHEST_MAX_TOKENS = 20_000;

/** The tokens of a value as JSON text. */
export function tokensOf(value: unknown): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(value)) / BYTES_PER_TOKEN);
}

/** How much of an item is shown: all, without its passages, or only what it claims. */
export type ItemDetail = 'ALL' | 'NO_PASSAGES' | 'LEAST';
export const ITEM_DETAILS: readonly ItemDetail[] = ['ALL', 'NO_PASSAGES', 'LEAST'];

/** An item, in as much detail as there is room for. */
export type Item = (detail: ItemDetail) => Readonly<Record<string, unknown>>;

/**
 * The first of the items that fit into so many tokens, in order and in full detail; of the first one, as much as fits, so that an
 * answer is never empty for want of room.
 */
export function fitting(items: readonly Item[], tokens: number): Readonly<Record<string, unknown>>[] {
  const shown: Readonly<Record<string, unknown>>[] = [];
  let left = tokens;
  for (const item of items) {
    const details = shown.length === 0 ? ITEM_DETAILS : ITEM_DETAILS.slice(0, 1);
    const made = details.map(item).find((each, at) => tokensOf(each) + 1 <= left || (shown.length === 0 && at === ITEM_DETAILS.length - 1));
    if (made === undefined) break;
    shown.push(made);
    left -= tokensOf(made) + 1;
  }
  return shown;
}

/** Number of items to request for an answer of so many tokens: more than fit, so that only the room decides. */
export function pageSizeFor(tokens: number): number {
  return Math.min(100, Math.max(5, Math.ceil(tokens / 100)));
}
