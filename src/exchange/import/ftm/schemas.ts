import { type ActorKind, type AliasKind, EVENT_KINDS, type EventKind, PLACE_KINDS, type PlaceKind } from '../../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, vocabularyOf } from '../../../model/vocabulary.ts';

/** The kinds of actor that a schema of FollowTheMoney may be: the first one, unless a keyword names another. */
const GROUPS = ['ORGANIZATION', 'STATE', 'GOVERNMENT', 'MILITARY_FORCE', 'ARMED_GROUP', 'COALITION', 'POPULATION'] as const;
export const ACTOR_SCHEMAS: ReadonlyMap<string, readonly ActorKind[]> = new Map<string, readonly ActorKind[]>([
  ['Person', ['PERSON']],
  ...['LegalEntity', 'Organization', 'Company', 'PublicBody'].map((schema) => [schema, GROUPS] as const),
]);

/** Schemas of places. Their kind is a keyword or a level, else a site. */
export const PLACE_SCHEMAS: readonly string[] = ['Address', 'Territory'];

/** The parts of an address, in the order in which it is written where it is not given in full. */
export const ADDRESS_PARTS = ['postOfficeBox', 'street', 'street2', 'postalCode', 'city', 'state', 'region'];

/** Levels of a Territory. */
const LEVELS: ReadonlyMap<string, PlaceKind> = new Map([
  ['country', 'COUNTRY'],
  ['adm1', 'PROVINCE'],
  ['adm2', 'DISTRICT'],
  ['adm3', 'DISTRICT'],
  ['locality', 'TOWN'],
]);

/** `ARMED_GROUP` is the keyword `armed group`. */
const wordsOf = (kind: string): string => kind.toLowerCase().replaceAll('_', ' ');
const kindIn = <K extends string>(kinds: readonly K[], keyword: string): K | undefined =>
  kinds.find((kind) => wordsOf(kind) === keyword.toLowerCase());

/** The kind that a keyword of an entity of this schema names; undefined if it names none. */
export const actorKindOf = (schema: string, keyword: string): ActorKind | undefined => kindIn(ACTOR_SCHEMAS.get(schema) ?? [], keyword);
export const placeKindOf = (keyword: string): PlaceKind | undefined => LEVELS.get(keyword.toLowerCase()) ?? kindIn(PLACE_KINDS, keyword);
export const eventKindOf = (keyword: string): EventKind | undefined => kindIn(EVENT_KINDS, keyword);

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

/** Properties that describe an entity: the first one of the first that is given. */
export const DESCRIPTIONS = ['summary', 'description', 'notes'];

/** A schema of links: the properties of its ends, and the type that it states. */
interface Link {
  readonly from: string;
  readonly to: string;
  readonly type: RelationshipType;
}

/** Links of a known nature. Who owns, controls or is related to whom is linked with it; how, the passage says. */
export const LINK_SCHEMAS: ReadonlyMap<string, Link> = new Map<string, Link>(
  Object.entries({
    Membership: { from: 'member', to: 'organization', type: 'PART_OF' },
    Directorship: { from: 'director', to: 'organization', type: 'PART_OF' },
    Employment: { from: 'employee', to: 'employer', type: 'PART_OF' },
    Representation: { from: 'agent', to: 'client', type: 'SPEAKS_FOR' },
    Succession: { from: 'successor', to: 'predecessor', type: 'SUCCEEDS' },
    Associate: { from: 'person', to: 'associate', type: 'AFFILIATED_WITH' },
    Family: { from: 'person', to: 'relative', type: 'AFFILIATED_WITH' },
    Ownership: { from: 'owner', to: 'asset', type: 'AFFILIATED_WITH' },
    Control: { from: 'controller', to: 'controlled', type: 'AFFILIATED_WITH' },
  } as const),
);

/** A link of unknown nature: the type follows from its role, where that is a phrase of the vocabulary. */
export const UNKNOWN_LINK = { from: 'subject', to: 'object' } as const;

/** Properties that say what kind of link it is, which the passage repeats. */
export const LINK_DETAILS = ['role', 'relationship', 'ownershipType', 'percentage', 'controlType', 'status'];

/** What a sanction says of itself, which the passage repeats. */
export const SANCTION_DETAILS = ['program', 'provisions', 'status', 'reason'];

/** The type whose phrase this is: `backs`. */
export function typeOfPhrase(phrase: string): RelationshipType | undefined {
  return RELATIONSHIP_TYPES.find((type) => vocabularyOf(type).phrase === phrase.toLowerCase());
}
