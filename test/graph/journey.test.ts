import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  AcceptDossierDocument,
  AgencyQuarterDocument,
  DossierResultDocument,
  DossierStateDocument,
  FinishDossierDocument,
  PublishProcedureVersionDocument,
  RequestDossierPaymentDocument,
  ReturnResultDocument,
  StartPaymentDocument,
  StartProcessingDocument,
  SubmitDossierDocument,
  SubmitSurveyDocument,
} from "../../schema/operations/documents";
import { openDevelopmentAuthority, signCommand, verifyCommand } from "../../subgraphs/dossiers";
import { dayOf, periodOfQuarter, quarterOf } from "../../subgraphs/kit";
import { type TestGraph, testGraph } from "../kit/graph";

/**
 * One journey from search to survey, every step through the graph but the payment page. The steps are tests of their own, in order:
 * each goes on from what the one before has done.
 */
const AGENCY = "H26";
const folder = mkdtempSync(join(tmpdir(), "lien-thong-journey-"));
const document = Buffer.from("Bản sao trích lục khai sinh: giấy tờ mẫu, không có giá trị\n");
let graph: TestGraph;

const now = dayOf(new Date());
const quarter = quarterOf(now);
const period = periodOfQuarter(quarter);

/** What the steps pass on. */
const journey = { procedure: "", dossier: "", number: "", form: "" };

beforeAll(async () => {
  graph = await testGraph();
});
afterAll(async () => {
  await graph.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the house does by itself, without waiting for its time. */
const messages = () => graph.house.runJobs(/relay|figures/);

const figures = async () => {
  await messages();
  await graph.house.runJobs(/service.index/);
  const { data } = await graph.ask(AgencyQuarterDocument, { variables: { agency: AGENCY, quarter, period } });
  if (data?.agency == null) throw new Error("the agency has no figures");
  return data;
};

const state = async (as = "citizen") => {
  const { data } = await graph.ask(DossierStateDocument, { variables: { id: journey.dossier }, as });
  if (data?.dossier == null) throw new Error("the dossier is not there");
  return data.dossier;
};

const command = async (name: string) => ({
  dossierId: journey.dossier,
  expectedVersion: (await state("officer")).version ?? 0,
  idempotencyKey: `journey-${name}`,
});

describe("one journey from search to survey", () => {
  let before: Awaited<ReturnType<typeof figures>>;

  test("begins with the agency's figures as they are", async () => {
    before = await figures();
    expect(before.agency?.onlineUsage?.offered).toBeGreaterThan(0);
  });

  test("a citizen finds a procedure by typing without diacritics", async () => {
    const { data } = await graph.ask<{ procedures: { edges: { node: { code: string; name: string } }[] } }, object>(
      '{ procedures(search: "ban sao trich luc ho tich", first: 5) { edges { node { code name } } } }',
      { as: "citizen" },
    );
    const [best] = data?.procedures.edges ?? [];
    expect(best?.node.name).toBe("Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh");
    journey.procedure = best?.node.code ?? "";
  });

  test("the citizen files a dossier online", async () => {
    const input = {
      procedureCode: journey.procedure,
      receivingAgency: AGENCY,
      summary: "Xin bản sao trích lục khai sinh",
      components: [{ name: "Tờ khai", originals: 1, copies: 0 }],
      idempotencyKey: "journey-submit",
    };
    const { data } = await graph.ask(SubmitDossierDocument, { variables: { input }, as: "citizen" });
    expect(data?.submitDossier?.errors).toEqual([]);
    journey.dossier = data?.submitDossier?.dossier?.id ?? "";
    expect(await state()).toMatchObject({ status: "FILED", number: null });
  });

  test("an officer accepts it, and another who saw the same version learns that it is done", async () => {
    const input = { ...(await command("accept")), dueAt: new Date(Date.now() + 5 * 86_400_000).toISOString() };
    const { data } = await graph.ask(AcceptDossierDocument, { variables: { input }, as: "officer" });
    expect(data?.acceptDossier?.errors).toEqual([]);
    const late = { ...input, idempotencyKey: "journey-accept-late" };
    const second = await graph.ask(AcceptDossierDocument, { variables: { input: late }, as: "officer" });
    expect(second.data?.acceptDossier?.errors).toMatchObject([{ code: "CONFLICT" }]);
    const accepted = await state();
    expect(accepted.status).toBe("ACCEPTED");
    journey.number = accepted.number ?? "";
    expect(journey.number).toMatch(/^H26-\d{6}-\d{4,}$/);
  });

  test("the officer asks for the fee, which reaches the citizen as a request to pay", async () => {
    const input = {
      ...(await command("fee")),
      feeLines: [{ kind: "LE_PHI" as const, code: "LP-TL", name: "Lệ phí bản sao trích lục", amount: 8_000 }],
    };
    const { data } = await graph.ask(RequestDossierPaymentDocument, { variables: { input }, as: "officer" });
    expect(data?.requestDossierPayment?.errors).toEqual([]);
    await messages();
    expect(await state()).toMatchObject({
      status: "PAYMENT_REQUESTED",
      amountDue: 8_000,
      paymentRequests: [{ state: "CREATED", amount: 8_000 }],
    });
  });

  test("the citizen pays on the platform, whose callback comes twice, and the dossier goes on by itself", async () => {
    const platform = graph.house.standIns.get("payment platform") ?? [...graph.house.standIns.values()].at(-1) ?? "";
    const told = await fetch(new URL("/control", platform), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ repeat: 2 }),
    });
    expect(told.status).toBe(200);
    const [request] = (await state()).paymentRequests ?? [];
    const input = {
      paymentRequestId: request?.id ?? "",
      expectedVersion: request?.version ?? 0,
      idempotencyKey: "journey-pay",
    };
    const { data } = await graph.ask(StartPaymentDocument, { variables: { input }, as: "citizen" });
    await payAt(data?.startPayment?.attempt?.redirectUrl ?? "");
    await messages();
    const paid = await state();
    expect(paid).toMatchObject({ status: "ACCEPTED", amountDue: 0, paymentRequests: [{ state: "PAID" }] });
    expect(paid.history?.filter((event) => event.actorRole === "service")).toHaveLength(1);
  });

  test("it is taken up, finished with a signed result and handed over", async () => {
    const started = await graph.ask(StartProcessingDocument, {
      variables: { input: await command("start") },
      as: "officer",
    });
    expect(started.data?.startProcessing?.errors).toEqual([]);
    const { dataFolder } = graph.house.environment;
    const authority = await openDevelopmentAuthority({ dataFolder, production: false });
    const signer = await authority.signerOf(AGENCY);
    const name = "trich-luc.pdf";
    const result = JSON.parse(
      signCommand({ agency: AGENCY, number: journey.number, name, document, signedAt: new Date(), signer }),
    );
    const forged = { ...result, documentHash: "0".repeat(64) };
    const refused = await graph.ask(FinishDossierDocument, {
      variables: { input: { ...(await command("forged")), resultForm: "ELECTRONIC", results: [forged] } },
      as: "officer",
    });
    expect(refused.data?.finishDossier?.errors).toMatchObject([{ code: "INVALID", field: "results.0" }]);
    const finished = await graph.ask(FinishDossierDocument, {
      variables: { input: { ...(await command("finish")), resultForm: "ELECTRONIC", results: [result] } },
      as: "officer",
    });
    expect(finished.data?.finishDossier?.errors).toEqual([]);
    const returned = await graph.ask(ReturnResultDocument, {
      variables: { input: await command("return") },
      as: "officer",
    });
    expect(returned.data?.returnResult?.errors).toEqual([]);
    expect(await state()).toMatchObject({ status: "RETURNED" });
  });

  test("the citizen verifies the signature offline", async () => {
    const { data } = await graph.ask(DossierResultDocument, { variables: { number: journey.number }, as: "citizen" });
    const { dataFolder } = graph.house.environment;
    const { root } = await openDevelopmentAuthority({ dataFolder, production: false });
    const file = join(folder, "trich-luc.pdf");
    writeFileSync(file, document);
    const facts = { result: JSON.stringify({ data }), roots: [root], now: new Date() };
    expect(verifyCommand({ ...facts, document }).exitCode).toBe(0);
    expect(verifyCommand({ ...facts, document: Buffer.from("another document") }).exitCode).toBe(1);
  });

  test("the citizen fills in the survey, once", async () => {
    await messages();
    type Forms = {
      surveyForms: {
        edges: { node: { id: string; questions: { id: string; required: boolean; options: { value: string }[] }[] } }[];
      };
    };
    const { data } = await graph.ask<Forms, object>(
      "{ surveyForms(first: 10) { edges { node { id questions { id required options { value } } } } } }",
    );
    const form = data?.surveyForms.edges.map((edge) => edge.node).find((each) => each.questions.length > 0);
    const answers = (form?.questions ?? [])
      .filter((question) => question.required)
      .map((question) => ({ questionId: question.id, value: question.options[0]?.value ?? "0" }));
    const input = { formId: form?.id ?? "", dossierId: journey.dossier, answers, idempotencyKey: "journey-survey" };
    const sent = await graph.ask(SubmitSurveyDocument, { variables: { input }, as: "citizen" });
    expect(sent.data?.submitSurvey?.errors).toEqual([]);
    expect((await state()).survey).not.toBeNull();
  });

  test("the agency's figures have moved", async () => {
    const after = await figures();
    const was = before.agency;
    const is = after.agency;
    expect(is?.dossierStatistics?.received).toBe((was?.dossierStatistics?.received ?? 0) + 1);
    expect(is?.dossierStatistics?.finished).toBe((was?.dossierStatistics?.finished ?? 0) + 1);
    expect(is?.evaluation?.responses).toBe((was?.evaluation?.responses ?? 0) + 1);
    expect(is?.onlineUsage?.used).toBe((was?.onlineUsage?.used ?? 0) + 1);
    expect(is?.serviceIndex?.sequence).toBeGreaterThan(was?.serviceIndex?.sequence ?? 0);
  });
});

describe("a procedure that is paid first (trap 16)", () => {
  test("gets its fee by a new version, which the dossiers learn of", async () => {
    const { data: before } = await graph.ask<{ procedure: { latestVersion: number; name: string } }, object>(
      '{ procedure(code: "3.000722") { latestVersion name } }',
    );
    const fee = { kind: "LE_PHI" as const, code: "LP-THU", amount: 12_000, state: "FIXED" as const };
    const input = {
      procedureCode: "3.000722",
      expectedVersion: before?.procedure.latestVersion ?? 0,
      name: before?.procedure.name ?? "",
      publishingAgency: "G15",
      decision: { number: "QĐ thử nghiệm", issuedOn: now },
      effectiveFrom: now,
      feeCollection: "BEFORE" as const,
      afterFifteen: false,
      applicants: ["CITIZEN" as const],
      levels: ["COMMUNE" as const],
      legalBases: [{ number: "NĐ thử nghiệm", issuedOn: now }],
      results: [{ name: "Giấy tờ thử nghiệm" }],
      cases: [
        {
          channels: [
            { channel: "ONLINE" as const, timeLimits: [{ amount: 3, unit: "WORKING_DAY" as const, fees: [fee] }] },
          ],
        },
      ],
      idempotencyKey: "journey-publish",
    };
    const { data } = await graph.ask(PublishProcedureVersionDocument, {
      variables: { input },
      as: "government-office",
    });
    expect(data?.publishProcedureVersion?.errors).toEqual([]);
    expect(data?.publishProcedureVersion?.procedure?.latestVersion).toBe(input.expectedVersion + 1);
    await messages();
  });

  test("reaches the agency by the payment, not before it", async () => {
    const input = {
      procedureCode: "3.000722",
      receivingAgency: AGENCY,
      summary: "Hồ sơ trả phí trước",
      components: [],
      idempotencyKey: "journey-paid-first",
    };
    const { data } = await graph.ask(SubmitDossierDocument, { variables: { input }, as: "citizen" });
    expect(data?.submitDossier?.errors).toEqual([]);
    journey.dossier = data?.submitDossier?.dossier?.id ?? "";
    const waiting = await graph.ask<{ dossier: { awaitingPayment: boolean } }, object>(
      `{ dossier(id: "${journey.dossier}") { awaitingPayment } }`,
      { as: "citizen" },
    );
    expect(waiting.data?.dossier.awaitingPayment).toBe(true);
    const due = new Date(Date.now() + 3_600_000).toISOString();
    const accept = { dossierId: journey.dossier, dueAt: due, expectedVersion: 1, idempotencyKey: "journey-too-early" };
    const early = await graph.ask(AcceptDossierDocument, { variables: { input: accept }, as: "officer" });
    expect(early.data?.acceptDossier?.errors).toHaveLength(1);
    await messages();
    const [request] = (await state()).paymentRequests ?? [];
    const pay = {
      paymentRequestId: request?.id ?? "",
      expectedVersion: request?.version ?? 0,
      idempotencyKey: "journey-pay-first",
    };
    const started = await graph.ask(StartPaymentDocument, { variables: { input: pay }, as: "citizen" });
    expect(started.data?.startPayment?.errors).toEqual([]);
    await payAt(started.data?.startPayment?.attempt?.redirectUrl ?? "");
    await messages();
    const forwarded = await graph.ask<{ dossier: { awaitingPayment: boolean; status: string } }, object>(
      `{ dossier(id: "${journey.dossier}") { awaitingPayment status } }`,
      { as: "officer" },
    );
    expect(forwarded.data?.dossier).toEqual({ awaitingPayment: false, status: "FILED" });
    const again = { ...(await command("accept-paid")), dueAt: due };
    const accepted = await graph.ask(AcceptDossierDocument, { variables: { input: again }, as: "officer" });
    expect(accepted.data?.acceptDossier?.errors).toEqual([]);
  });
});

/** Presses the button of the platform's page. */
async function payAt(page: string): Promise<void> {
  const html = await (await fetch(page)).text();
  const action = /action="([^"]+)"/.exec(html)?.[1] ?? "";
  const button = /<button[^>]*name="([^"]+)"[^>]*value="(pay)"/.exec(html);
  const body = new URLSearchParams(button?.[1] === undefined ? {} : { [button[1]]: "pay" });
  await fetch(new URL(action, page), { method: "POST", body, redirect: "manual" });
}
