import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { graphql } from "graphql";
import type { Caller } from "../../../schema/caller";
import { evaluation } from "../../../subgraphs/evaluation";
import type { Response } from "../../../subgraphs/evaluation/model";
import type { EvaluationStore } from "../../../subgraphs/evaluation/store";
import { createEnvironment, createLog, readSettings, type SampleDossier } from "../../../subgraphs/kit";
import { testCaller, testContext } from "../../kit/context";

export const FORM = "mic-danh-gia.v1";

/** Every required question of the form, answered with the best step but two. */
export const ANSWERS = [
  { questionId: "I", value: "RHL" },
  { questionId: "I.trips", value: "1" },
  { questionId: "II", value: "HL" },
  { questionId: "III.updated", value: "BT" },
  { questionId: "III.findable", value: "KHL" },
  { questionId: "III.speed", value: "RKHL" },
  { questionId: "III.interface", value: "RHL" },
];

/** Of six pointed answers: 4 + 3 + 2 + 1 + 0 + 4. */
export const POINTS = { scored: 14, possible: 24 };

export const citizen = (subject: string): Caller => testCaller({ role: "citizen", subject, vneidLevel: 2 });
export const officer = (agency: string): Caller => testCaller({ role: "officer", subject: "officer-1", agency });
export const auditor = testCaller({ role: "auditor", subject: "auditor-1", scopes: ["survey:read"] });
export const service = testCaller({ role: "service", subject: "dossiers", scopes: ["survey:invite", "survey:read"] });
export const anonymous = testCaller({ role: "anonymous" });

/** The subgraph over a store of its own. */
export interface TestGraph {
  readonly store: EvaluationStore;
  /** Commands that went to the store since the last call, without those of the connection itself. */
  commands(): readonly string[];
  /** Executes one request; errors of GraphQL are part of the answer. */
  ask(source: string, caller: Caller, variables?: Readonly<Record<string, unknown>>): Promise<Answered>;
  close(): Promise<void>;
}

export interface Answered {
  readonly data: unknown;
  readonly codes: readonly unknown[];
}

/** Opens the subgraph on an empty embedded store. */
export async function openTestGraph(): Promise<TestGraph> {
  const folder = await mkdtemp(join(tmpdir(), "evaluation-"));
  let seen: string[] = [];
  const environment = createEnvironment({
    variables: { DATA_FOLDER: folder },
    log: createLog("test", { level: "silent" }),
    onStoreCommand: (command) => seen.push(command),
  });
  const { store, close } = await evaluation.open(readSettings(evaluation.settings, {}), environment);
  return {
    store,
    commands() {
      const commands = seen.filter((command) => !CONNECTION_COMMANDS.has(command));
      seen = [];
      return commands;
    },
    async ask(source, caller, variableValues) {
      const contextValue = testContext(store, caller);
      const { data, errors } = await graphql({ schema: evaluation.schema(), source, contextValue, variableValues });
      // Objects of graphql-js have no prototype; a copy compares with literals.
      return {
        data: structuredClone(JSON.parse(JSON.stringify(data ?? null))),
        codes: (errors ?? []).map((error) => error.extensions.code ?? error.message),
      };
    },
    async close() {
      await close();
      await environment.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const CONNECTION_COMMANDS: ReadonlySet<string> = new Set(["hello", "ping", "endSessions", "buildInfo"]);

/** Lets a citizen evaluate a dossier, as the dossiers' relay would. */
export async function invite(
  graph: TestGraph,
  dossierId: string,
  respondent: string,
  agency = "H26.01",
): Promise<void> {
  const invitation = { dossierId, respondent, agency, finishedAt: "2026-09-01T00:00:00Z" };
  const input = { ...invitation, idempotencyKey: `invite-${dossierId}` };
  const { data, codes } = await graph.ask(INVITE, service, { input });
  expectInvited(data, codes);
}

function expectInvited(data: unknown, codes: readonly unknown[]): void {
  const text = JSON.stringify({ data, codes });
  if (codes.length > 0 || !text.includes('"errors":[]')) throw new Error(`not invited: ${text}`);
}

export const INVITE = `mutation ($input: InviteToSurveyInput!) {
  inviteToSurvey(input: $input) { invitation { dossier { id } finishedAt } errors { code field } }
}`;

export const SUBMIT = `mutation ($input: SubmitSurveyInput!) {
  submitSurvey(input: $input) {
    response { id formVersion answers { questionId value } points { scored possible } synthetic
      form { id } dossier { id } agency { code } respondent { id } }
    errors { code field }
  }
}`;

/** A submission's input with some members replaced. */
export function submission(members: Readonly<Record<string, unknown>> = {}): { readonly input: object } {
  return { input: { formId: FORM, dossierId: "d-1", answers: ANSWERS, idempotencyKey: "key-00000001", ...members } };
}

/** What a payload of {@link SUBMIT} says. */
export interface Submitted {
  readonly response: { readonly id: string } | null;
  readonly errors: readonly { readonly code: string; readonly field: string | null }[];
}

/** Submits and returns the payload; fails when the request itself was refused. */
export async function submit(
  graph: TestGraph,
  caller: Caller,
  members: Readonly<Record<string, unknown>> = {},
): Promise<Submitted> {
  const { data, codes } = await graph.ask(SUBMIT, caller, submission(members));
  if (codes.length > 0) throw new Error(`refused: ${codes.join(", ")}`);
  // The shape is that of the document above, which was executed without errors.
  return (data as { readonly submitSurvey: Submitted }).submitSurvey;
}

export const SURVEY = `query ($of: [_Any!]!) {
  _entities(representations: $of) { ... on Dossier { survey { id respondent { id } } } }
}`;

/** Asks for the survey of dossiers as the gateway does. */
export function surveysOf(graph: TestGraph, caller: Caller, ...ids: readonly string[]): Promise<Answered> {
  return graph.ask(SURVEY, caller, { of: ids.map((id) => ({ __typename: "Dossier", id })) });
}

/** A sample dossier as the seed of dossiers describes it. */
export function sampleDossier(id: string, finished: boolean, agency = "H26.01"): SampleDossier {
  return {
    id,
    number: `number of ${id}`,
    owner: `owner-of-${id}`,
    submitter: `submitter-of-${id}`,
    agency,
    procedure: "1.000001",
    finished,
    filedAt: new Date("2026-08-20T00:00:00Z"),
    finishedAt: finished ? new Date("2026-09-10T02:00:00Z") : null,
    fees: [],
    fee: 0,
    payment: { state: "NONE", requestedAt: null, paidAt: null },
  };
}

/** A response as the store has it, with some members replaced. */
export function storedResponse(dossierId: string, members: Partial<Response>): Response {
  return {
    id: `r-${dossierId}`,
    formId: FORM,
    formVersion: 1,
    dossierId,
    respondent: `person-of-${dossierId}`,
    agency: "H26",
    answers: [],
    points: { scored: 12, possible: 24 },
    satisfaction: "Hài lòng",
    submittedAt: new Date("2026-09-15T00:00:00Z"),
    idempotencyKey: `key-${dossierId}`,
    contentHash: dossierId,
    synthetic: true,
    ...members,
  };
}
