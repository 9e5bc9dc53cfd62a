import type { ItemSentence, ItemToken, ItsFunction, WinkMethods } from 'wink-nlp';

/** A word or sign of a sentence; `start` and `end` count UTF-16 units of the text. */
export interface Token {
  readonly text: string;
  readonly low: string;
  readonly lemma: string;
  /** Part of speech, of the universal tag set. */
  readonly pos: string;
  readonly start: number;
  readonly end: number;
}

export interface Sentence {
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
  /** Number of its paragraph, from 0. */
  readonly paragraph: number;
}

let loading: Promise<WinkMethods> | undefined;

/** Splits a text into sentences with tagged words. Paragraphs are lines. The model is loaded once, on first use. */
export async function sentencesOf(text: string): Promise<Sentence[]> {
  loading ??= load();
  const nlp = await loading;
  const sentences: Sentence[] = [];
  let paragraph = 0;
  for (const { 0: line, index } of text.matchAll(/[^\n\r\u2028\u2029]+/g)) {
    let cursor = index;
    nlp
      .readDoc(line)
      .sentences()
      .each((sentence: ItemSentence) => {
        const tokens: Token[] = [];
        sentence.tokens().each((item: ItemToken) => {
          const value = item.out();
          const start = text.indexOf(value, cursor);
          if (value.trim() === '' || start < 0) return;
          cursor = start + value.length;
          const lemma = item.out(nlp.its.lemma as ItsFunction<string>);
          const pos = item.out(nlp.its.pos as ItsFunction<string>);
          tokens.push({ text: value, low: value.toLowerCase().replace('’', "'"), lemma, pos, start, end: cursor });
        });
        if (tokens.length > 0) sentences.push({ tokens, start: tokens[0]!.start, end: tokens.at(-1)!.end, paragraph });
      });
    paragraph++;
    // Long texts let others run between paragraphs.
    if (paragraph % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return sentences;
}

async function load(): Promise<WinkMethods> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([import('wink-nlp'), import('wink-eng-lite-web-model')]);
  return winkNLP(model, ['sbd', 'pos']);
}
