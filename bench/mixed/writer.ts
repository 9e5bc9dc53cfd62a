import type { ImportFormat, ImportItem } from '../../src/exchange/import/format.ts';
import { importInto } from '../../src/exchange/import/run.ts';
import { serverTarget } from '../../src/exchange/import/target/server.ts';
import { entityIdOf } from '../powerLawGraph.ts';
import type { ServerProcess } from '../soak/serverProcess.ts';
import { atRate, Client } from './client.ts';

const RELATIONSHIPS = 'mutation ($rows: [RelationshipInput!]!) { recordRelationships(rows: $rows) { revision } }';
const EVENTS = 'mutation ($rows: [EventInput!]!) { upsertEvents(rows: $rows) { revision } }';
const ACTORS = 'mutation ($rows: [ActorInput!]!) { upsertActors(rows: $rows) { revision } }';

/** Writes about made actors. Each write makes a revision. */
export class Writer {
  readonly #client: Client;
  #number = 0;

  constructor(
    private readonly server: ServerProcess,
    private readonly actors: number,
  ) {
    this.#client = new Client(server);
  }

  async write(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.#one();
  }

  run(rate: number, seconds: number): Promise<void> {
    return atRate(rate, seconds, () => this.#one());
  }

  /** As `allegiance import --url` does. Returns the rows a second. */
  async importRows(count: number): Promise<number> {
    const start = performance.now();
    const format: ImportFormat = { name: 'made', version: 1, summary: 'made ties', read: () => this.#rows(count) };
    const { created } = await importInto(serverTarget(this.server), format, []);
    if (created !== count) throw new Error(`expected ${count} rows to be created, got ${created}`);
    return (count * 1000) / (performance.now() - start);
  }

  async *#rows(count: number): AsyncGenerator<ImportItem> {
    for (let line = 1; line <= count; line++) yield { kind: 'relationships', row: { ...this.#tie(this.#number++) }, line };
  }

  /** By turns a relationship, what is said of an actor, and an event. */
  async #one(): Promise<void> {
    const number = this.#number++;
    if (number % 3 === 0) await this.#client.send(RELATIONSHIPS, { rows: [this.#tie(number)] });
    if (number % 3 === 1) {
      const slug = `actor-${this.#actor(number).toLowerCase()}`;
      const entity = (await this.#client.send('query ($id: ID!) { actor(id: $id) { name kind } }', { id: slug })) as {
        actor: { name: string; kind: string };
      };
      await this.#client.send(ACTORS, { rows: [{ slug, ...entity.actor, description: `As of write ${number}` }] });
    }
    if (number % 3 === 2) {
      const participants = [this.#actor(number), this.#actor(number + 1)].map((actor, index) => ({
        actor,
        role: index === 0 ? 'SIDE_A' : 'SIDE_B',
      }));
      await this.#client.send(EVENTS, {
        rows: [{ key: `made:${number}`, kind: 'BATTLE', title: `Made ${number}`, start: '2016-05', participants }],
      });
    }
  }

  #tie(number: number): object {
    const [from, to] = [this.#actor(number), this.#actor(number * 7 + 1)];
    return { type: 'OPPOSES', from, to: from === to ? this.#actor(number * 7 + 2) : to, key: `made-${number}`, start: '2016' };
  }

  #actor(number: number): string {
    return entityIdOf(number % this.actors);
  }
}
