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

/** `25.1` of a year; `25.0.6` of a month, and `25.01.25.03` of January to March, both of the Candidate series; `5.0` before 2017. */
const YEARLY = /^(?:(\d{2})\.([12])|(\d)\.(\d))$/;
const MONTHLY = /^(\d{2})\.0\.(0?[1-9]|1[0-2])$/;
const CUMULATIVE = /^(\d{2})\.01\.\1\.(0[1-9]|1[0-2])$/;

/** The version that a text states, as the keys of sources have it: `25.0.6` of `25.0.06`. Null where it is none that UCDP uses. */
export function versionOf(text: string): string | null {
  const [, year, month] = MONTHLY.exec(text) ?? [];
  if (year !== undefined) return `${year}.0.${Number(month)}`;
  return YEARLY.test(text) || CUMULATIVE.test(text) ? text : null;
}

/** True for a version of the Candidate series: of a month, or of all months of a year up to one. */
export function isCandidate(version: string): boolean {
  return MONTHLY.test(version) || CUMULATIVE.test(version);
}

/**
 * Year, release of the year (0: the Candidate series), month, and 1 where it has all months of the year up to this one, which come
 * after the release of that month alone and replace it. All 0 where it is not known.
 */
function placeOf({ version }: Release): readonly [year: number, part: number, month: number, isCumulative: number] {
  const [, year, month] = CUMULATIVE.exec(version ?? '') ?? [];
  if (year !== undefined) return [Number(year), 0, Number(month), 1];
  const [first = 0, part = 0, last = 0] = (version ?? '').split('.').map(Number);
  return [first, part, last, 0];
}

/**
 * The order of releases: below 0 where `a` is older. GED 25.1 comes after the Candidate releases of 2025 up to 25.0.12, whose days it
 * does not cover, and 26.1 after all of them. A release that is not known comes before all others.
 */
export function compareReleases(a: Release, b: Release): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  return left.map((one, index) => one - right[index]!).find((difference) => difference !== 0) ?? 0;
}

/** Between the codes of two data sets. */
const DATA_SET = 10_000_000;

/** A release as a number, so that those of one data set can be compared in columns: 0 for a source that is none. GED and its Candidate series code the same. */
export function releaseCode(source: string): number {
  const release = releaseOf(source);
  if (release === null) return 0;
  const [year, part, month, isCumulative] = placeOf(release);
  return (release.series === 'ucdp-esd' ? 2 : 1) * DATA_SET + year * 10_000 + part * 100 + month * 2 + isCumulative;
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
