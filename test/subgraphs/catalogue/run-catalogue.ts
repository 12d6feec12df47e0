import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { graphql } from "graphql";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { catalogue } from "../../../subgraphs/catalogue";
import { createEnvironment, createLog } from "../../../subgraphs/kit";
import { testCaller, testContext } from "../../kit/context";

export const officer = (agency: string, subject = `officer-${agency}`): Caller =>
  testCaller({ role: "officer", subject, agency });
export const partner = (agency: string): Caller =>
  testCaller({ role: "partner", subject: `partner-${agency}`, agency });

/** What one request gave: plain data and the codes of its errors. */
export interface Answer<Data> {
  readonly data: Data;
  readonly codes: readonly unknown[];
}

/** Opens the catalogue on a store of its own, with the reference data that `open` writes. */
export async function runCatalogue() {
  const folder = await mkdtemp(join(tmpdir(), "catalogue-"));
  const seen: string[] = [];
  const environment = createEnvironment({
    variables: { ...process.env, DATA_FOLDER: folder },
    log: createLog("test", { level: "silent" }),
    onStoreCommand: (command) => seen.push(command),
  });
  const running = await catalogue.open({}, environment);
  const ask = async <Data = unknown>(
    source: string,
    variableValues: Readonly<Record<string, unknown>> = {},
    caller: Caller = ANONYMOUS,
  ): Promise<Answer<Data>> => {
    const contextValue = testContext(running.store, caller);
    const { data, errors } = await graphql({ schema: catalogue.schema(), source, variableValues, contextValue });
    const codes = (errors ?? []).map((error) => error.extensions.code ?? error.message);
    // Objects of graphql-js have no prototype, a copy compares with literals. The test says the shape of its own document.
    return { data: JSON.parse(JSON.stringify(data ?? null)) as Data, codes };
  };
  return {
    store: running.store,
    ready: () => running.ready(),
    ask,
    /** Opens the catalogue once more on the same store, as a restart does. */
    reopen: () => catalogue.open({}, environment),
    /** The store commands that a piece of work takes. */
    async counting(work: () => Promise<unknown>): Promise<readonly string[]> {
      seen.length = 0;
      await work();
      return [...seen];
    },
    async close() {
      await running.close();
      await environment.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type RunningCatalogue = Awaited<ReturnType<typeof runCatalogue>>;
