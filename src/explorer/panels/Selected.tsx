import { useExplorer } from '../common/context.ts';
import { EntityCard } from './EntityCard.tsx';
import { MultiSelection } from './MultiSelection.tsx';
import { TieCard } from './TieCard.tsx';

/** The card of what is selected: a relationship or event, several entities, or one. */
export function Selected() {
  const { tie, selected } = useExplorer().state.view;
  if (tie) return <TieCard key={tie} id={tie} />;
  if (selected.length > 1) return <MultiSelection slugs={selected} />;
  return selected[0] ? <EntityCard key={selected[0]} slug={selected[0]} /> : null;
}
