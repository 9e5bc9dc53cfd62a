/** What the menu Save offers. What makes the files is loaded with the first one. */
export const SAVE_FORMATS = [
  { format: 'png2', label: 'Image (PNG), 2×' },
  { format: 'png3', label: 'Image (PNG), 3× for print' },
  { format: 'svg', label: 'Drawing (SVG)' },
  { format: 'csv', label: 'Table (CSV)' },
  { format: 'gexf', label: 'Network for Gephi (GEXF)' },
  { format: 'directed', label: 'Network, all directed (GEXF)' },
] as const;
export type Format = (typeof SAVE_FORMATS)[number]['format'];
