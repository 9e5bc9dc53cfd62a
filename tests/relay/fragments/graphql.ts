/** The tag by which the Relay compiler knows its documents; it reads the text itself, so the tag gives the text back. */
export function graphql(text: TemplateStringsArray): string {
  return text.raw[0]!;
}
