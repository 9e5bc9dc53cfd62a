import type { RelationshipType } from '../../model/vocabulary.ts';
import type { Clause } from '../clause.ts';
import { type Referent, referTo } from '../discourse.ts';
import { singular } from '../forms.ts';
import type { Mood } from '../mood.ts';
import { headOf } from '../parse.ts';
import type { FactCollector } from './factCollector.ts';
import type { NamedEnd } from './facts.ts';
import type { ParsedSentence } from './parsedSentence.ts';
import type { PhraseReader } from './phraseReader.ts';
import type { Speakers } from './speakers.ts';

/** Reads what clauses say to be so: "X is part of Y", "X is under the control of Y". */
export class StateReader {
  constructor(
    private readonly parsed: ParsedSentence,
    private readonly speakers: Speakers,
    private readonly facts: FactCollector,
    private readonly phrases: PhraseReader,
  ) {}

  /** "Iran is the main backer of Hezbollah", "X is part of Y". */
  readCopula(clause: Clause, mood: Mood): void {
    const [object] = clause.object?.phrases ?? [];
    const span = this.parsed.spanOf(clause, mood);
    const scope = this.speakers.scopeOf(clause, span);
    const who = this.parsed.resolver.group(clause.subject, scope);
    const add = (type: RelationshipType, inverse: boolean, owners: readonly Referent[]) => {
      if (mood.mode !== 'actual') return;
      for (const meaning of who)
        for (const a of this.facts.pick(meaning, 'actor', false))
          for (const referent of owners) {
            if (referent.named === null) continue;
            const b: NamedEnd = { referent, meaning, isPlace: referent.named.kind === 'PLACE' };
            const [from, to] = inverse ? [b, a] : [a, b];
            this.facts.push(
              type,
              from,
              to,
              this.facts.stateIn(clause, mood, span, `“${this.parsed.textOf(clause.verb.first, clause.verb.last)}” says it`),
            );
          }
    };
    if (object) {
      const head = headOf(object, this.parsed.sentence.tokens);
      const role = this.phrases.roleOf(object);
      if (role) add(role.type, role.inverse, this.phrases.ownersOf(object));
      else if (head === 'part') add('PART_OF', false, this.phrases.ownersOf(object));
      else if (/^(?:group|militia|movement|organization|organisation|party)$/.test(head)) return;
      return;
    }
    const inPlace = clause.complements.find(({ preposition }) => preposition === 'in');
    if (inPlace && clause.lemma === 'be' && who.some(({ head }) => this.parsed.lexicon.things(head, 'force')))
      add(
        'OPERATES_IN',
        false,
        this.parsed.resolver.group(inPlace.group, { locative: true }).flatMap(({ places }) => places),
      );
  }

  /** "Aleppo, which had been under government control", "bringing the province under rebel control", "in rebel hands". */
  readPlacesUnderControl(): void {
    const { tokens } = this.parsed.sentence;
    for (const clause of this.parsed.clauses) {
      for (const { preposition, group } of clause.complements) {
        const [phrase] = group.phrases;
        const head = headOf(phrase!, tokens);
        if (
          !(
            (preposition === 'under' && /^(?:control|rule|occupation|siege|authority)$/.test(head)) ||
            (/^(?:in|into)$/.test(preposition) && head === 'hand')
          )
        )
          continue;
        const at = this.parsed.chunks.indexOf(phrase!);
        const words = tokens.slice(phrase!.first, phrase!.last).map(({ low }) => singular(low));
        const hit = phrase!.hits.find(({ senses, adjective }) => adjective !== null || senses.some(({ named }) => named.kind !== 'PLACE'));
        const owners: Referent[] = hit
          ? [referTo(this.parsed.hitActor(hit, head === 'siege' ? 'state' : 'government'))].filter((each) => each !== null)
          : words.some((word) => this.parsed.lexicon.things(word, 'rebelling'))
            ? [this.parsed.discourse.describe('rebel', 'rebel', tokens[phrase!.first]!.start)]
            : words.includes('government')
              ? [this.parsed.discourse.describe('government', 'government', tokens[phrase!.first]!.start)]
              : [
                  ...this.parsed.complementsOf(at, (word) => word === 'of'),
                  ...clause.complements.filter((each) => each.preposition === 'by'),
                ].flatMap(({ group: owner }) => this.parsed.resolver.group(owner).flatMap(({ actors }) => actors));
        const mood = this.parsed.moods.of(clause);
        if (mood.mode !== 'actual') continue;
        const span = this.parsed.spanOf(clause, mood);
        const held = this.parsed.resolver.group(clause.object ?? clause.subject, { locative: true });
        for (const meaning of held)
          for (const place of meaning.places)
            for (const owner of owners)
              if (place.named && owner.named)
                this.facts.push(
                  head === 'siege' ? 'ATTACKS' : 'CONTROLS',
                  { referent: owner, meaning, isPlace: false },
                  { referent: place, meaning, isPlace: true },
                  this.facts.stateIn(clause, mood, span, `“under … ${head}” says it`),
                );
      }
    }
  }
}
