import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { objectsOf, workOf } from './cost.ts';

export interface AnsweredRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables?: { readonly [name: string]: unknown } | null;
}

/** A field of an object in the answer: what its work cost, and what is selected of its value. */
interface AnsweredField {
  readonly work: number;
  readonly type: GraphQLCompositeType | null;
  readonly selections: SelectionNode[];
}

type AnsweredFields = ReadonlyMap<string, AnsweredField>;

/**
 * Cost of an answer: its objects, where the cost of its request counts those that it could have had, and the same for the work of the
 * fields that were executed. At least 1.
 */
export function answerCost({ schema, document, operation, variables }: AnsweredRequest, data: object): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
  const known = new Map<readonly SelectionNode[], AnsweredFields>();
  const root = schema.getRootType(operation.operation)!;
  const { selections } = operation.selectionSet;
  return Math.max(1, costOfFields(data as Record<string, unknown>, fieldsOf(root, selections)));

  function costOfFields(value: Readonly<Record<string, unknown>>, fields: AnsweredFields): number {
    let cost = 0;
    for (const [key, { work, type, selections }] of fields) {
      const answered = value[key];
      if (answered === undefined) continue;
      cost += work + (type === null ? 0 : costOfValue(answered, type, selections));
    }
    return cost;
  }

  function costOfValue(value: unknown, type: GraphQLCompositeType, selections: readonly SelectionNode[]): number {
    if (Array.isArray(value)) return value.reduce((cost: number, one) => cost + costOfValue(one, type, selections), 0);
    if (value === null || typeof value !== 'object') return 0;
    return objectsOf(type.name) + costOfFields(value as Record<string, unknown>, fieldsOf(type, selections));
  }

  /** The fields of a selection by their keys in the answer, once for all objects of it. */
  function fieldsOf(type: GraphQLCompositeType, selections: readonly SelectionNode[]): AnsweredFields {
    const found = known.get(selections) ?? collect(type, selections, new Map());
    known.set(selections, found);
    return found;
  }

  function collect(type: GraphQLCompositeType, selections: readonly SelectionNode[], fields: Map<string, AnsweredField>): AnsweredFields {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        addField(type, selection, fields);
        continue;
      }
      const { typeCondition, selectionSet } = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
      const narrowed = typeCondition && schema.getType(typeCondition.name.value);
      collect(isCompositeType(narrowed) ? narrowed : type, selectionSet.selections, fields);
    }
    return fields;
  }

  /** Selections of one key are merged, as in the answer. */
  function addField(type: GraphQLCompositeType, node: FieldNode, fields: Map<string, AnsweredField>): void {
    const name = node.name.value;
    const key = node.alias?.value ?? name;
    if (name.startsWith('__')) return void fields.set(key, { work: workOf(type.name, name, {}), type: null, selections: [] });
    const definition = isUnionType(type) ? undefined : type.getFields()[name];
    if (!definition) return;
    const existing = fields.get(key);
    const selections = existing?.selections ?? [];
    selections.push(...(node.selectionSet?.selections ?? []));
    const named = getNamedType(definition.type);
    const work = workOf(type.name, name, getArgumentValues(definition, node, coerced));
    fields.set(key, { work: Math.max(work, existing?.work ?? 0), type: isCompositeType(named) ? named : null, selections });
  }
}
