import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { Draw } from './draw.ts';
import { type Material, toLiteral, Values } from './values.ts';

/** A random request. */
export interface RandomRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  /** Is it valid by the schema? */
  readonly isValid: boolean;
}

/** Maximum number of aliased fields of a document, below the limit on aliases. */
const MAX_FIELDS = 24;
const MAX_DEPTH = 7;

/** Makes a random request for a schema: half of them are valid, the others have some wrong values, names or characters. */
export function randomRequest(schema: GraphQLSchema, material: Material, draw: Draw): RandomRequest {
  const isValid = draw.often(0.5);
  const document = new Document(schema, draw, new Values(draw, material, isValid ? 0 : 0.15), isValid ? 0 : 0.03);
  const isWrite = draw.often(0.2);
  const text = document.operation(isWrite ? 'mutation' : 'query', isWrite ? schema.getMutationType()! : schema.getQueryType()!);
  return { query: isValid || draw.often(0.8) ? text : scrambled(text, draw), variables: document.variables, isValid };
}

class Document {
  readonly variables: Record<string, unknown> = {};
  readonly #declared: string[] = [];
  #fields = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly draw: Draw,
    private readonly values: Values,
    /** Probability of a name that is not in the schema. */
    private readonly errorRate: number,
  ) {}

  operation(kind: 'query' | 'mutation', root: GraphQLObjectType): string {
    const selection = this.#selection(root, 0);
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    return `${kind} Made${declared} ${selection}`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const { draw, schema } = this;
    const parts = ['__typename'];
    if (!isUnionType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => depth < MAX_DEPTH - 1 || !isCompositeType(getNamedType(field.type)));
      if (fields.length > 0) parts.push(...draw.some(fields, depth === 0 ? 3 : 4).map((field) => this.#field(field, depth)));
    }
    if (isAbstractType(type) && depth < MAX_DEPTH) {
      for (const one of draw.some(schema.getPossibleTypes(type), 2)) parts.push(`... on ${one.name} ${this.#selection(one, depth + 1)}`);
    }
    return `{ ${parts.join(' ')} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    if (this.#fields >= MAX_FIELDS) return '';
    this.#fields++;
    const name = this.draw.often(this.errorRate) ? `${field.name}x` : field.name;
    const type = getNamedType(field.type);
    const alias = `f${this.#fields}`;
    return `${alias}: ${name}${this.#arguments(field)}${isCompositeType(type) ? ` ${this.#selection(type, depth + 1)}` : ''}`;
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const { draw } = this;
    const given = field.args.filter((arg) => (isRequiredArgument(arg) ? !draw.often(this.errorRate) : draw.often(0.35)));
    // Small pages, since most random requests would cost too much otherwise.
    const isPage = field.args.some(({ name }) => name === 'first') && !given.some(({ name }) => name === 'first' || name === 'last');
    const parts = given.map((arg) => {
      const value = this.values.of(arg.type);
      if (draw.often(0.5)) return `${arg.name}: ${toLiteral(value)}`;
      const variable = `v${this.#declared.length}`;
      this.variables[variable] = value;
      this.#declared.push(`$${variable}: ${arg.type}`);
      return `${arg.name}: $${variable}`;
    });
    if (isPage) parts.push('first: 2');
    return parts.length > 0 ? `(${parts.join(', ')})` : '';
  }
}

/** A document with one character removed, doubled, or replaced. */
function scrambled(text: string, draw: Draw): string {
  const at = draw.below(text.length);
  const sign = draw.of(['', text[at]!.repeat(2), '{', '}', '"', '"""', '$', '@', '...', '\0', '\ud800', '#', '\\', '(', '€']);
  return text.slice(0, at) + sign + text.slice(at + 1);
}
