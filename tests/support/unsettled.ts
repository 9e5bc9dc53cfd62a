/**
 * A query with a field that fails beside its own. An answer with errors is not settled: it costs what was requested, so that tests can
 * spend the rate of a caller.
 */
export function unsettled(query: string): string {
  return query.replace(/}\s*$/, 'failing: relationships(filter: { minConfidence: 2 }) { totalCount } }');
}
