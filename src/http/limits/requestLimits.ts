/** Limits of one request: its document, its variables and its cost. */
export const REQUEST_LIMITS = {
  /** Tokens of the document. */
  tokens: 2_000,
  /** Depth of nested fields. A Relay query over four lists is 17 deep. */
  depth: 20,
  /** Aliased fields. */
  aliases: 30,
  /** Directives at one location. */
  directives: 5,
  /** Depth of nested lists and objects in the variables. A row with evidence is 5 deep. */
  nesting: 20,
  /** Maximum number of objects in the response: `cost.ts`. */
  cost: 500_000,
} as const;

export type RequestLimit = keyof typeof REQUEST_LIMITS;
