import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExecutionResult, graphql } from "graphql";
import { pino } from "pino";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { citizens, syntheticCitizenIds } from "../../../subgraphs/citizens";
import { startStandInRegistry } from "../../../subgraphs/citizens/stand-in/registry";
import { createEnvironment, emptyWorld, readSettings } from "../../../subgraphs/kit";

/** A caller of a role; a citizen is one by id. */
export const caller = {
  anonymous: ANONYMOUS,
  citizen: (id: string): Caller => ({ role: "citizen", subject: id, agency: null, vneidLevel: 2, scopes: [] }),
  officer: (...scopes: string[]): Caller => ({
    role: "officer",
    subject: "officer-1",
    agency: "H26",
    vneidLevel: null,
    scopes,
  }),
  of: (role: Caller["role"], ...scopes: string[]): Caller => ({
    role,
    subject: `${role}-1`,
    agency: null,
    vneidLevel: null,
    scopes,
  }),
};

/**
 * The citizens subgraph with its own stores and the stand-in registry, seeded. Counts what goes to either; its log has no
 * net that removes numbers.
 * @param before puts something between the subgraph and the registry, and gives its address
 */
export async function runCitizens(
  variables: Readonly<Record<string, string>> = {},
  before: (registry: string) => Promise<string> = async (registry) => registry,
) {
  const folder = await mkdtemp(join(tmpdir(), "citizens-"));
  const lines: string[] = [];
  const commands: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });
  const registry = await startStandInRegistry({ port: 0 });
  const environment = createEnvironment({
    variables: { DATA_FOLDER: folder, POPULATION_REGISTRY_URL: await before(registry.url), ...variables },
    log,
    onStoreCommand: (command, target) => commands.push(`${command} ${target}`),
  });
  const running = await citizens.open(readSettings(citizens.settings, environment.variables), environment);
  const world = emptyWorld({ now: new Date("2025-07-01T00:00:00Z") });
  const seeded = await citizens.seed?.(running.store, world);
  return {
    folder,
    log,
    registry,
    environment,
    running,
    store: running.store,
    world,
    seeded,
    lines,
    commands,
    ids: syntheticCitizenIds(200),
    async ask(who: Caller, source: string, values: Readonly<Record<string, unknown>> = {}): Promise<ExecutionResult> {
      return graphql({
        schema: citizens.schema(),
        source,
        variableValues: values,
        contextValue: {
          caller: who,
          store: running.store,
          language: "en",
          requestId: "test",
          log,
          signal: new AbortController().signal,
          loaders: new Map(),
        },
      });
    },
    /** What one piece of work costs. */
    async count(work: () => Promise<unknown>) {
      const before = { messages: registry.counts().messages, commands: commands.length };
      await work();
      return { messages: registry.counts().messages - before.messages, commands: commands.slice(before.commands) };
    },
    async close() {
      await running.close();
      await environment.close();
      await registry.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type RunningCitizens = Awaited<ReturnType<typeof runCitizens>>;

/** Asks for entities as the gateway does. */
export const ENTITIES = (fields: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`;

export const representations = (ids: readonly string[]) => ({ of: ids.map((id) => ({ __typename: "Citizen", id })) });
