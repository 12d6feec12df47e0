import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compose } from "../../gateway";
import { load, type Measured } from "./load";
import { type Bench, freePort, startProcess } from "./processes";

/** `npm run bench`: both executors over the same subgraphs in one run, turn by turn, as ratios. */
const QUERY = `query Shop {
  users { ...U reviews { ...R product { ...P reviews { ...R author { ...U reviews { ...R product { ...P } } } } } } }
  topProducts { ...P reviews { ...R author { ...U reviews { ...R product { ...P } } } } }
}
fragment U on User { id username name }
fragment R on Review { id body }
fragment P on Product { inStock name price shippingEstimate upc weight }`;

const ENGINES = ["apollo", "compiled"] as const;

interface Result extends Measured {
  /** Milliseconds of the gateway's CPU per request. */
  readonly cpu: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "1" },
      rounds: { type: "string", default: "3" },
      requests: { type: "string", default: "300" },
      connections: { type: "string", default: "1,32,256" },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), "lien-thong-bench-"));
  const subgraphs = await startProcess("test/bench/shop-subgraphs.ts", [values.size], { until: /^\{/ });
  const gateways: Bench[] = [];
  try {
    const places: Record<string, { sdl: string; url: string }> = JSON.parse(subgraphs.line);
    const file = join(folder, "supergraph.graphql");
    writeFileSync(file, compose(Object.entries(places).map(([name, place]) => ({ name, ...place }))).supergraph);
    const urls: string[] = [];
    for (const engine of ENGINES) {
      const port = await freePort();
      urls.push(`http://127.0.0.1:${port}`);
      gateways.push(
        await startProcess("dist/start/index.js", ["gateway", "--supergraph", file, "--port", String(port)], {
          until: /ready|http:/i,
          built: true,
          variables: { ENGINE: engine, DATA_FOLDER: join(folder, engine), LOG_LEVEL: "error" },
        }),
      );
    }
    for (const connections of values.connections.split(",").map(Number)) {
      const rounds: Result[][] = ENGINES.map(() => []);
      for (let round = -1; round < Number(values.rounds); round += 1) {
        for (const [place, gateway] of gateways.entries()) {
          const before = gateway.cpu();
          const measured = await load({
            url: urls[place] ?? "",
            body: JSON.stringify({ query: QUERY }),
            connections,
            requests: Number(values.requests),
            milliseconds: 20_000,
          });
          // The first round only warms up.
          if (round >= 0) rounds[place]?.push({ ...measured, cpu: (gateway.cpu() - before) / measured.requests });
        }
      }
      report(connections, rounds, gateways);
    }
  } finally {
    for (const gateway of gateways) await gateway.stop();
    await subgraphs.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(connections: number, rounds: readonly (readonly Result[])[], gateways: readonly Bench[]): void {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const best = (results: readonly Result[], of: (result: Result) => number) => Math.min(...results.map(of));
  say(`\n${connections} connection${connections === 1 ? "" : "s"}, ${rounds[0]?.[0]?.bytes} bytes an answer`);
  const rows = rounds.map((results, place) => ({
    engine: ENGINES[place],
    rate: Math.max(...results.map(({ requests, seconds }) => requests / seconds)),
    p50: best(results, ({ p50 }) => p50),
    p99: best(results, ({ p99 }) => p99),
    cpu: best(results, ({ cpu }) => cpu),
    memory: (gateways[place]?.peakMemory() ?? 0) / 1024 / 1024,
  }));
  for (const { engine, rate, p50, p99, cpu, memory } of rows) {
    say(
      `  ${String(engine).padEnd(9)} ${rate.toFixed(0).padStart(6)} requests/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  CPU ${cpu.toFixed(2)} ms/request  peak memory ${memory.toFixed(0)} MiB`,
    );
  }
  const [reference, ours] = rows;
  if (reference === undefined || ours === undefined) return;
  say(
    `  ratio: CPU ${(reference.cpu / ours.cpu).toFixed(1)}×, p99 ${(reference.p99 / ours.p99).toFixed(1)}×, memory ${(ours.memory / reference.memory).toFixed(2)}×`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
