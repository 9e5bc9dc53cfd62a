import { compareReleases, type Release, releaseOf } from '../../../model/releases.ts';
import type { EarlierRecord } from '../earlier.ts';

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
