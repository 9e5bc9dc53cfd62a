/** The UCDP data sets as sources. Those that the seed cites have the same text here. */

const UCDP = { publisher: 'Uppsala Conflict Data Program', url: 'https://ucdp.uu.se/downloads/', reliability: 'A' } as const;
const LICENCE = 'Licence: CC BY 4.0.';

export type SourceFields = Readonly<Record<string, unknown>> & { readonly key: string };

const GED_CITATION =
  'Sundberg, Ralph & Erik Melander (2013) Introducing the UCDP Georeferenced Event Dataset. Journal of Peace Research 50(4): 523–532; Högbladh, Stina (2019) UCDP GED Codebook version 19.1, Department of Peace and Conflict Research, Uppsala University.';

/** The source of the events. The version is taken from the file name (`ged231`, `GEDEvent_v23_1`), else 19.1. */
export function gedSource(file: string): SourceFields {
  const version = versionIn(file) ?? '19.1';
  const [title, note] =
    version === '19.1'
      ? [', events in Syria 2016-2019', ' Counts in this seed are of the extract for Syria, 2016-01-01 to 2019-12-01.']
      : ['', ''];
  return {
    ...UCDP,
    key: `ucdp-ged-${version}`,
    title: `UCDP Georeferenced Event Dataset (GED), version ${version}${title}`,
    citation: `${GED_CITATION} ${LICENCE}${note}`,
  };
}

/** The source of the External Support Dataset. The version is taken from the file name, else 18.1. */
export function esdSource(file: string): SourceFields {
  const version = versionIn(file) ?? '18.1';
  return {
    ...UCDP,
    key: `ucdp-esd-${version}`,
    title: `UCDP External Support Dataset (ESD), actor-year, version ${version} (1975-2017)`,
    citation: `Meier, Vanessa; Niklas Karlén, Therése Pettersson & Mihai Croicu (2023) External support in armed conflicts: Introducing the UCDP external support dataset (ESD), 1975–2017. Journal of Peace Research 60(3): 545–554, doi:10.1177/00223433221079864. It continues Croicu, Högbladh, Pettersson & Themnér's UCDP External Support Project data of 2011. UCDP, Uppsala University. ${LICENCE}`,
  };
}

/** The source of the list of actors. Its rows contain their version. */
export function actorSource(version: string): SourceFields {
  return {
    ...UCDP,
    key: `ucdp-actor-${version}`,
    title: `UCDP Actor Dataset, version ${version}`,
    citation: `UCDP Actor Dataset, version ${version}, Department of Peace and Conflict Research, Uppsala University; see also Davies, Shawn, Therése Pettersson & Magnus Öberg (2022) Organized violence 1989–2021 and drone warfare. Journal of Peace Research 59(4): 593–610. ${LICENCE}`,
  };
}

/** `23.1` of `GEDEvent_v23_1.csv`, `ged231.csv` or `esd-actor-year-18.1.csv`. */
function versionIn(file: string): string | null {
  const name = file.replace(/^.*[\\/]/, '');
  const [, year, release] = /(?:v|[a-z]|-)(\d{2})[._]?(\d)(?=\.csv|\.gz|\.zip|$)/i.exec(name) ?? [];
  return year === undefined ? null : `${year}.${release}`;
}
