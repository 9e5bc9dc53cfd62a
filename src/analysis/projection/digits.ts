/**
 * Ids as numbers. The key of an entity, and the own part of a tie's id, are 60 bits in twelve base32hex digits (RFC 4648;
 * `model/id.ts`); here they are two integers of 30 bits, six digits each, which sort as the text does.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value++) VALUES[DIGITS.charCodeAt(value)] = value;

/** The two digits of `text` from `at` as an integer of 10 bits. */
export function twoDigits(text: string, at: number): number {
  return (VALUES[text.charCodeAt(at) & 127]! << 5) | VALUES[text.charCodeAt(at + 1) & 127]!;
}

/** The six digits of `text` from `at` as an integer of 30 bits. */
export function sixDigits(text: string, at: number): number {
  let value = 0;
  for (let i = at; i < at + 6; i++) value = (value << 5) | VALUES[text.charCodeAt(i) & 127]!;
  return value;
}

/** The twelve digits of two integers of 30 bits. */
export function twelveDigits(high: number, low: number): string {
  let text = '';
  for (let shift = 25; shift >= 0; shift -= 5) text += DIGITS[(high >> shift) & 31];
  for (let shift = 25; shift >= 0; shift -= 5) text += DIGITS[(low >> shift) & 31];
  return text;
}
