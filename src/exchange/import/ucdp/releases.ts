import type { EarlierRecord } from '../earlier.ts';

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

/** `UCDP GED 25.1`. */
export function releaseText({ series, version }: Release): string {
  const name = series === 'ucdp-candidate' ? 'Candidate' : series.replace('ucdp-', '').toUpperCase();
  return `UCDP ${name} ${version ?? '(version not known)'}`;
}

const DROPPED = / no longer has it\.$/;

/** The reason for which what a release no longer has is retracted. */
export function droppedBy(release: Release): string {
  return `${releaseText(release)} no longer has it.`;
}

/** The release that no longer has what was retracted for this reason; null for any other reason. */
export function dropperOf(reason: string | null): Release | null {
  const [, name, version] = (DROPPED.test(reason ?? '') ? /^UCDP (GED|Candidate|ESD) (\d[\d.]*) / : /^$/).exec(reason ?? '') ?? [];
  return name === undefined ? null : { series: `ucdp-${name.toLowerCase()}`, version: version! };
}

/** The newest release that speaks of an event or relationship, or that dropped it. */
export function latestOf({ sources, retracted }: Pick<EarlierRecord, 'sources' | 'retracted'>): Release {
  const releases = [...sources.flatMap((source) => releaseOf(source) ?? []), ...[dropperOf(retracted) ?? []].flat()];
  return releases.reduce((a, b) => (compareReleases(a, b) < 0 ? b : a));
}

/** UCDP's own names of files with a whole release: `GEDEvent_v25_1.csv`, `ged251.csv`, `GEDEvent_v25_0_6.csv`. */
const WHOLE = /(?:^|[^a-z])(?:gedevent_v\d{2}_\d{1,2}(?:_\d{1,2})?|ged\d{3}(?:-csv)?)(?:\.csv)?(?:\.(?:gz|zip|zst))?$/i;

export function hasNameOfWholeRelease(file: string): boolean {
  return WHOLE.test(file);
}
