/** Releases of UCDP's data sets, by the keys of their sources: `ucdp-ged-25.1`, `ucdp-candidate-25.0.6`; `ucdp-ged`: not known. */
export interface Release {
  readonly series: string;
  /** Null where nothing states it. */
  readonly version: string | null;
}

const SERIES = ['ucdp-ged', 'ucdp-candidate', 'ucdp-esd'];

/** The release that the key of a source names; null for other sources. */
export function releaseOf(source: string): Release | null {
  const series = SERIES.find((one) => source === one || source.startsWith(`${one}-`));
  return series === undefined ? null : { series, version: source === series ? null : source.slice(series.length + 1) };
}

/**
 * The order of releases: below 0 where `a` is older. GED 25.1 comes after the Candidate releases of 2025 up to 25.0.12, whose days it
 * does not cover, and 26.1 after all of them. A release that is not known comes before all others.
 */
export function compareReleases(a: Release, b: Release): number {
  const [left, right] = [a, b].map(({ version }) => (version ?? '').split('.').map(Number));
  const [difference = 0] = [0, 1, 2].map((part) => (left![part] ?? 0) - (right![part] ?? 0)).filter((one) => one !== 0);
  return difference;
}

/** Between the codes of two data sets. */
const DATA_SET = 10_000_000;

/** A release as a number, so that those of one data set can be compared in columns: 0 for a source that is none. GED and its Candidate series code the same. */
export function releaseCode(source: string): number {
  const release = releaseOf(source);
  if (release === null) return 0;
  const [year = 0, part = 0, month = 0] = (release.version ?? '').split('.').map(Number);
  return (release.series === 'ucdp-esd' ? 2 : 1) * DATA_SET + year * 10_000 + part * 100 + month;
}

/**
 * The sources for which something counts: of several releases of one data set only the newest, since it replaces what older ones say
 * of the same.
 * @param codeOf The `releaseCode` of a source.
 */
export function withoutOlderReleases(sources: readonly number[], codeOf: (source: number) => number): readonly number[] {
  if (sources.length < 2) return sources;
  const newest = new Map<number, number>();
  for (const source of sources) {
    const code = codeOf(source);
    const dataSet = Math.floor(code / DATA_SET);
    if (dataSet > 0) newest.set(dataSet, Math.max(code, newest.get(dataSet) ?? 0));
  }
  return newest.size === 0
    ? sources
    : sources.filter((source) => codeOf(source) >= (newest.get(Math.floor(codeOf(source) / DATA_SET)) ?? 0));
}
