/** The tag by which the Relay compiler finds its documents; it reads the source text, so the tag only returns it. */
export function graphql(text: TemplateStringsArray): string {
  return text.raw[0]!;
}
