/** The text of a file, as it is read: NFC, a paragraph a line. */
export interface ExtractedText {
  readonly text: string;
  /** What the file says of itself, where it does. */
  readonly title: string | null;
}
