/** What one request may be, as a document and as work. */
export const BOUNDS = {
  /** Words and signs of the document. */
  tokens: 2_000,
  /** Fields within fields. A Relay query over four lists is 17 deep. */
  depth: 20,
  /** Fields under another name. */
  aliases: 30,
  /** Directives in one place. */
  directives: 5,
  /** Lists and objects within each other in the variables. A row with evidence is 5 deep. */
  nesting: 20,
  /** Objects that the answer may hold: `cost.ts`. */
  cost: 500_000,
} as const;

export type Bound = keyof typeof BOUNDS;
