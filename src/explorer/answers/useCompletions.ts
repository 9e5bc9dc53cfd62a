import { useEffect, useState } from 'react';
import { QuestionVoicesDocument, SuggestDocument } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import type { TimeSelection } from '../state/view.ts';
import { beginnings, type Completion, completionsOf, type Hit, type Lookups, matchingVoices, type NamedVoice } from './completions.ts';
import { type UnderstoodText, understandText } from './understand.ts';

/** Milliseconds from the last key to the requests. */
const DEBOUNCE_MS = 120;

/** What the box offers for a text. */
export interface Offered {
  /** The text that it was found for. */
  readonly text: string;
  readonly completions: readonly Completion[];
  /** What was not understood, or why nothing could be found; null where all was. */
  readonly message: string | null;
}

const NOTHING_OFFERED: Offered = { text: '', completions: [], message: null };

/** The completions of a text, found after a pause in typing; those of the text before stay meanwhile. */
export function useCompletions(text: string, chosenTime: TimeSelection | null): Offered {
  const [offered, setOffered] = useState(NOTHING_OFFERED);
  const chosen = JSON.stringify(chosenTime);
  useEffect(() => {
    const line = text.trim();
    if (line === '') return setOffered(NOTHING_OFFERED);
    let current = true;
    const timer = setTimeout(() => {
      findCompletions(line, JSON.parse(chosen) as TimeSelection | null)
        .then((found) => current && setOffered({ ...found, text }))
        .catch((error: Error) => current && setOffered({ text, completions: [], message: error.message }));
    }, DEBOUNCE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, chosen]);
  return offered;
}

/** Looks up the names and the voice of a text. Throws RequestError. */
export async function findCompletions(line: string, chosenTime: TimeSelection | null): Promise<Omit<Offered, 'text'>> {
  const understood = understandText(line, { today: new Date().toISOString().slice(0, 10), first: null, last: null });
  const names = [...new Set([line, ...understood.names.flat()])];
  const needsVoices = understood.voice !== null || understood.kinds.includes('alone');
  const [hits, voices] = await Promise.all([
    Promise.all(names.map(async (name) => [name, await hitsOf(name)] as const)),
    needsVoices ? loadVoices() : [],
  ]);
  const meant = understood.voice === null ? voices : matchingVoices(understood.voice, voices);
  const lookups = { hits: new Map(hits), voices: meant };
  const completions = completionsOf(line, understood, lookups, chosenTime);
  if (completions.some(({ offers }) => offers !== 'beginning')) return { completions, message: null };
  return {
    completions: completions.length > 0 ? completions : beginnings(),
    message: completions.length > 0 ? null : notUnderstood(line, understood, lookups),
  };
}

/** Says which part of a text is not understood. */
function notUnderstood(line: string, { kinds, names, voice }: UnderstoodText, { hits, voices }: Lookups): string {
  if (voice !== null && voices.length === 0) return `No source, publisher or speaker is called “${voice}”. What can be asked:`;
  const unknown = names[0]?.find((name) => (hits.get(name) ?? []).length === 0);
  if (unknown !== undefined && kinds.length > 0) return `No entity is called “${unknown}”. What can be asked:`;
  if (names.length > 0 && kinds.length > 0) return 'The names do not fit this question. What can be asked:';
  return `“${line.slice(0, 60)}” is neither a name in this graph nor a question that it understands. What can be asked:`;
}

/** The search takes no longer text. */
const MAX_NAME_LENGTH = 200;

async function hitsOf(name: string): Promise<readonly Hit[]> {
  const text = name.replace(/^the (?=.)/i, '').slice(0, MAX_NAME_LENGTH);
  return (await runQuery(SuggestDocument, { text })).search ?? [];
}

/** All publishers, sources and speakers that a question may name. */
async function loadVoices(): Promise<NamedVoice[]> {
  const { sources, relationshipBreakdown } = await runQuery(QuestionVoicesDocument, {});
  const nodes = sources?.nodes ?? [];
  const publishers = [...new Set(nodes.flatMap(({ publisher }) => publisher ?? []))];
  return [
    ...(relationshipBreakdown ?? []).map(({ key, label }): NamedVoice => ({ voice: { by: 'speaker', value: key }, name: label })),
    ...publishers.map((name): NamedVoice => ({ voice: { by: 'publisher', value: name }, name })),
    ...nodes.map(({ key, title }): NamedVoice => ({ voice: { by: 'source', value: key }, name: title })),
  ];
}
