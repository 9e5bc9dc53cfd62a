import type { ActorKind, AliasKind } from '../../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, vocabularyOf } from '../../../model/vocabulary.ts';

/** The kind of actor that a schema of FollowTheMoney becomes. Its other schemas have no place in this graph. */
export const ACTOR_SCHEMAS: Readonly<Record<string, ActorKind>> = {
  Person: 'PERSON',
  LegalEntity: 'ORGANIZATION',
  Organization: 'ORGANIZATION',
  Company: 'ORGANIZATION',
  PublicBody: 'ORGANIZATION',
};

/** Properties that hold names, and the kind of name. */
export const NAME_PROPERTIES: Readonly<Record<string, AliasKind | null>> = {
  name: null,
  alias: null,
  abbreviation: 'SHORT',
  previousName: 'FORMER',
  weakAlias: 'WEAK',
};

/** Properties that hold outside identifiers, and their scheme. */
export const IDENTIFIER_PROPERTIES: Readonly<Record<string, string>> = {
  wikidataId: 'wikidata',
  leiCode: 'lei',
  ogrnCode: 'ogrn',
  innCode: 'inn',
  imoNumber: 'imo',
  opencorporatesUrl: 'opencorporates',
};

/** The other properties of actors that are read. */
export const ACTOR_PROPERTIES = ['summary', 'description', 'notes', 'incorporationDate', 'dissolutionDate'];

/** A schema of links: the properties of its ends, and the type that it states. */
interface Link {
  readonly from: string;
  readonly to: string;
  readonly type: RelationshipType;
}

export const LINK_SCHEMAS: Readonly<Record<string, Link>> = {
  Membership: { from: 'member', to: 'organization', type: 'PART_OF' },
  Directorship: { from: 'director', to: 'organization', type: 'PART_OF' },
  Employment: { from: 'employee', to: 'employer', type: 'PART_OF' },
  Representation: { from: 'agent', to: 'client', type: 'SPEAKS_FOR' },
  Succession: { from: 'successor', to: 'predecessor', type: 'SUCCEEDS' },
  Associate: { from: 'person', to: 'associate', type: 'AFFILIATED_WITH' },
};

/** A link of unknown nature: the type follows from its role, where that is a phrase of the vocabulary. */
export const UNKNOWN_LINK = { from: 'subject', to: 'object' } as const;

/** The properties of links that are read. */
export const LINK_PROPERTIES = ['role', 'relationship', 'startDate', 'endDate', 'description', 'summary', 'sourceUrl', 'publisher'];

/** The type whose phrase this is: `backs`. */
export function typeOfPhrase(phrase: string | undefined): RelationshipType | undefined {
  return RELATIONSHIP_TYPES.find((type) => vocabularyOf(type).phrase === phrase?.toLowerCase());
}
