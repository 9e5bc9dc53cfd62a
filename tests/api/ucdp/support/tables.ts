import type { ImportInput } from '../../../../src/exchange/import/format.ts';
import { inputOf } from './imported.ts';

export type Cells = Readonly<Record<string, string | number>>;

/** A table with these rows. Each row has the default cells except those it replaces. The first row is on line 2. */
function tableOf(defaults: Cells, rows: readonly Cells[], name = 'table.csv'): ImportInput {
  const columns = [...new Set([defaults, ...rows].flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? defaults[column] ?? '')).join(','));
  return inputOf([columns.join(','), ...lines, ''].join('\n'), name);
}

function quoted(cell: string | number): string {
  const text = String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const EVENT: Cells = {
  ...{ id: 1001, year: 2017, type_of_violence: 1, dyad_new_id: 11973, dyad_name: 'Government of Syria - Syrian insurgents' },
  ...{ side_a_new_id: 118, side_a: 'Government of Syria', side_b_new_id: 4456, side_b: 'Syrian insurgents' },
  ...{ number_of_sources: 1, source_article: '"SOHR,2017-03-06,Clashes in Aleppo"' },
  ...{ source_office: 'SOHR', source_date: '2017-03-06', source_headline: 'Clashes in Aleppo', source_original: 'SOHR' },
  ...{ where_prec: 1, where_coordinates: 'Azaz town', adm_1: 'Aleppo Governorate', adm_2: 'Mintaqat Azaz district' },
  ...{ latitude: 36.585, longitude: 37.043, country: 'Syria', country_id: 652, event_clarity: 1 },
  ...{ date_prec: 1, date_start: '2017-03-05', date_end: '2017-03-05' },
  ...{ deaths_a: 1, deaths_b: 2, deaths_civilians: 0, deaths_unknown: 0, low: 3, best: 3, high: 3 },
};

/** A table with the columns of GED. */
export function gedTable(...rows: Cells[]): ImportInput {
  return tableOf(EVENT, rows, 'ged-syria-19.1.csv');
}

/** A file of a release of GED with this name: events of 2020 in Testland, with the columns of the newest releases. */
export function gedRelease(name: string, ...rows: Cells[]): ImportInput {
  return tableOf(RELEASED, rows, name);
}

const RELEASED: Cells = {
  ...{ id: 900001, relid: 'R1', year: 2020, active_year: 1, code_status: 'Clear', type_of_violence: 1, conflict_dset_id: 1 },
  ...{ conflict_new_id: 299, conflict_name: 'Testland: Government', dyad_dset_id: 1, dyad_new_id: 99001 },
  ...{ dyad_name: 'Government of Testland - TLA', side_a_dset_id: 9901, side_a_new_id: 9901, side_a: 'Government of Testland' },
  ...{ side_b_dset_id: 9902, side_b_new_id: 9902, side_b: 'TLA', number_of_sources: 1 },
  ...{ source_office: 'X', source_date: '2020-01-02', source_headline: 'hl', source_original: 'X', where_prec: 1 },
  ...{
    where_coordinates: 'Testville',
    where_description: '',
    adm_1: 'North Province',
    adm_2: 'T district',
    latitude: 10.5,
    longitude: 20.5,
  },
  ...{ country: 'Testland', country_id: 990, region: 'Africa', event_clarity: 1, date_prec: 1 },
  ...{ date_start: '2020-01-01 00:00:00.000', date_end: '2020-01-01 00:00:00.000', deaths_a: 0, deaths_b: 0, deaths_civilians: 0 },
  ...{ deaths_unknown: 0, best: 10, high: 10, low: 10, gwnoa: '', gwnob: '' },
};

const BACKED: Cells = {
  ...{ id: 1, active: 1, year: 2010, actor_id: 366, actor_name: 'Hezbollah', oppo_id: 121, oppo_name: 'Government of Israel' },
  ...{ dyad_id: 891, ext_id: 114, ext_name: 'Government of Iran', ext_count: 1 },
};

/** A table with the columns of ESD. */
export function esdTable(...rows: Cells[]): ImportInput {
  return esdRelease('esd-18.1.csv', ...rows);
}

/** A file of a release of ESD with this name. */
export function esdRelease(name: string, ...rows: Cells[]): ImportInput {
  return tableOf(BACKED, rows, name);
}

const ACTOR: Cells = { NameChange: 0, Org: 1, Splinter: 0, SplitTemp: 0, Alliance: 0, JoinGroup: 0, Version: '22.1' };

/** A table with the columns of the list of actors. */
export function actorTable(...rows: Cells[]): ImportInput {
  return tableOf(ACTOR, rows);
}
