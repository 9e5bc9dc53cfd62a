import type { ReconciledEntity } from './entities.ts';
import type { RelationProperty, SchemaItem } from './properties.ts';

export function isRelation(property: SchemaItem | RelationProperty): property is RelationProperty {
  return 'relationship' in property;
}

/** The values of a property that are texts or numbers. */
export function valuesOf(entity: ReconciledEntity, property: string): (string | number)[] {
  const { identifiers, aliases } = entity;
  if (property === 'identifier') return identifiers.map(({ scheme, value }) => `${scheme}:${value}`);
  const [, scheme] = /^identifier:(.+)$/.exec(property) ?? [];
  if (scheme !== undefined) return identifiers.filter((one) => one.scheme === scheme).map(({ value }) => value);
  if (property === 'alias') return aliases.map(({ name }) => name);
  if (property === 'activeFrom' || property === 'activeTo')
    return present(property === 'activeFrom' ? entity.active?.start : entity.active?.end);
  return present(entity[property as 'description']);
}

function present(value: string | number | null | undefined): (string | number)[] {
  return value === null || value === undefined ? [] : [value];
}
