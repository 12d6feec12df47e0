import { once } from "node:events";
import { connect } from "node:net";
import {
  DEFAULT_SAMPLES,
  type Environment,
  emptyWorld,
  type Running,
  readSettings,
  type SampleSize,
  SettingsError,
  type Subgraph,
} from "../subgraphs/kit";

/** A subgraph with its store open. */
export interface OpenPart {
  readonly subgraph: Subgraph;
  readonly running: Running<unknown>;
  /** The stand-ins that run for it: name → address. */
  readonly standIns: ReadonlyMap<string, string>;
}

/** Samples are about this moment, so that they are the same on every machine and day. */
const SAMPLE_MOMENT = new Date("2026-10-01T00:00:00+07:00");

/** Opens subgraphs side by side, with a stand-in for every outside system that the environment does not name. */
export async function openParts(
  wanted: readonly Subgraph[],
  environment: Environment,
  closers: (() => Promise<void>)[],
): Promise<OpenPart[]> {
  const opened = await Promise.allSettled(wanted.map((subgraph) => openPart(subgraph, environment, closers)));
  const failed = [...new Set(opened.flatMap((each) => (each.status === "rejected" ? [each.reason] : [])))];
  if (failed.length > 0 && failed.every((each) => each instanceof SettingsError)) {
    throw new SettingsError([...new Set(failed.flatMap((each) => each.faults))]);
  }
  if (failed.length === 1) throw failed[0];
  if (failed.length > 1) throw new AggregateError(failed, failed.map(String).join("\n"));
  return opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

async function openPart(
  subgraph: Subgraph,
  environment: Environment,
  closers: (() => Promise<void>)[],
): Promise<OpenPart> {
  const standIns = new Map<string, string>();
  const variables = { ...environment.variables };
  for (const standIn of subgraph.standIns ?? []) {
    const real = variables[standIn.setting];
    if (real) await requireReachable(standIn.setting, real);
    if (real || environment.production) continue;
    const started = await standIn.start(environment);
    closers.push(() => started.close());
    variables[standIn.setting] = started.url;
    standIns.set(standIn.name, started.url);
  }
  const running = await subgraph.open(readSettings(subgraph.settings, variables), environment);
  closers.push(() => running.close());
  return { subgraph, running, standIns };
}

/** A system of somebody else that is named must be there at the start; later it may come and go. */
async function requireReachable(name: string, address: string): Promise<void> {
  const { hostname, port, protocol } = new URL(address);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (protocol === "https:" ? 443 : 80),
  });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(3000) });
  } catch (cause) {
    throw new Error(`${name}: nothing can be reached at ${hostname}`, { cause });
  } finally {
    socket.destroy();
  }
}

/** Writes the samples of all parts, in their order: later ones refer to what earlier ones made. */
export async function writeSamples(
  parts: readonly OpenPart[],
  progress: (line: string) => void = () => undefined,
  size: SampleSize = DEFAULT_SAMPLES,
): Promise<void> {
  let writing = "";
  const world = emptyWorld({
    now: SAMPLE_MOMENT,
    size,
    progress: (done, of) => progress(`samples: ${writing}: ${done} of ${of}`),
  });
  for (const { subgraph, running } of parts) {
    if (subgraph.seed === undefined) continue;
    writing = subgraph.name;
    progress(`samples: ${subgraph.name}: ${await subgraph.seed(running.store, world)}`);
  }
}
