import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { attempt, type Editor, editor, projections, setUp } from '../../support/editing/editor.ts';
import { Model } from '../../support/editing/model.ts';
import { REPORT } from '../../support/editing/rows.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { numRuns } from '../../support/scope.ts';

const ACTORS = ['a', 'b', 'c', 'd'];
const actor = fc.constantFrom(...ACTORS);
const tie = fc.record({ from: actor, to: actor, name: fc.constantFrom('x', 'y') }).filter(({ from, to }) => from !== to);
const quote = fc.constantFrom('one', 'two');
const end = fc.constantFrom('2011', '2012', undefined);
const stance = fc.constantFrom('ASSERTS' as const, 'DENIES' as const);
const on = fc.boolean();

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('record' as const), tie, end }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cite' as const), tie, quote, stance }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retract' as const), tie, on }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retractPassage' as const), tie, quote, stance, on }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('merge' as const), keep: actor, merge: actor }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmerge' as const), actor }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let runs = 0;

/** A run of steps in the store and in the model, on its own actors. */
class Run {
  readonly model = new Model(ACTORS);
  private readonly ids = new Map<string, string>();
  private readonly passages = new Map<string, string>();

  constructor(
    private readonly anna: Editor,
    private readonly prefix: string,
  ) {}

  async begin(): Promise<void> {
    await this.anna.upsertActors(ACTORS.map((name) => ({ slug: this.slug(name), kind: 'ARMED_GROUP', name: this.slug(name) })));
  }

  slug(name: string): string {
    return `${this.prefix}-${name}`;
  }

  /** Runs a step in both, and compares whether it was rejected. */
  async run(step: Step): Promise<void> {
    if (step.do === 'merge') {
      const report = await attempt(this.anna.merge(this.slug(step.keep), this.slug(step.merge)));
      expect(report !== null).toBe(this.model.merge(step.keep, step.merge));
    } else if (step.do === 'unmerge') {
      const report = await attempt(this.anna.unmerge(this.slug(step.actor)));
      expect(report !== null).toBe(this.model.unmerge(step.actor));
    } else await this.runOnTie(step);
  }

  private async runOnTie(step: Extract<Step, { tie: unknown }>): Promise<void> {
    const { from, to, name } = step.tie;
    const key = `${from}${to}${name}`;
    const id = this.ids.get(key);
    const row = { type: 'BACKS', key: name, from: this.slug(from), to: this.slug(to) };
    if (step.do === 'record') {
      const report = await attempt(this.anna.recordRelationships([{ ...row, end: step.end }]));
      expect(report !== null).toBe(this.model.record(key, from, to, step.end));
      if (report?.ids[0]) this.ids.set(key, report.ids[0]);
    } else if (id && step.do === 'retract') {
      await attempt(step.on ? this.anna.retract(id) : this.anna.restore(id));
      this.model.setRetracted(key, step.on);
    } else if (id && step.do === 'cite') {
      const words = `${step.quote} ${step.stance}`;
      const report = await attempt(this.anna.addEvidence(id, [{ source: 'report', quote: words, stance: step.stance }]));
      expect(report !== null).toBe(this.model.cite(key, words, step.stance));
      if (report?.ids[0]) this.passages.set(`${key} ${words}`, report.ids[0]);
    } else if (step.do === 'retractPassage') {
      const words = `${step.quote} ${step.stance}`;
      const passage = this.passages.get(`${key} ${words}`);
      if (passage) await attempt(step.on ? this.anna.retract(passage) : this.anna.restore(passage));
      this.model.setPassageRetracted(key, words, step.on);
    }
  }

  expected(): Record<string, object> {
    return this.model.shown((key) => this.ids.get(key)!);
  }

  /** What the store shows, in the form of the model. */
  async shown(): Promise<Record<string, object>> {
    const { relationships } = await this.anna.query<{ relationships: { nodes: Shown[] } }>(QUERY, {
      ids: ACTORS.map((name) => this.slug(name)),
    });
    const keys = new Map([...this.ids].map(([key, id]) => [id, key]));
    const own = (slug: string) => slug.slice(this.prefix.length + 1);
    return Object.fromEntries(
      relationships.nodes.map(({ id, from, to, validity, status, confidence }) => [
        keys.get(id)!,
        { from: own(from.slug), to: own(to.slug), end: validity.end, status, confidence },
      ]),
    );
  }
}

interface Shown {
  readonly id: string;
  readonly from: { readonly slug: string };
  readonly to: { readonly slug: string };
  readonly validity: { readonly end: string | null };
  readonly status: string;
  readonly confidence: number;
}

const QUERY = `query ($ids: [ID!]!) {
  relationships(first: 100, filter: { involving: $ids, status: [SUPPORTED, REPORTED, DISPUTED, DENIED, UNSOURCED] }) {
    nodes { id from { slug } to { slug } validity { end } status confidence } } }`;

describeEachEngine((engine) => {
  let anna: Editor;
  beforeAll(async () => {
    anna = editor(engine());
    await anna.upsertSources([REPORT]);
    await anna.services.projection.view();
  });

  it('any sequence of edits gives what a simple model gives, in a followed and in a rebuilt projection', { timeout: 300_000 }, async () => {
    const embedded = engine().kind === 'embedded';
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const run = new Run(anna, `r${runs++}`);
        await run.begin();
        for (const step of steps) {
          await run.run(step);
          if (embedded) expect(await run.shown()).toEqual(run.expected());
        }
        expect(await run.shown()).toEqual(run.expected());
        const { followed, built } = await projections(anna);
        expect(followed).toEqual(built);
      }),
      { numRuns: embedded ? numRuns(40) : 5, seed: 7 },
    );
  });
}, setUp);
