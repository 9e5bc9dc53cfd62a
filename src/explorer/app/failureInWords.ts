/** How browsers say that a part of the page, which is loaded when it is needed, did not come. */
const NOT_LOADED = /dynamically imported module|importing a module script|unable to preload/i;

/** An error that stops the page, for its reader. A part is missing where the server has been updated since the page was opened. */
export function failureInWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return NOT_LOADED.test(message) ? 'A part of it could not be loaded: the server has been updated since, or cannot be reached.' : message;
}
