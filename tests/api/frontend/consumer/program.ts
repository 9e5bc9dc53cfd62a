import { daysOf, type PartialDate, WhoHasBackedDamascusDocument, type WhoHasBackedDamascusQuery } from 'allegiance-client';
import { print } from 'graphql';

declare const process: { readonly argv: readonly string[] };

// @ts-expect-error: not any string is a date
const date: PartialDate = 'yesterday';

/** The first and last day between which it may have held, as far as evidence states it. */
function span(from: PartialDate | null, until: PartialDate | null): string {
  return from && until ? `between ${daysOf(from).first} and ${daysOf(until).last}` : 'at an unknown time';
}

const response = await fetch(process.argv[2] ?? '', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: print(WhoHasBackedDamascusDocument) }),
});
const { data } = (await response.json()) as { data: WhoHasBackedDamascusQuery };
// @ts-expect-error: the question does not request it
data.actor?.backedBy.pageInfo;
for (const { statement, validity } of data.actor?.backedBy?.edges.flatMap(({ relationships }) => relationships) ?? []) {
  console.log(`${statement}, ${span(validity.attestedFrom, validity.attestedUntil)}`);
}
if (date === undefined) throw new Error();
