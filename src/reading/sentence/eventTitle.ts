import type { EventKind } from '../../model/kinds.ts';
import type { Named } from '../names.ts';
import type { EventFact } from './facts.ts';

/** A line that begins with a capital letter. */
export function sentenceTitle(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.charAt(0).toUpperCase() + line.slice(1);
}

const TITLES: Readonly<Partial<Record<EventKind, readonly [words: string, towards: string]>>> = {
  BATTLE: ['Fighting', 'against'],
  AIRSTRIKE: ['Air strike by', 'on'],
  OFFENSIVE: ['Offensive of', 'against'],
  CAPTURE: ['Capture by', 'from'],
  WITHDRAWAL: ['Withdrawal of', 'before'],
  CLOSURE: ['Closure by', 'against'],
  CEASEFIRE: ['Ceasefire of', 'with'],
};

/** "Air strike by Russia and Syrian army on Syrian insurgents, Aleppo". */
export function eventTitle(kind: EventKind, participants: EventFact['participants'], place: Named | null): string {
  const [words, towards] = TITLES[kind] ?? [kind.toLowerCase(), 'against'];
  const of = (isTarget: boolean) => participants.filter(({ role }) => (role === 'TARGET') === isTarget).map(({ named }) => named.name);
  const [who, whom] = [of(false), of(true)];
  const list = (all: readonly string[]) => (all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`);
  const start =
    kind === 'BATTLE' && who.length > 0
      ? whom.length > 0 || who.length < 2
        ? `${list(who)} ${whom.length > 0 ? 'attack' : 'in battle'}`
        : `Fighting of ${list(who)}`
      : `${words} ${list(who)}`;
  const target = whom.length === 0 ? '' : kind === 'BATTLE' ? ` ${list(whom)}` : ` ${towards} ${list(whom)}`;
  return `${start}${target}${place ? `, ${place.name}` : ''}`;
}
