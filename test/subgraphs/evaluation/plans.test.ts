import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Connection } from "mongoose";
import { type EvaluationStore, openEvaluationStore } from "../../../subgraphs/evaluation/store";
import { createEnvironment, createLog, type Environment } from "../../../subgraphs/kit";

/** A store of so many agencies, and what each read of it costs, as the store itself explains the very commands that it got. */
interface Sized {
  readonly store: EvaluationStore;
  cost(read: () => Promise<unknown>): Promise<readonly Cost[]>;
  close(): Promise<void>;
}

interface Cost {
  readonly command: string;
  readonly documents: number;
  readonly keys: number;
}

const AT = new Date("2026-08-01T00:00:00Z");
const codeOf = (at: number) => `H${String(at).padStart(5, "0")}`;

async function openSized(agencies: number): Promise<Sized> {
  const folder = await mkdtemp(join(tmpdir(), "evaluation-plans-"));
  const environment: Environment = createEnvironment({
    variables: { DATA_FOLDER: folder },
    log: createLog("test", { level: "silent" }),
    onStoreCommand: () => undefined,
  });
  const connection = await environment.mongo("evaluation");
  const store = await openEvaluationStore(connection);
  await fill(connection, agencies);
  return {
    store,
    cost: (read) => costOf(connection, read),
    async close() {
      await environment.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Documents as far as the plans look at them: one assessment, ranked entry, count and response for each agency. */
async function fill(connection: Connection, agencies: number): Promise<void> {
  const insert = async (name: string, document: (code: string, at: number) => object) => {
    for (let from = 0; from < agencies; from += 2_500) {
      const size = Math.min(2_500, agencies - from);
      const documents = Array.from({ length: size }, (_, at) => document(codeOf(from + at), from + at));
      await connection.collection(name).insertMany(documents, { ordered: false });
    }
  };
  const quarter = "2026Q2";
  await insert("assessments", (agency, at) => ({
    _id: `${quarter}:${agency}` as never,
    agency,
    quarter,
    version: 2,
    state: at % 2 === 0 ? "APPRAISED" : "SELF_ASSESSED",
    events: [],
    commands: [`c${at}`],
  }));
  await insert("rankedAgencies", (agency, at) => ({
    _id: `p:${agency}` as never,
    publication: "p",
    quarter,
    position: at + 1,
    agency,
    scores: [],
    stagedAt: AT,
  }));
  await insert("rankings", (_, at) => ({
    _id: `r${at}` as never,
    quarter: at < 20 ? quarter : `q${at}`,
    version: at,
    command: `c${at}`,
  }));
  await insert("serviceIndexes", (agency, at) => ({
    _id: `s${at}` as never,
    agency,
    quarter,
    formula: "f",
    sequence: 1,
    outdated: false,
    components: [],
  }));
  await insert("responses", (agency, at) => ({
    _id: `a${at}` as never,
    formId: "form",
    dossierId: `d${at}`,
    respondent: `p${at}`,
    idempotencyKey: "k",
    agency,
    agencies: [agency],
    answers: [],
    points: { scored: 1, possible: 4 },
    satisfaction: "Hài lòng",
    submittedAt: AT,
  }));
}

/** Listens to what a read sends, then has each command explained. */
async function costOf(connection: Connection, read: () => Promise<unknown>): Promise<readonly Cost[]> {
  const client = connection.getClient();
  const sent: Record<string, unknown>[] = [];
  const listen = (event: { commandName: string; command: Record<string, unknown> }) => {
    if (event.commandName === "find" || event.commandName === "aggregate") sent.push(event.command);
  };
  client.on("commandStarted", listen);
  await read();
  client.off("commandStarted", listen);
  const costs: Cost[] = [];
  for (const command of sent) {
    const { lsid: _l, $db: _d, $clusterTime: _c, maxTimeMS: _m, ...explain } = command;
    const answer = JSON.stringify(await connection.db?.command({ explain, verbosity: "executionStats" }));
    const numberAfter = (name: string) => Number(answer.match(new RegExp(`"${name}":(\\d+)`))?.[1]);
    costs.push({
      command: `${"find" in command ? "find" : "aggregate"} ${String(command.find ?? command.aggregate)}`,
      documents: numberAfter("totalDocsExamined"),
      keys: numberAfter("totalKeysExamined"),
    });
  }
  return costs;
}

const hundred = Array.from({ length: 100 }, (_, at) => codeOf(at * 3));
const period = { from: new Date("2026-07-01T00:00:00Z"), before: new Date("2026-10-01T00:00:00Z") };
const list = { quarter: "2026Q2", under: null, awaitingAppraisal: false, after: null, limit: 21 };

/** Every read of a list or a set of keys, and how many documents it may look at. */
const READS: readonly (readonly [string, (store: EvaluationStore) => Promise<unknown>, number])[] = [
  ["the first page of assessments", (store) => store.assessmentsOf(list), 21],
  ["a later page of assessments", (store) => store.assessmentsOf({ ...list, after: codeOf(500) }), 21],
  ["a page of assessments of one agency", (store) => store.assessmentsOf({ ...list, under: codeOf(7) }), 1],
  [
    "a later page awaiting appraisal",
    (store) => store.assessmentsOf({ ...list, awaitingAppraisal: true, after: codeOf(500) }),
    21,
  ],
  [
    "a page of what is to be published",
    (store) => store.appraisedAfter({ quarter: "2026Q2", after: codeOf(300), limit: 50 }),
    50,
  ],
  ["an assessment by its command", (store) => store.assessmentByCommand("c5"), 1],
  ["assessments of 100 agencies", (store) => store.assessments(hundred.map((code) => `2026Q2:${code}`)), 100],
  ["a later page of a ranking", (store) => store.entriesAfter({ publication: "p", after: 700, limit: 21 }), 21],
  ["ranked entries of 100 agencies", (store) => store.entriesOf("p", hundred), 100],
  ["the newest publication", (store) => store.newestPublication("2026Q2"), 1],
  ["a later page of publications", (store) => store.publicationsBefore({ quarter: "2026Q2", before: 15, limit: 6 }), 6],
  ["the newest counts of 100 agencies", (store) => store.newestCounts(hundred, "2026Q2", "f"), 100],
  [
    "a page of an agency's counts",
    (store) => store.countsBefore({ agency: codeOf(9), quarter: "2026Q2", formula: "f", before: 9, limit: 21 }),
    1,
  ],
  ["the figures of 100 agencies", (store) => store.figures(hundred, period), 100],
  ["the reception of 100 agencies", (store) => store.reception(hundred, period), 100],
  ["responses about 100 dossiers", (store) => store.responsesAbout(hundred.map((_, at) => `d${at}`)), 100],
  ["a page of forms", (store) => store.formsAfter({ after: null, limit: 21 }), 0],
];

let small: Sized;
let large: Sized;
beforeAll(async () => {
  small = await openSized(1_000);
  large = await openSized(10_000);
});
afterAll(async () => {
  await small.close();
  await large.close();
});

describe("what a read looks at, among 1,000 agencies and among 10,000", () => {
  it.each(READS)("%s: the same, and no more than its answer", async (_what, read, most) => {
    const [few, many] = [await small.cost(() => read(small.store)), await large.cost(() => read(large.store))];
    expect(many).toEqual(few);
    expect(few).toHaveLength(1);
    expect(few[0]?.documents).toBe(most);
    expect(few[0]?.keys).toBeLessThanOrEqual(most + 1);
  });
});
