/** How a format writes, beside which part of the graph: each is true or false. */
export interface ExportOptions {
  /** CSV: an apostrophe stands before text that a spreadsheet would run as a formula. */
  readonly defuse: boolean;
  /** CSV: a byte order mark comes first, by which Excel knows UTF-8. */
  readonly bom: boolean;
  /** GEXF: every edge is directed, for readers that take no mixed graph. */
  readonly directed: boolean;
  /** JSON Lines: the history, and what was retracted, come last. */
  readonly history: boolean;
}

export type ExportOptionName = keyof ExportOptions;

/** The default, the format and the help of each option. */
export const EXPORT_OPTIONS: Readonly<
  Record<ExportOptionName, { readonly default: boolean; readonly format: string; readonly meaning: string }>
> = {
  defuse: {
    default: true,
    format: 'csv',
    meaning: 'put an apostrophe before text that a spreadsheet would run as a formula',
  },
  bom: { default: false, format: 'csv', meaning: 'begin with a byte order mark, by which Excel knows UTF-8' },
  directed: { default: false, format: 'gexf', meaning: 'write every edge as directed, for NetworkX, which reads no mixed graph' },
  history: { default: false, format: 'jsonl', meaning: 'add the history and what was retracted, to be read; an import skips them' },
};

export const EXPORT_OPTION_NAMES = Object.keys(EXPORT_OPTIONS) as ExportOptionName[];

export const DEFAULT_OPTIONS = Object.fromEntries(
  EXPORT_OPTION_NAMES.map((name) => [name, EXPORT_OPTIONS[name].default]),
) as unknown as ExportOptions;
