import { readText } from '../../src/reading/read.ts';
import type { Proposal } from '../../src/reading/types.ts';
import { canonical, knownNames, loadYaml, quotesHold } from './score.ts';

interface Facts {
  readonly facts: readonly { readonly fact: number; readonly what: string; readonly needs: readonly string[] }[];
  readonly besides: readonly string[];
  readonly pledges: readonly string[];
}

interface SeedTie {
  readonly type: string;
  readonly from: string;
  readonly to: string;
}
interface SeedEvent {
  readonly kind: string;
  readonly participants: readonly { readonly actor: string; readonly role: string }[];
}

export interface ArticleScore {
  readonly facts: readonly { readonly fact: number; readonly what: string; readonly missed: readonly string[] }[];
  /** Proposals that the seed has, too; that it has not; and that say what the article says besides. */
  readonly right: number;
  readonly wrong: readonly string[];
  readonly besides: number;
  readonly pledgesAsDeeds: readonly string[];
  readonly quotesHold: boolean;
}

/** Compares what the reader proposes for the article of the seed with the rows that were written by hand. */
export async function scoreArticle(article: string): Promise<ArticleScore> {
  const { facts, besides, pledges } = loadYaml<Facts>('bench', 'reading', 'article.yaml');
  const seed = new Set([
    ...loadYaml<SeedTie[]>('seed', 'article.yaml').map(({ from, type, to }) => canonical(`${from} ${type} ${to}`)),
    ...loadYaml<SeedEvent[]>('seed', 'article-events.yaml').flatMap(({ kind, participants }) =>
      participants.map(({ actor, role }) => `${kind} ${actor} ${role}`),
    ),
  ]);
  const also = new Set(besides.map(canonical));
  const reading = await readText({ text: article, names: knownNames(), publishedOn: '2024-11-30', source: 'article' });
  const rows = reading.proposals.filter(({ kind }) => kind === 'RELATIONSHIP' || kind === 'EVENT' || kind === 'EVIDENCE');
  const found = new Set(rows.flatMap(claims));
  const judged = rows.map((row) => ({
    row,
    is: claims(row).some((claim) => seed.has(claim.replace(/^(?:NOT|HEDGED) /, '')))
      ? 'right'
      : claims(row).some((claim) => also.has(claim.replace(/^(?:NOT|HEDGED) /, '')))
        ? 'besides'
        : 'wrong',
  }));
  return {
    facts: facts.map(({ fact, what, needs }) => ({
      fact,
      what,
      missed: needs.filter((need) => !need.split('|').some((each) => found.has(canonical(each)))),
    })),
    right: judged.filter(({ is }) => is === 'right').length,
    wrong: judged.filter(({ is }) => is === 'wrong').map(({ row }) => row.statement),
    besides: judged.filter(({ is }) => is === 'besides').length,
    pledgesAsDeeds: rows
      .filter(({ kind, quote }) => kind === 'RELATIONSHIP' && pledges.some((words) => quote.includes(words) || words.includes(quote)))
      .map(({ statement }) => statement),
    quotesHold: reading.proposals.every((proposal) => quotesHold(reading, proposal)),
  };
}

function claims({ kind, input, denies }: Proposal): string[] {
  if (kind === 'EVIDENCE') return [canonical(`NOT ${denies!.from} ${denies!.type} ${denies!.to}`)];
  if (kind === 'EVENT') return (input.participants as SeedEvent['participants']).map(({ actor, role }) => `${input.kind} ${actor} ${role}`);
  const claim = `${input.from} ${input.type} ${input.to}`;
  const evidence = input.evidence as { stance: string; hedged: boolean }[];
  return [
    canonical(claim),
    ...(evidence.some(({ stance }) => stance === 'DENIES') ? [canonical(`NOT ${claim}`)] : []),
    ...(evidence.every(({ hedged }) => hedged) ? [canonical(`HEDGED ${claim}`)] : []),
  ];
}
