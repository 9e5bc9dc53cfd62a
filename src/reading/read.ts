import { datesIn, loadDateParser } from './dates.ts';
import { Discourse, type Referent } from './discourse.ts';
import { loadLexicon } from './lexicon.ts';
import { type Named, NameIndex } from './names.ts';
import { newNamesIn } from './newNames.ts';
import { chunksOf } from './parse.ts';
import { entityProposals, eventProposals, type ReadingPage, tieProposals } from './proposals.ts';
import { chosen } from './resolve.ts';
import type { Attribution, EventFact, Extent, TieFact } from './sentence/facts.ts';
import { ParsedSentence } from './sentence/parsedSentence.ts';
import { quotationsIn } from './sentence/quotations.ts';
import { SentenceReader } from './sentence/sentenceReader.ts';
import { codePointSpans } from './text.ts';
import { type Sentence, sentencesOf } from './tokens.ts';
import type { MentionForm, Proposal, ReadingInput, TextMention, TextReading } from './types.ts';

interface FoundMention {
  readonly at: Extent;
  readonly form: MentionForm;
  readonly entity: Named | null;
  readonly candidates: readonly Named[];
}

/**
 * Reads an English text: whom it mentions, and which rows it suggests, for a person to accept or reject. Deterministic: the same
 * input gives the same reading. Nothing is fetched or stored. Texts in other languages give mentions and no proposals. Takes some
 * 15 ms for 1,000 words, after 0.3 s for the first text of a process; lets others run between paragraphs.
 */
export async function readText({ text: given, names, publishedOn = null, source = null }: ReadingInput): Promise<TextReading> {
  const text = given.normalize('NFC');
  const lexicon = loadLexicon();
  const index = new NameIndex(names, lexicon);
  const discourse = new Discourse(index, lexicon);
  const [sentences] = await Promise.all([sentencesOf(text), loadDateParser()]);
  const mentions: FoundMention[] = [];
  const ties: TieFact[] = [];
  const events: EventFact[] = [];
  const introduced = new Map<Named, { at: Extent; because: string | null }>();
  const unread: Extent[] = [];

  for (const [number, sentence] of sentences.entries()) {
    // A long text lets others run.
    if (number % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
    discourse.begin(number);
    let hits = index.hitsOf(sentence, text);
    const found = newNamesIn(sentence, hits, lexicon);
    for (const { name, kind, placeKind, because } of found) {
      const start = text.indexOf(name, sentence.start);
      introduced.set(index.introduce(name, kind, placeKind), { at: start < 0 ? sentence : { start, end: start + name.length }, because });
    }
    if (found.length > 0) hits = index.hitsOf(sentence, text);
    const chunks = chunksOf(sentence, hits, lexicon);
    const described: FoundMention[] = [];
    const parsed = new ParsedSentence(sentence, chunks, datesIn(sentence, text, publishedOn), text, discourse, (phrase, referent) =>
      described.push(mentionOf(extentOf(sentence, phrase.first, phrase.last), 'DESCRIPTION', referent)),
    );
    const facts = new SentenceReader(parsed, speakerAround(sentences, number, text, discourse)).read();
    // "If confirmed" speaks of the sentence before.
    const confirms = /^\s*If (?:confirmed|true|verified)\b/i.test(text.slice(sentence.start, sentence.end));
    if (confirms) hedgeFrom(ties, events, sentences[number - 1]);
    ties.push(...facts.ties);
    events.push(...facts.events);
    const own = [...hits.map((hit) => nameMention(sentence, hit, chunks, discourse)), ...described];
    mentions.push(...own);
    if (own.length > 0 && facts.ties.length + facts.events.length === 0) unread.push(sentence);
  }

  const spanOf = codePointSpans(text);
  const page: ReadingPage = {
    text,
    publishedOn,
    source,
    spanOf,
    isQuoted: (extent) => quotationsIn(text, extent).some(({ start, end }) => start <= extent.start && extent.end <= end),
  };
  const proposals: Proposal[] = [...tieProposals(ties, page), ...eventProposals(events, page)];
  const used = new Set(
    proposals.flatMap(({ input, denies }) => [
      input.from,
      input.to,
      denies?.from,
      denies?.to,
      input.place,
      ...((input.participants as { actor: string }[] | undefined) ?? []).map(({ actor }) => actor),
    ]),
  );
  for (const { at, entity } of mentions)
    if (entity?.isNew && !introduced.has(entity) && used.has(entity.slug)) introduced.set(entity, { at, because: 'the list of states' });
  const news = [...introduced].map(([named, rest]) => ({ named, ...rest, isUsed: used.has(named.slug) }));
  return {
    text,
    mentions: uniqueMentions(mentions).map(
      ({ at, form, entity, candidates }): TextMention => ({
        span: spanOf(at),
        text: text.slice(at.start, at.end),
        form: entity?.isNew ? 'NEW' : form,
        entity: entity?.slug ?? null,
        candidates: candidates.map(({ slug }) => slug),
      }),
    ),
    proposals: [...entityProposals(news, page), ...proposals],
    unread: unread.map(spanOf),
  };
}

function extentOf({ tokens }: Sentence, first: number, last: number): Extent {
  return { start: tokens[first]!.start, end: tokens[last - 1]!.end };
}

function mentionOf(at: Extent, form: MentionForm, { named, candidates }: Referent): FoundMention {
  return { at, form, entity: named, candidates };
}

/** A name by itself: which of its meanings the sentence lets it have. */
function nameMention(
  sentence: Sentence,
  hit: ReturnType<NameIndex['hitsOf']>[number],
  chunks: ReturnType<typeof chunksOf>,
  discourse: Discourse,
): FoundMention {
  const at = extentOf(sentence, hit.first, hit.last);
  if (hit.senses.length === 0) {
    const state = discourse.index.stateOf(hit.adjective!);
    return { at, form: 'ADJECTIVE', entity: state, candidates: [state] };
  }
  const chunk = chunks.findIndex((each) => each.first <= hit.first && hit.last <= each.last);
  const before = chunks[chunk - 1];
  const locative =
    before?.kind === 'prep' && /^(?:in|near|at|into|from|outside|inside|around|across|toward|towards|within)$/.test(before.low);
  const places = hit.senses.filter(({ named }) => named.kind === 'PLACE');
  const actors = hit.senses.filter(({ named }) => named.kind !== 'PLACE');
  const senses = places.length > 0 && (locative || actors.length === 0) ? places : actors;
  return mentionOf(at, 'NAME', { ...chosen(senses), candidates: hit.senses.map(({ named }) => named) });
}

/** Who speaks in a quotation that this sentence is only a part of: who is named beside it in the paragraph. */
function speakerAround(sentences: readonly Sentence[], number: number, text: string, discourse: Discourse): Attribution | null {
  const sentence = sentences[number]!;
  const quote = quotationsIn(text, sentence)[0];
  if (!quote || quote.start > sentence.start + 1) return null;
  for (const other of [sentences[number + 1], sentences[number - 1]]) {
    if (!other || other.paragraph !== sentence.paragraph) continue;
    const outside = other.tokens.filter(({ start }) => !quotationsIn(text, other).some((each) => each.start <= start && start < each.end));
    const hits = discourse.index.hitsOf(other, text).filter(({ first }) => outside.includes(other.tokens[first]!));
    const actor = hits.flatMap(({ senses }) => senses).find(({ named }) => named.kind !== 'PLACE');
    if (actor && outside.some(({ low }) => /^(?:said|says|told|added|wrote|pledged|vowed|warned|insisted)$/.test(low)))
      return { attributedTo: actor.named, attribution: null, hedged: false, statedOn: null };
  }
  return null;
}

function hedgeFrom(ties: TieFact[], events: EventFact[], before: Sentence | undefined): void {
  if (!before) return;
  const inside = ({ span }: { readonly span: Extent }) => span.start >= before.start && span.end <= before.end;
  ties.forEach((tie, at) => {
    if (inside(tie)) ties[at] = { ...tie, word: { ...tie.word, hedged: true } };
  });
  events.forEach((event, at) => {
    if (inside(event)) events[at] = { ...event, word: { ...event.word, hedged: true } };
  });
}

function uniqueMentions(mentions: readonly FoundMention[]): FoundMention[] {
  const byPlace = new Map<string, FoundMention>();
  for (const mention of mentions) {
    const key = `${mention.at.start} ${mention.at.end}`;
    const known = byPlace.get(key);
    if (!known || (known.entity === null && mention.entity !== null)) byPlace.set(key, mention);
  }
  return [...byPlace.values()].sort((a, b) => a.at.start - b.at.start || b.at.end - a.at.end);
}
