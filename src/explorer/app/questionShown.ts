import { decodeQuestion } from '../answers/question.ts';
import type { Shown } from '../state/picture.ts';
import type { ViewState } from '../state/view.ts';

/** The question whose answer the picture shows, in words: at its time, and with all whom it names. Null where there is none. */
export async function questionShown({ picture, time, view }: Shown & { readonly view: ViewState }): Promise<string | null> {
  const question = view.question === null ? null : decodeQuestion(view.question);
  if (question === null || JSON.stringify(question.time) !== JSON.stringify(time)) return null;
  const { loadAnswer } = await import('../answers/load.ts');
  const answer = await loadAnswer(view.question!, false).catch(() => null);
  const shown = new Set(picture.map(({ slug }) => slug));
  return answer !== null && answer.slugs.length > 0 && answer.slugs.every((slug) => shown.has(slug)) ? answer.question : null;
}
