import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  ProposeOnlineServiceDocument,
  StartPaymentDocument,
  SubmitDossierDocument,
  SubmitSurveyDocument,
} from "../../schema/operations/documents";
import { type GraphAnswer, type TestGraph, testGraph } from "../kit/graph";

let graph: TestGraph;
beforeAll(async () => {
  graph = await testGraph();
});
afterAll(() => graph.close());

interface Sample {
  readonly id: string;
  readonly status: string;
  readonly submitter: { readonly id: string } | null;
  readonly survey: { readonly id: string } | null;
  readonly paymentRequests:
    | readonly { readonly id: string; readonly state: string; readonly version: number; readonly amount: number }[]
    | null;
}

async function samples(): Promise<readonly Sample[]> {
  const found: Sample[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const query = `query ($after: String) { dossiers(first: 100, after: $after) {
      edges { node { id status submitter { id } survey { id } paymentRequests { id state version amount } } } pageInfo { hasNextPage endCursor } } }`;
    type Page = {
      dossiers: { edges: { node: Sample }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    };
    const answer: GraphAnswer<Page> = await graph.ask<Page, { after: string | null }>(query, {
      variables: { after },
      as: "auditor",
    });
    found.push(...(answer.data?.dossiers.edges ?? []).map((edge) => edge.node));
    after = answer.data?.dossiers.pageInfo.endCursor ?? null;
    more = answer.data?.dossiers.pageInfo.hasNextPage ?? false;
  }
  return found;
}

describe("through the graph", () => {
  test("a citizen files a dossier once, however often it is sent", async () => {
    const input = {
      procedureCode: "2.000635",
      receivingAgency: "000.00.00.H26",
      summary: "Bản sao trích lục",
      idempotencyKey: "submit-once-1",
      components: [],
    };
    const send = () => graph.ask(SubmitDossierDocument, { variables: { input }, as: "citizen" });
    const [first, ...others] = await Promise.all([send(), send(), send()]);
    const dossier = first?.data?.submitDossier?.dossier;
    expect(dossier).toMatchObject({ status: "FILED", version: 1 });
    for (const other of others) expect(other.data?.submitDossier?.dossier?.id).toBe(dossier?.id);
    const changed = await graph.ask(SubmitDossierDocument, {
      variables: { input: { ...input, summary: "Khác" } },
      as: "citizen",
      language: "vi",
    });
    expect(changed.data?.submitDossier).toEqual({
      dossier: null,
      errors: [
        {
          code: "IDEMPOTENCY_KEY_REUSED",
          message: "Khóa chống lặp này đã dùng cho nội dung khác.",
          field: expect.anything(),
        },
      ],
    });
  });

  test("a citizen pays a fee at the platform, whose callback settles it", async () => {
    const open = (await samples()).flatMap((dossier) =>
      (dossier.paymentRequests ?? [])
        .filter((request) => request.state === "CREATED")
        .map((request) => ({ dossier, request })),
    )[0];
    if (open === undefined) throw new Error("no sample is unpaid");
    const payer = { citizen: open.dossier.submitter?.id ?? "" };
    const input = {
      paymentRequestId: open.request.id,
      expectedVersion: open.request.version,
      idempotencyKey: "pay-once-1",
    };
    const started = await graph.ask(StartPaymentDocument, { variables: { input }, as: payer });
    expect(started.data?.startPayment?.errors).toEqual([]);
    const page = started.data?.startPayment?.attempt?.redirectUrl ?? "";
    const again = await graph.ask(StartPaymentDocument, { variables: { input }, as: payer });
    expect(again.data?.startPayment?.attempt?.redirectUrl).toBe(page);

    const html = await (await fetch(page)).text();
    const action = /action="([^"]+)"/.exec(html)?.[1] ?? "";
    const button = /<button[^>]*name="([^"]+)"[^>]*value="(pay)"/.exec(html);
    const body = new URLSearchParams(button?.[1] === undefined ? {} : { [button[1]]: "pay" });
    await fetch(new URL(action, page), { method: "POST", body, redirect: "manual" });

    const { data } = await graph.ask<{ paymentRequest: { state: string; amount: number } }, object>(
      `{ paymentRequest(id: "${open.request.id}") { state amount } }`,
      { as: payer },
    );
    expect(data?.paymentRequest).toEqual({ state: "PAID", amount: open.request.amount });
  });

  test("a citizen evaluates a finished dossier, once", async () => {
    const finished = (await samples()).find(
      (dossier) => dossier.survey === null && dossier.submitter && ["FINISHED", "RETURNED"].includes(dossier.status),
    );
    if (finished === undefined) throw new Error("no finished sample is without a survey");
    const respondent = { citizen: finished.submitter?.id ?? "" };
    type Forms = {
      surveyForms: {
        edges: { node: { id: string; questions: { id: string; required: boolean; options: { value: string }[] }[] } }[];
      };
    };
    const { data: forms } = await graph.ask<Forms, object>(
      "{ surveyForms(first: 10) { edges { node { id questions { id required options { value } } } } } }",
    );
    const form = forms?.surveyForms.edges.map((edge) => edge.node).find((each) => each.questions.length > 0);
    const answers = (form?.questions ?? [])
      .filter((question) => question.required)
      .map((question) => ({ questionId: question.id, value: question.options[0]?.value ?? "0" }));
    const input = { formId: form?.id ?? "", dossierId: finished.id, answers, idempotencyKey: "survey-once-1" };
    const sent = await graph.ask(SubmitSurveyDocument, { variables: { input }, as: respondent });
    expect(sent.data?.submitSurvey?.errors).toEqual([]);
    expect(sent.data?.submitSurvey?.response?.points?.possible).toBeGreaterThan(0);
    const stranger = await graph.ask(SubmitSurveyDocument, {
      variables: { input: { ...input, idempotencyKey: "survey-other-1" } },
      as: "citizen-two",
    });
    expect(stranger.data?.submitSurvey).toMatchObject({ response: null, errors: [{ code: "NOT_FOUND" }] });
  });

  test("an officer proposes an online service, and a citizen may not", async () => {
    const input = {
      procedureCode: "1.001193",
      serviceScope: "FULL" as const,
      reason: "Số lượng giao dịch lớn",
      idempotencyKey: "propose-once-1",
    };
    const proposed = await graph.ask(ProposeOnlineServiceDocument, { variables: { input }, as: "officer" });
    expect(proposed.data?.proposeOnlineService).toMatchObject({
      proposal: { state: "PROPOSED", version: 1 },
      errors: [],
    });
    const refused = await graph.ask(ProposeOnlineServiceDocument, { variables: { input }, as: "citizen" });
    expect(refused.data).toEqual({ proposeOnlineService: null });
    expect(refused.errors[0]?.extensions.code).toBe("FORBIDDEN");
  });
});
