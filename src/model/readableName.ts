/** Characters that turn the direction of the text after them, so that a name reads as another; marks such as U+200F do not. */
const TURNS_DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;

/** Characters that show nothing by themselves: spaces, marks, format and unassigned characters, and letters drawn as nothing. */
const SHOWS_NOTHING = /^[\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]+$/u;

/** Whether a name can be read: it shows something, and shows it in its own order. */
export function isReadableName(text: string): boolean {
  return !TURNS_DIRECTION.test(text) && !SHOWS_NOTHING.test(text);
}

export const READABLE_NAME =
  'a name with characters that can be seen, and without those that turn the direction of text (U+202A to U+202E, U+2066 to U+2069)';

/** Whether a text is a web address: http or https, with a host and without spaces. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#]/i.test(text) && !/[\s\p{C}]/u.test(text) && URL.canParse(text);
}
