import type { AliasKind, EntityKind, PlaceKind } from '../model/kinds.ts';
import type { TextSpan } from '../model/text/codePoints.ts';
import type { RelationshipType } from '../model/vocabulary.ts';

/** An entity that the graph has, by its names. Kind, place kind and names are those of the store. */
export interface KnownName {
  readonly id: string;
  readonly slug: string;
  readonly kind: EntityKind;
  /** Of a place only. */
  readonly placeKind?: PlaceKind | null;
  /** Of a place, slug of the one around it, where known: by it the reader knows in which country it is. */
  readonly within?: string | null;
  readonly name: string;
  readonly aliases: readonly { readonly name: string; readonly kind?: AliasKind | null }[];
}

/** A text to read. */
export interface ReadingInput {
  readonly text: string;
  readonly names: readonly KnownName[];
  /** Day, month or year of publication, EDTF. Without it, "on Saturday" has no date, and events without a date are not proposed. */
  readonly publishedOn?: string | null;
  /** Id or key of the source, for the evidence of the rows. Without it, evidence has no `source`. */
  readonly source?: string | null;
}

/** How a mention names its entity. NEW: by a name that the graph does not have. */
export type MentionForm = 'NAME' | 'ADJECTIVE' | 'DESCRIPTION' | 'NEW';

/** A part of the text that names somebody or a place. */
export interface TextMention {
  readonly span: TextSpan;
  readonly text: string;
  readonly form: MentionForm;
  /** Slug of the entity, where only one can be meant; of the proposed actor or place where `form` is NEW. */
  readonly entity: string | null;
  /** Slugs of all that it may mean; one where `entity` is set, none where nobody fits. */
  readonly candidates: readonly string[];
}

export type ProposalKind = 'ACTOR' | 'PLACE' | 'EVENT' | 'RELATIONSHIP' | 'EVIDENCE';

/**
 * A row that the text suggests, for a person to accept. `input` has the fields of the row as the mutation of its kind takes it
 * (ActorInput, PlaceInput, EventInput, RelationshipInput), with slugs for entities. An EVIDENCE row is the passage of a denial; its
 * `about` is missing, since the relationship `denies` must first be found in the graph.
 */
export interface Proposal {
  readonly kind: ProposalKind;
  readonly input: Readonly<Record<string, unknown>>;
  /** The row in words: "Russia attacks Idlib". */
  readonly statement: string;
  /** The words of the text that it rests on: exactly the text from `span.start` to `span.end`. */
  readonly quote: string;
  readonly span: TextSpan;
  /** How sure the reader is, 0 to 1. An order, not a probability. */
  readonly score: number;
  /** Why it is proposed, in one line. */
  readonly why: string;
  /** Of EVIDENCE: the relationship that the passage denies, by type and slugs. */
  readonly denies?: { readonly type: RelationshipType; readonly from: string; readonly to: string };
}

/** What a text mentions and proposes. The same input gives the same reading. */
export interface TextReading {
  /** The text in NFC, which all spans refer to: first code point, and the one after the last. */
  readonly text: string;
  readonly mentions: readonly TextMention[];
  readonly proposals: readonly Proposal[];
  /** Sentences that mention somebody and gave no proposal. */
  readonly unread: readonly TextSpan[];
}
