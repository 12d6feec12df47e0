import type { Caller } from "../../../schema/caller";
import { auditor, officer, type TestGraph } from "./graph";

/** Over, whatever the clock of the machine says. */
export const QUARTER = { year: 2025, quarter: 2 };
export const GOVERNMENT = officer("G22");
export const watcher: Caller = { ...auditor, scopes: ["assessment:read"] };

export interface GivenScore {
  readonly index: number;
  readonly points: number;
  readonly reason?: string;
}

/** Points for the nine indices, the first ones as given, the others 2. */
export function scores(...first: readonly number[]): GivenScore[] {
  return Array.from({ length: 9 }, (_, at) => ({ index: at + 1, points: first[at] ?? 2 }));
}

/** The same points with a reason for everything below 2. */
export function reasoned(...first: readonly number[]): GivenScore[] {
  return scores(...first).map((score) => (score.points < 2 ? { ...score, reason: "chưa đủ căn cứ" } : score));
}

export const ASSESSMENT = `id agency { code } year quarter version state indexSet selfTotal total class selfAssessedAt
  appraisedAt appraisedBy { code } publishedRank synthetic scores { index self appraised deducted reason }`;

const payload = (field: string, input: string) => `mutation ($input: ${input}!) {
  ${field}(input: $input) { assessment { ${ASSESSMENT} } errors { code field } } }`;
const DOCUMENTS = {
  saveSelfAssessment: payload("saveSelfAssessment", "SelfAssessmentInput"),
  submitSelfAssessment: payload("submitSelfAssessment", "SelfAssessmentInput"),
  appraiseAgency: payload("appraiseAgency", "AppraiseAgencyInput"),
  publishRanking: `mutation ($input: PublishRankingInput!) {
    publishRanking(input: $input) { publication { id year quarter version reason agencies publishedBy { code } synthetic }
      errors { code field } } }`,
};

/** What a payload says. */
export interface Assessed {
  readonly assessment: Readonly<Record<string, unknown>> | null;
  readonly publication?: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { readonly code: string; readonly field: string | null }[];
}

let keys = 0;

/** Carries out a mutation and returns its payload; fails when the request itself was refused. */
export async function carryOut(
  graph: TestGraph,
  mutation: keyof typeof DOCUMENTS,
  caller: Caller,
  input: Readonly<Record<string, unknown>>,
): Promise<Assessed> {
  keys += 1;
  const whole = { quarter: QUARTER, idempotencyKey: `key-of-test-${keys}`, expectedVersion: 0, ...input };
  const { data, codes } = await graph.ask(DOCUMENTS[mutation], caller, { input: whole });
  if (codes.length > 0) throw new Error(`refused: ${codes.join(", ")}`);
  // The shape is that of the documents above, which were executed without errors.
  return (data as Readonly<Record<string, Assessed>>)[mutation] ?? { assessment: null, errors: [] };
}

/** Has an agency assessed and appraised with a total. */
export async function appraised(graph: TestGraph, agency: string, total: number, quarter = QUARTER): Promise<void> {
  const appraiser = agency.includes(".") ? officer(agency.slice(0, agency.lastIndexOf("."))) : GOVERNMENT;
  const granted = Array.from({ length: 9 }, (_, at) => Math.max(0, Math.min(2, total - 2 * at)));
  const submitted = await carryOut(graph, "submitSelfAssessment", officer(agency), { quarter, scores: scores() });
  const done = await carryOut(graph, "appraiseAgency", appraiser, {
    quarter,
    agency,
    scores: reasoned(...granted),
    expectedVersion: 1,
  });
  const errors = [...submitted.errors, ...done.errors];
  if (errors.length > 0) throw new Error(`not appraised: ${JSON.stringify(errors)}`);
}

/** Asks for the assessments of agencies as the gateway does. */
export async function assessmentsOf(graph: TestGraph, caller: Caller, ...codes: readonly string[]): Promise<unknown[]> {
  const source = `query ($of: [_Any!]!, $quarter: QuarterInput!) { _entities(representations: $of) {
    ... on Agency { assessment(quarter: $quarter) { ${ASSESSMENT} } } } }`;
  const of = codes.map((code) => ({ __typename: "Agency", code }));
  const { data, codes: errors } = await graph.ask(source, caller, { of, quarter: QUARTER });
  if (errors.length > 0) throw new Error(`refused: ${errors.join(", ")}`);
  // The shape is that of the document above.
  return (data as { readonly _entities: { readonly assessment: unknown }[] })._entities.map((each) => each.assessment);
}
