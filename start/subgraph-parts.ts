import { type Environment, type Running, readSettings, type SampleWorld, type Subgraph } from "../subgraphs/kit";

/** A subgraph with its store open. */
export interface OpenPart {
  readonly subgraph: Subgraph;
  readonly running: Running<unknown>;
  readonly port: number;
  /** The stand-ins that run for it: name → address. */
  readonly standIns: ReadonlyMap<string, string>;
}

/** Samples are about this moment, so that they are the same on every machine and day. */
const SAMPLE_MOMENT = new Date("2026-10-01T00:00:00+07:00");

/** Opens subgraphs side by side, with a stand-in for every outside system that the environment does not name. */
export async function openParts(
  wanted: readonly { readonly subgraph: Subgraph; readonly port: number }[],
  environment: Environment,
  closers: (() => Promise<void>)[],
): Promise<OpenPart[]> {
  const opened = await Promise.allSettled(
    wanted.map(({ subgraph, port }) => openPart(subgraph, port, environment, closers)),
  );
  const failed = [...new Set(opened.flatMap((each) => (each.status === "rejected" ? [each.reason] : [])))];
  if (failed.length === 1) throw failed[0];
  if (failed.length > 1) throw new AggregateError(failed, failed.map(String).join("\n"));
  return opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

async function openPart(
  subgraph: Subgraph,
  port: number,
  environment: Environment,
  closers: (() => Promise<void>)[],
): Promise<OpenPart> {
  const standIns = new Map<string, string>();
  const variables = { ...environment.variables };
  for (const standIn of subgraph.standIns ?? []) {
    if (variables[standIn.setting] || environment.production) continue;
    const started = await standIn.start(environment);
    closers.push(() => started.close());
    variables[standIn.setting] = started.url;
    standIns.set(standIn.name, started.url);
  }
  const running = await subgraph.open(readSettings(subgraph.settings, variables), environment);
  closers.push(() => running.close());
  return { subgraph, running, port, standIns };
}

/** Writes the samples of all parts, in their order: later ones refer to what earlier ones made. */
export async function writeSamples(
  parts: readonly OpenPart[],
  progress: (line: string) => void = () => undefined,
): Promise<void> {
  const world: SampleWorld = { now: SAMPLE_MOMENT, citizens: [], dossiers: [] };
  for (const { subgraph, running } of parts) {
    if (subgraph.seed === undefined) continue;
    progress(`samples: ${subgraph.name}: ${await subgraph.seed(running.store, world)}`);
  }
}
