import type { Reliability, Stance } from '../model/kinds.ts';
import { layout } from './layout.ts';

/** A source that evidence cites, a node `:Source`. */
export interface SourceRecord {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  /** Sort key by title: the title, U+0001, the id. */
  readonly sort: string;
  readonly publisher: string | null;
  readonly url: string | null;
  readonly publishedOn: string | null;
  readonly reliability: Reliability;
  readonly citation: string | null;
  readonly recordedAt: string;
  readonly revision: number;
}

export const SOURCE = layout<SourceRecord>({
  id: undefined,
  key: undefined,
  title: undefined,
  sort: undefined,
  publisher: null,
  url: null,
  publishedOn: null,
  reliability: 'F',
  citation: null,
  recordedAt: undefined,
  revision: undefined,
});

/** One passage of one source about one tie or event, a node `:Evidence` that holds the ids of both. */
export interface EvidenceRecord {
  readonly id: string;
  readonly about: string;
  readonly source: string;
  readonly locator: string | null;
  readonly stance: Stance;
  readonly quote: string;
  readonly verbatim: boolean;
  readonly hedged: boolean;
  readonly attributedTo: string | null;
  readonly attribution: string | null;
  readonly statedOn: string | null;
  readonly asOf: string | null;
  readonly deathsBest: number | null;
  readonly deathsLow: number | null;
  readonly deathsHigh: number | null;
  readonly deathsText: string | null;
  /** Sort key among the evidence about the same tie or event: asserting before denying, then by the day stated, then by id. */
  readonly ord: string;
  readonly recordedAt: string;
  readonly revision: number;
}

export const EVIDENCE = layout<EvidenceRecord>({
  id: undefined,
  about: undefined,
  source: undefined,
  locator: null,
  stance: undefined,
  quote: undefined,
  verbatim: false,
  hedged: false,
  attributedTo: null,
  attribution: null,
  statedOn: null,
  asOf: null,
  deathsBest: null,
  deathsLow: null,
  deathsHigh: null,
  deathsText: null,
  ord: undefined,
  recordedAt: undefined,
  revision: undefined,
});
