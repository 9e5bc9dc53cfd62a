import { isCandidate, versionOf } from '../../../model/releases.ts';

/** The UCDP data sets as sources. Those that the seed cites have the same text here. */

const UCDP = { publisher: 'Uppsala Conflict Data Program', url: 'https://ucdp.uu.se/downloads/', reliability: 'A' } as const;
const LICENCE = 'Licence: CC BY 4.0.';

export type SourceFields = Readonly<Record<string, unknown>> & { readonly key: string };

const GED_CITATION =
  'Sundberg, Ralph & Erik Melander (2013) Introducing the UCDP Georeferenced Event Dataset. Journal of Peace Research 50(4): 523–532';
const CANDIDATE_CITATION =
  'Hegre, Håvard, Mihai Croicu, Kristine Eck & Stina Högbladh (2020) Introducing the UCDP Candidate Events Dataset. Research & Politics 7(3)';
const ESD_CITATION =
  "Meier, Vanessa; Niklas Karlén, Therése Pettersson & Mihai Croicu (2023) External support in armed conflicts: Introducing the UCDP external support dataset (ESD), 1975–2017. Journal of Peace Research 60(3): 545–554, doi:10.1177/00223433221079864. It continues Croicu, Högbladh, Pettersson & Themnér's UCDP External Support Project data of 2011. UCDP, Uppsala University.";

/**
 * The year in which a release was published: GED 25.1 and the list of actors 22.1 in 2025 and 2022, a month of the Candidate series
 * after its end. What was known by a day is asked of this. Nothing where the version has no year, as those before 17.1.
 */
function publishedOn(version: string): { publishedOn?: string } {
  const parts = version.split('.').map(Number);
  const isOfDecember = isCandidate(version) && parts.at(-1) === 12;
  return parts[0]! < 17 ? {} : { publishedOn: String(2000 + parts[0]! + (isOfDecember ? 1 : 0)) };
}

/** The version in words. A version that nothing states is not guessed. */
function versionText(version: string | null): string {
  return version === null ? 'version not known' : `version ${version}`;
}

/**
 * The source of the events of a release; `version` is null where nothing states it. One such as 25.0.6 or 25.01.25.03 is of the Candidate
 * series, which is a data set of its own.
 */
export function gedSource(file: string, version: string | null): SourceFields {
  if (version !== null && isCandidate(version)) {
    return {
      ...UCDP,
      key: `ucdp-candidate-${version}`,
      title: `UCDP Candidate Events Dataset, version ${version}`,
      ...publishedOn(version),
      citation: `${CANDIDATE_CITATION}. UCDP Candidate Events Dataset, version ${version}, Uppsala University. ${LICENCE}`,
    };
  }
  if (version === '19.1' && /syria/i.test(file)) return SEED_GED;
  return {
    ...UCDP,
    key: version === null ? 'ucdp-ged' : `ucdp-ged-${version}`,
    title: `UCDP Georeferenced Event Dataset (GED), ${versionText(version)}`,
    ...(version === null ? {} : publishedOn(version)),
    citation: `${GED_CITATION}. UCDP Georeferenced Event Dataset, ${versionText(version)}, Uppsala University. ${LICENCE}`,
  };
}

/** The extract that the seed cites, with the text that it has there. */
const SEED_GED: SourceFields = {
  ...UCDP,
  key: 'ucdp-ged-19.1',
  title: 'UCDP Georeferenced Event Dataset (GED), version 19.1, events in Syria 2016-2019',
  publishedOn: '2019',
  citation: `${GED_CITATION}; Högbladh, Stina (2019) UCDP GED Codebook version 19.1, Department of Peace and Conflict Research, Uppsala University. ${LICENCE} Counts in this seed are of the extract for Syria, 2016-01-01 to 2019-12-01.`,
};

/** The source of the External Support Dataset; `version` is null where nothing states it. */
export function esdSource(version: string | null): SourceFields {
  return {
    ...UCDP,
    key: version === null ? 'ucdp-esd' : `ucdp-esd-${version}`,
    // ESD 18.1 appeared with the article that its citation names.
    ...(version === null ? {} : version === '18.1' ? { publishedOn: '2023' } : publishedOn(version)),
    title: `UCDP External Support Dataset (ESD), actor-year, ${versionText(version)}${version === '18.1' ? ' (1975-2017)' : ''}`,
    citation: `${ESD_CITATION} ${LICENCE}`,
  };
}

/** The source of the list of actors; `version` is null where nothing states it. */
export function actorSource(version: string | null): SourceFields {
  return {
    ...UCDP,
    key: version === null ? 'ucdp-actor' : `ucdp-actor-${version}`,
    title: `UCDP Actor Dataset, ${versionText(version)}`,
    ...(version === null ? {} : publishedOn(version)),
    citation: `UCDP Actor Dataset, ${versionText(version)}, Department of Peace and Conflict Research, Uppsala University; see also Davies, Shawn, Therése Pettersson & Magnus Öberg (2022) Organized violence 1989–2021 and drone warfare. Journal of Peace Research 59(4): 593–610. ${LICENCE}`,
  };
}

/** Versions with their parts apart; those without a point only straight after the name of a data set, since any number could be one. */
const IN_NAMES: readonly RegExp[] = [
  /(?<!\d)\d{2}[._]01[._]\d{2}[._]\d{2}(?!\d)/g,
  /(?<![\d._])\d{2}[._]0[._]\d{1,2}(?!\d)/g,
  /(?<![\d._])(?:1[7-9]|[2-9]\d)[._][12](?!\d|[._]\d)/g,
  /(?<=(?:ged|esd|\b[ad]y|\bv)[-_ ]?)(?:1[7-9]|[2-9]\d)[12](?!\d)/gi,
  /(?<=ged)(?:1[0159]|[2-5]0)(?!\d|[._]\d)|(?<=ged[-_ ])(?:1[._][0159]|[2-5][._]0)(?!\d|[._]\d)/gi,
];

/**
 * The version that the name of a file states: `23.1` of `GEDEvent_v23_1.csv`, `ged231-csv.zip` or `ucdp-esd-ay-231.csv`, `25.0.6` of
 * `GEDEvent_v25_0_6 (1).csv`, `25.01.25.03` of `GEDEvent_v25_01_25_03.csv`. Null where it states none, or more than one.
 */
export function versionInName(file: string): string | null {
  const name = file.replace(/^.*[\\/]/, '').replace(/_(?=[a-z])/gi, ' ');
  if (!/ged|esd|actor|ucdp|candidate|\bv\d/i.test(name)) return null;
  const found = IN_NAMES.flatMap((pattern) => name.match(pattern) ?? []).flatMap((text) => versionOf(pointed(text)) ?? []);
  const [version = null, ...others] = new Set(found);
  return others.length === 0 ? version : null;
}

function pointed(text: string): string {
  return /^\d+$/.test(text) ? `${text.slice(0, -1)}.${text.slice(-1)}` : text.replaceAll('_', '.');
}
