import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isScalarType,
} from 'graphql';
import { HOSTILE } from '../support/hostile.ts';
import type { Draw } from './draw.ts';

/** An enum value: a name in a document, a string in variables. */
export class EnumWord {
  constructor(readonly word: string) {}
  toJSON(): string {
    return this.word;
  }
}

/** Existing ids and cursors of the graph. */
export interface Material {
  /** Ids of every kind, slugs, keys, external identifiers. */
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
}

const DATES = ['2016', '2016-12', '2016-12-22', '[2016-01-11..2016-01-17]', '0001', '9999', '2012-02-29', '2024-11-30'];
const NUMBERS = [0, 1, 1, 2, 3, 5, 20, 100, 101, -1, 2_147_483_647, -2_147_483_648];
const FRACTIONS = [0, 0.5, 1, 0.85, -1, 90.5, 1e300, 5e-324];
const { 'half a character': HALF, ...WHOLE } = HOSTILE;
const WORDS = ['iran', 'Hezbollah', 'حزب الله', '', ' ', 'en', 'x', ...Object.values(WHOLE)];

const WRONG: readonly unknown[] = [
  ...[null, true, -1, 0.5, 2 ** 31, 2 ** 53, 1e308, '', 'x', '1', 'null', '\0', 'x'.repeat(3_000), HALF],
  ...['2016-13', '2016-02-30', '0000', '10000', '2016-12-22T00:00:00Z', '[2016..2015]', '[..]', '2016/2017', '-0001', '٢٠١٦'],
  ...[[], [[['x']]], [null], {}, { a: 1 }, { constructor: { name: 'x' } }, new EnumWord('NOPE'), new EnumWord('__proto__')],
];

/** Generates random values for the inputs of a schema. */
export class Values {
  /** @param errorRate Probability of a value that does not match its type. */
  constructor(
    private readonly draw: Draw,
    private readonly material: Material,
    private readonly errorRate: number,
  ) {}

  of(type: GraphQLInputType): unknown {
    const { draw } = this;
    if (draw.often(this.errorRate)) return draw.of(WRONG);
    if (isNonNullType(type)) return this.of(type.ofType);
    if (isListType(type)) return Array.from({ length: draw.often(0.05) ? 0 : 1 + draw.below(3) }, () => this.of(type.ofType));
    if (isEnumType(type)) return new EnumWord(draw.of(type.getValues()).name);
    if (isScalarType(type)) return this.#scalar(type.name);
    if (!isInputObjectType(type)) throw new Error(`no input: ${type}`);
    const fields = Object.values(type.getFields()).filter((field) =>
      isRequiredInputField(field) ? !draw.often(this.errorRate / 4) : draw.often(0.3),
    );
    const entries = fields.map((field) => [field.name, this.of(field.type)]);
    return Object.fromEntries(draw.often(this.errorRate / 4) ? [...entries, ['nothing', 1]] : entries);
  }

  #scalar(name: string): unknown {
    const { draw, material } = this;
    if (name === 'Int') return draw.of(NUMBERS);
    if (name === 'Float') return draw.of(FRACTIONS);
    if (name === 'Boolean') return draw.often(0.5);
    if (name === 'ID') return draw.often(0.9) ? draw.of(material.ids) : draw.of(WORDS);
    if (name === 'PartialDate') return draw.of(DATES);
    return draw.of([...WORDS, draw.of(material.cursors), draw.of(material.ids)]);
  }
}

/** A value as a GraphQL literal. */
export function toLiteral(value: unknown): string {
  if (value instanceof EnumWord) return value.word;
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${toLiteral(inner)}`)
    .join(', ')}}`;
}
