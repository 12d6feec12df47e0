import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { createDevelopmentIssuer } from "../../gateway";
import { type House, openHouse } from "../../start/house";
import { developmentKeys } from "../../start/keys";
import { PARTS } from "../../start/options";
import { sampleCallers } from "../../start/sample-callers";
import { createLog, DEFAULT_SAMPLES } from "../../subgraphs/kit";

/** What one operation caused, beside its answer. */
export interface Counts {
  /** Requests by subgraph. */
  readonly subgraphs: Record<string, number>;
  /** Commands to MongoDB. */
  readonly storeCommands: number;
}

export interface GraphAnswer<Data> {
  readonly status: number;
  readonly data: Data | null | undefined;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
  readonly counts: Counts;
}

/** The whole house in this process, with samples, on free ports and a data folder of its own. */
export interface TestGraph {
  readonly house: House;
  readonly logged: string[];
  /** Asks the graph as one of the sample callers, as the citizen with an id, or as nobody. */
  ask<Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables> | string,
    options?: { variables?: Variables; as?: string | { citizen: string }; language?: string },
  ): Promise<GraphAnswer<Data>>;
  close(): Promise<void>;
}

export async function testGraph(variables: Record<string, string> = {}): Promise<TestGraph> {
  const dataFolder = mkdtempSync(join(tmpdir(), "lien-thong-"));
  const subgraphs: string[] = [];
  let storeCommands = 0;
  const logged: string[] = [];
  const house = await openHouse({
    parts: PARTS,
    variables: {
      DATA_FOLDER: dataFolder,
      POPULATION_REGISTRY_PORT: "0",
      PAYMENT_PLATFORM_PORT: "0",
      ENGINE: process.env.ENGINE ?? "apollo",
      ...variables,
    },
    log: createLog("test", { destination: { write: (line) => void logged.push(line) } }),
    root: join(__dirname, "..", ".."),
    freePorts: true,
    samples: { ...DEFAULT_SAMPLES, dossiers: 400 },
    jobs: false,
    onFetch: ({ subgraph }) => void subgraphs.push(subgraph),
    onStoreCommand: () => {
      storeCommands += 1;
    },
  });
  const issuer = createDevelopmentIssuer(developmentKeys(dataFolder).issuing);
  const tokenOf = async (name: string | { citizen: string }) => {
    if (typeof name !== "string") {
      return issuer.sign({
        name: "a citizen",
        description: "",
        role: "citizen",
        subject: name.citizen,
        vneidLevel: 2,
        scopes: [],
      });
    }
    const caller = sampleCallers().find((each) => each.name === name);
    if (caller === undefined) throw new Error(`no sample caller ${name}`);
    return issuer.sign(caller);
  };
  return {
    house,
    logged,
    async ask(document, { variables: given, as, language } = {}) {
      subgraphs.length = 0;
      storeCommands = 0;
      const response = await fetch(`${house.gateway?.url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "accept-language": language ?? "en",
          ...(as === undefined ? {} : { authorization: `Bearer ${await tokenOf(as)}` }),
        },
        body: JSON.stringify({ query: typeof document === "string" ? document : print(document), variables: given }),
      });
      const body = JSON.parse(await response.text());
      const counted: Record<string, number> = {};
      for (const name of subgraphs) counted[name] = (counted[name] ?? 0) + 1;
      return {
        status: response.status,
        data: body.data,
        errors: body.errors ?? [],
        counts: { subgraphs: counted, storeCommands },
      };
    },
    async close() {
      await house.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
