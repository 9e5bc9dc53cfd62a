import { createHash } from 'node:crypto';
import { type ExecutionArgs, type FieldNode, Kind, print, type VariableDefinitionNode, type VariableNode, visit } from 'graphql';

/**
 * What the messages of a subscription depend on, beside the graph and the role of its caller: document, operation and variables. Not
 * `since`, which says only with which revision they begin.
 */
export function followedQuestion({ document, operationName, variableValues }: ExecutionArgs): string {
  const endless = visit(document, { [Kind.FIELD]: withoutSince });
  const used = new Set<string>();
  visit(endless, {
    [Kind.VARIABLE_DEFINITION]: () => false,
    [Kind.VARIABLE]: ({ name }: VariableNode) => void used.add(name.value),
  });
  const isUnused = ({ variable }: VariableDefinitionNode) => !used.has(variable.name.value);
  const question = visit(endless, { [Kind.VARIABLE_DEFINITION]: (definition) => (isUnused(definition) ? null : undefined) });
  const values = Object.entries(variableValues ?? {})
    .filter(([name]) => used.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([operationName ?? null, print(question), values]))
    .digest('base64');
}

function withoutSince(field: FieldNode): FieldNode | undefined {
  if (field.name.value !== 'graphChanged') return undefined;
  return { ...field, arguments: field.arguments?.filter(({ name }) => name.value !== 'since') };
}
