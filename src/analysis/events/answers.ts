/** How many answers are remembered. Each is a list of groups or of buckets, thousands at most. */
const MAX_ANSWERS = 100;

/** Answers to questions, by their text, while they hold. */
export class Answers {
  readonly #answers = new Map<string, Promise<unknown>>();

  /** The answer, which is computed where it is not known. One that fails is not remembered. */
  of<T>(question: string, compute: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(question);
    if (known) return known as Promise<T>;
    const answer = compute();
    this.#answers.set(question, answer);
    answer.catch(() => this.#answers.delete(question));
    if (this.#answers.size > MAX_ANSWERS) this.#answers.delete(this.#answers.keys().next().value!);
    return answer;
  }
}
