import { type ApolloServerPlugin, type GraphQLRequestContextResponseForOperation, HeaderMap } from '@apollo/server';
import type { FormattedExecutionResult, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './contexts.ts';

/** Characters of a question whose answer is kept, but for its text, and of an answer that is. */
const LONGEST_KEY = 2_000;
const LONGEST_ANSWER = 2 ** 20;

/** Stands where the data of an answer would, whose text was kept. */
class KeptAnswer {
  constructor(readonly text: string) {}
}

interface Place {
  readonly context: RequestContext;
  readonly key: string;
}

/** By their data: answers whose text is to be kept once it is made. */
const places = new WeakMap<object, Place>();

/**
 * Gives whoever asks for the third time the answer that the second was given, without executing it, while the store stays at
 * the revision that it was made of (`Context.answerKept`). The same question is the same text, operation, variables and role: nothing else of a
 * request bears on what a query is answered. What it costs is counted as ever. Answers with errors are not kept.
 *
 * Must come last of the plugins, and the server must make texts with `answerText`.
 */
export const keptAnswers: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => {
    let key: string | null = null;
    return {
      responseForOperation: async (request) => {
        key = keyOf(request);
        const text = key === null ? null : await request.contextValue.answerKept(key);
        if (text === null) return null;
        return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data: standIn(text) } } };
      },
      willSendResponse: async ({ contextValue, response: { body } }) => {
        if (key === null || body.kind !== 'single') return;
        const { data, errors } = body.singleResult;
        if (data && !errors && !(data instanceof KeptAnswer)) places.set(data, { context: contextValue, key });
      },
    };
  },
};

/** The text of an answer: the one that was kept, or it is made, and kept where that was asked for. */
export function answerText(answer: FormattedExecutionResult): string {
  const { data } = answer;
  if (data instanceof KeptAnswer) return data.text;
  const text = `${JSON.stringify(answer)}\n`;
  const place = data ? places.get(data) : undefined;
  if (place && text.length <= LONGEST_ANSWER) place.context.keepAnswer(place.key, text);
  return text;
}

/** Apollo wants an object that may have any field. */
function standIn(text: string): Record<string, unknown> {
  return new KeptAnswer(text) as unknown as Record<string, unknown>;
}

/** Null where the answer is not to be kept. */
function keyOf(asked: GraphQLRequestContextResponseForOperation<RequestContext>): string | null {
  // Apollo asks for an operation that is not there, too.
  const operation: OperationDefinitionNode | undefined = asked.operation;
  if (operation?.operation !== 'query') return null;
  const { operationName, queryHash, request, contextValue } = asked;
  let isPlain = true;
  const variables = JSON.stringify(request.variables ?? {}, (_name, value: unknown) => {
    // 1e400 is read as a number that JSON has no text for.
    if (typeof value === 'number' && !Number.isFinite(value)) isPlain = false;
    return value;
  });
  const key = `answer ${contextValue.caller.role} ${queryHash} ${operationName ?? ''} ${variables}`;
  return isPlain && key.length <= LONGEST_KEY ? key : null;
}
