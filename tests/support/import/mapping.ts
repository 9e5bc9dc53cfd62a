/** Mapping of the columns `a` and `b` to actors. */
export const SIDES = ['a', 'b']
  .map(
    (column) => `
  - kind: actors
    fields: { slug: { template: '{${column}|slug}' }, kind: ARMED_GROUP, name: { column: ${column} } }`,
  )
  .join('');

/** Mapping of a table with the columns `id`, `a`, `b`: group `a` attacks group `b`. */
export const MAPPING = `
rows:
  - kind: sources
    fields: { key: table, title: A table, reliability: B }${SIDES}
  - kind: relationships
    fields:
      key: { template: 'made:{id}' }
      type: ATTACKS
      from: { template: '{a|slug}' }
      to: { template: '{b|slug}' }
      evidence: [{ source: table, locator: { template: 'row {id}' }, quote: { template: '{a} attacks {b}' } }]
`;
