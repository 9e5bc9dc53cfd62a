import type { Engine } from '../../../engine/engine.ts';
import { type EntityKind, endOfKind } from '../../../model/kinds.ts';
import { searchForms } from '../../../store/entity.ts';
import type { ImportGraph, Namesake } from '../earlier.ts';
import { ENTITIES_NAMED } from './named.cypher.ts';

/** The entities of a store that have these names, by name, in the order of their slugs. */
export const namedIn = async (engine: Engine, names: readonly string[]): ReturnType<ImportGraph['named']> => {
  const forms = new Map(names.map((name) => [name, searchForms(name).folded]));
  const rows = await engine.read(ENTITIES_NAMED, { folded: [...new Set(forms.values())] });
  const byForm = new Map<string, Namesake[]>();
  for (const [form, slug, kind] of rows as [string, string, EntityKind][]) {
    byForm.set(form, [...(byForm.get(form) ?? []), { slug, end: endOfKind(kind) }]);
  }
  for (const found of byForm.values()) found.sort((a, b) => (a.slug < b.slug ? -1 : 1));
  return new Map([...forms].map(([name, form]) => [name, byForm.get(form) ?? []]));
};
