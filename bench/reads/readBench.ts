import { deepStrictEqual } from 'node:assert';
import { table } from '../times.ts';
import { cpuOf } from './cpu.ts';
import { Load } from './load.ts';
import type { BenchServer } from './servers.ts';
import type { ReadShape } from './shapes.ts';

export interface Timing {
  /** Of each measurement. */
  readonly seconds: number;
  readonly rounds: number;
  /** Before the measurements, to let Java and V8 compile. */
  readonly warm: number;
}

const CONNECTIONS = [1, 10] as const;
/** Our servers that are compared with the others. */
const OURS = ['ours, first asked', 'ours, changed elsewhere', 'ours, repeated', 'ours'];
/** Milliseconds between writes elsewhere. */
const WRITE_EVERY = 500;
/** Milliseconds after which a server is left out for this shape. */
const TIMEOUT = 30_000;

interface Cell {
  answered: number;
  seconds: number;
  /** CPU milliseconds of the server process, and of Neo4j. */
  own: number;
  store: number;
}

/** Measures each server with each shape, in turn. */
export class ReadBench {
  readonly #rows: { shape: ReadShape; cells: Map<string, Cell> }[] = [];

  constructor(
    private readonly servers: readonly BenchServer[],
    private readonly store: number,
    private readonly timing: Timing,
    /** Writes once to another part of the graph. */
    private readonly writeElsewhere: () => Promise<unknown>,
  ) {}

  async measure(shape: ReadShape, number: number): Promise<void> {
    const cells = new Map<string, Cell>();
    this.#rows.push({ shape, cells });
    let responsive = await this.#responsive(shape, number);
    const eachServer = async (connections: number, seconds: number, take: (server: BenchServer, cell: Cell) => void) => {
      for (const server of responsive.filter(({ maxConnections }) => connections <= maxConnections)) {
        const cell = await this.#run(server, shape, number, connections, seconds).catch((error: Error) => error);
        if (!(cell instanceof Error)) take(server, cell);
        else {
          console.log(`${shape.title}: ${server.title} failed with ${connections} connections: ${cell.message.slice(0, 300)}`);
          responsive = responsive.filter((other) => other !== server);
        }
      }
    };
    await eachServer(10, this.timing.warm, () => undefined);
    await eachServer(1, this.timing.warm / 5, () => undefined);
    for (let round = 0; round < this.timing.rounds; round++) {
      for (const connections of CONNECTIONS) {
        await eachServer(connections, this.timing.seconds, (server, cell) => {
          const key = `${server.title} ${connections}`;
          cells.set(key, add(cells.get(key), cell));
        });
      }
    }
    console.log(`${shape.title}: measured`);
  }

  /** The servers that respond in time; asserts that their answers are equal. */
  async #responsive(shape: ReadShape, number: number): Promise<BenchServer[]> {
    const responsive: BenchServer[] = [];
    let expected: unknown[] = [];
    for (const server of this.servers) {
      if (server.isKnownToFail(shape)) continue;
      const answers = await answersOf(server, shape, number);
      if (answers.length === 0) console.log(`${shape.title}: ${server.title} did not respond within ${TIMEOUT / 1000} s`);
      if (expected.length === 0) expected = answers;
      deepStrictEqual(answers, expected.slice(0, answers.length), `${shape.title}: ${server.title} returns another answer`);
      if (answers.length > 0) responsive.push(server);
    }
    return responsive;
  }

  async #run(server: BenchServer, shape: ReadShape, number: number, connections: number, seconds: number): Promise<Cell> {
    const load = new Load(server.port);
    let next = 0;
    const nextRequest = () =>
      server.next?.(shape, number) ?? server.request(shape, number, shape.subjects[next++ % shape.subjects.length]!);
    const writing = server.isWrittenBeside ? setInterval(() => void this.writeElsewhere(), WRITE_EVERY) : undefined;
    const [own, store, start] = [cpuOf(server.pid), cpuOf(this.store), performance.now()];
    const answered = await load.run(nextRequest, connections, seconds * 1000);
    load.close();
    clearInterval(writing);
    const passed = (performance.now() - start) / 1000;
    return { answered, seconds: passed, own: cpuOf(server.pid) - own, store: cpuOf(this.store) - store };
  }

  table(): string {
    const titles = this.servers.map(({ title }) => title);
    const floors = ['rival, one type', 'rival, interface', 'floor'];
    const sections = [
      ['requests per second, 1 connection', 1, (cell: Cell) => cell.answered / cell.seconds],
      ['requests per second, 10 connections', 10, (cell: Cell) => cell.answered / cell.seconds],
      ['CPU per request, ms, server + Neo4j (at 10 connections, else 1)', 10, cpu],
    ] as const;
    return sections
      .map(([title, connections, figure]) => {
        const ratios = OURS.flatMap((our) => floors.map((other) => [our, other] as const)).filter((pair) =>
          pair.every((one) => titles.includes(one)),
        );
        const head = [title, ...titles, ...ratios.map(([our, other]) => (figure === cpu ? `${other} ÷ ${our}` : `${our} ÷ ${other}`))];
        const rows = this.#rows.map(({ shape, cells }) => {
          const of = (server: string) => cells.get(`${server} ${connections}`) ?? (figure === cpu ? cells.get(`${server} 1`) : undefined);
          const shown = titles.map((server) => show(of(server), figure));
          const ratio = ([our, other]: readonly [string, string]) => {
            const [ours, theirs] = [of(our), of(other)];
            if (!ours || !theirs) return '–';
            return (figure === cpu ? cpu(theirs) / cpu(ours) : figure(ours) / figure(theirs)).toFixed(2);
          };
          return [shape.title, ...shown, ...ratios.map(ratio)];
        });
        return table(head, rows);
      })
      .join('\n\n');
  }
}

/** The answers to all requests of a shape, or to those within the timeout. */
async function answersOf(server: BenchServer, shape: ReadShape, number: number): Promise<unknown[]> {
  const over = performance.now() + TIMEOUT;
  const answers: unknown[] = [];
  const load = new Load(server.port);
  for (const subject of shape.subjects) {
    const { path, body } = server.request(shape, number, subject);
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), over - performance.now()).unref());
    const bytes = await Promise.race([load.post(path, body).catch(() => null), late]);
    if (bytes === null) break;
    const { data, errors } = JSON.parse(bytes.toString());
    if (errors) throw new Error(`${server.title}: ${JSON.stringify(errors)}`);
    answers.push(server.answer(shape, data as never));
  }
  load.close();
  return answers;
}

function cpu({ own, store, answered }: Cell): number {
  return (own + store) / answered;
}

function show(cell: Cell | undefined, figure: (cell: Cell) => number): string {
  if (!cell) return '–';
  if (figure !== cpu) return figure(cell).toFixed(0);
  return `${cpu(cell).toFixed(2)} (${(cell.own / cell.answered).toFixed(2)} + ${(cell.store / cell.answered).toFixed(2)})`;
}

function add(sum: Cell | undefined, { answered, seconds, own, store }: Cell): Cell {
  if (!sum) return { answered, seconds, own, store };
  return { answered: sum.answered + answered, seconds: sum.seconds + seconds, own: sum.own + own, store: sum.store + store };
}
