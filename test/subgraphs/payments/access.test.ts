import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import type { NewPaymentRequest } from "../../../subgraphs/payments/payment";
import { testCaller } from "../../kit/context";
import { notice, PAYER, payer, type RunningPayments, runPayments } from "./run-payments";

const citizen = (subject: string) => testCaller({ role: "citizen", subject });
const officer = (agency: string) => testCaller({ role: "officer", subject: "officer-1", agency });
const partner = (agency: string) => testCaller({ role: "partner", subject: "partner-1", agency });
const scopes = ["payment:read"];
const auditor = testCaller({ role: "auditor", subject: "auditor-1", scopes });
const service = testCaller({ role: "service", subject: "dossiers", scopes });

describe("access to payments", () => {
  let running: RunningPayments;
  let request: NewPaymentRequest;
  let reference: string;
  beforeAll(async () => {
    running = await runPayments("access");
    ({ request, reference } = await running.started({
      lines: [
        { kind: "PHI", code: "P", name: "Phí", amount: 10_000 },
        { kind: "LE_PHI", code: "L", name: "Lệ phí", amount: 50_000 },
      ],
    }));
  });
  afterAll(() => running.close());

  const see = async (caller: Caller, id = request.id) =>
    (
      await running.ask(
        `query ($id: ID!) { paymentRequest(id: $id) { id payer { id } attempts { redirectUrl } } }`,
        caller,
        { id },
      )
    ).data?.paymentRequest;

  const seeing: [string, Caller][] = [
    ["the payer", payer],
    ["an officer of the agency", officer("H26.12")],
    ["an officer of the agency above", officer("H26")],
    ["a partner system of the agency", partner("H26.12")],
    ["an auditor with the scope", auditor],
    ["a service with the scope", service],
  ];
  test.each(seeing)("is given to %s", async (_, caller) => {
    expect(await see(caller)).toMatchObject({ id: request.id, payer: { id: PAYER } });
  });

  const blind: [string, Caller][] = [
    ["nobody in particular", ANONYMOUS],
    ["another citizen", citizen("citizen-2")],
    ["an officer of another agency", officer("H27")],
    ["an officer of an agency with a code that begins alike", officer("H26.1")],
    ["an officer of a unit below", officer("H26.12.05")],
    ["an officer without an agency", testCaller({ role: "officer", subject: "officer-1" })],
    ["a partner of another agency", partner("G12")],
    ["a citizen without an id", testCaller({ role: "citizen" })],
    ["an auditor without the scope", { ...auditor, scopes: [] }],
    ["a service with scopes for other things", { ...service, scopes: ["dossier:read", "survey:read", "payment:"] }],
    ["a citizen with the scope", { ...citizen("citizen-2"), scopes }],
    ["an officer of another agency with the scope", { ...officer("H27"), scopes }],
    ["a citizen who claims the agency", testCaller({ role: "citizen", subject: "citizen-2", agency: "H26" })],
  ];
  test.each(blind)("is not given to %s, who sees what is absent", async (_, caller) => {
    expect(await see(caller)).toBeNull();
    expect(await see(caller, "00000000-0000-4000-8000-000000000000")).toBeNull();
    const entities = await representations(caller);
    expect(entities).toEqual([null, { paymentRequests: [], amountDue: null }, { collections: null }]);
  });

  const representations = async (caller: Caller) => {
    const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on PaymentRequest { amount }
      ... on Dossier { paymentRequests { id } amountDue }
      ... on Agency { collections(period: { from: "2020-01-01", to: "2040-12-31" }) { count total } } } }`;
    const { data, errors } = await running.ask(source, caller, {
      representations: [
        { __typename: "PaymentRequest", id: request.id },
        { __typename: "Dossier", id: request.dossierId },
        { __typename: "Agency", code: "H26.12" },
      ],
    });
    expect(errors).toBeUndefined();
    return data?._entities;
  };

  test("gives the payment page to the payer alone", async () => {
    expect(await see(payer)).toMatchObject({ attempts: [{ redirectUrl: expect.stringContaining("/pay/") }] });
    for (const [, caller] of seeing.slice(1))
      expect(await see(caller)).toMatchObject({ attempts: [{ redirectUrl: null }] });
  });

  test("tells what is due while it is, and to an agency what came in, phí and lệ phí together", async () => {
    expect(await representations(officer("H26"))).toEqual([
      { amount: 60_000 },
      { paymentRequests: [{ id: request.id }], amountDue: 60_000 },
      { collections: { count: 0, total: 0 } },
    ]);
    await running.notify(notice(reference));
    expect(await representations(officer("H26"))).toEqual([
      { amount: 60_000 },
      { paymentRequests: [{ id: request.id }], amountDue: 0 },
      { collections: { count: 1, total: 60_000 } },
    ]);
    expect(await representations(payer)).toMatchObject([{ amount: 60_000 }, { amountDue: 0 }, { collections: null }]);
  });

  test("counts what units collected for the agency above, and each day by the calendar of Việt Nam", async () => {
    const collected = async (code: string, from: string, to: string) => {
      const { data, errors } = await running.ask(
        `query ($r: [_Any!]!, $p: PeriodInput!) { _entities(representations: $r) { ... on Agency { collections(period: $p) { count total } } } }`,
        auditor,
        { r: [{ __typename: "Agency", code }], p: { from, to } },
      );
      return errors?.[0]?.extensions.code ?? data?._entities;
    };
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const tomorrow = new Date(Date.now() + 31 * 3_600_000).toISOString().slice(0, 10);
    expect(await collected("H26", today, today)).toEqual([{ collections: { count: 1, total: 60_000 } }]);
    expect(await collected("H26.1", today, today)).toEqual([{ collections: { count: 0, total: 0 } }]);
    expect(await collected("H26", tomorrow, tomorrow)).toEqual([{ collections: { count: 0, total: 0 } }]);
    expect(await collected("H26", tomorrow, today)).toBe("BAD_USER_INPUT");
  });

  test("lists the caller's own requests, newest first, page by page, and nobody else's", async () => {
    const subject = "citizen-with-many";
    const moments = [5, 1, 3, 3, 2].map((day) => new Date(Date.UTC(2026, 8, day)));
    for (const createdAt of moments) await running.request({ payer: subject, createdAt });
    const mine = async (after: string | null): Promise<{ createdAt: string[]; end: string | null }> => {
      const { data } = await running.ask(
        `query ($after: String) { myPayments(first: 2, after: $after) { edges { node { createdAt } } pageInfo { endCursor hasNextPage } } }`,
        citizen(subject),
        { after },
      );
      const page = data?.myPayments as {
        edges: { node: { createdAt: string } }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
      const { endCursor, hasNextPage } = page.pageInfo;
      return {
        createdAt: page.edges.map((edge) => edge.node.createdAt.slice(8, 10)),
        end: hasNextPage ? endCursor : null,
      };
    };
    const pages: string[][] = [];
    let after: string | null = null;
    do {
      const page = await mine(after);
      pages.push(page.createdAt);
      after = page.end;
    } while (after !== null);
    expect(pages).toEqual([["05", "03"], ["03", "02"], ["01"]]);
  });

  test("asks for signing in before one's own payments are listed", async () => {
    const { errors } = await running.ask("{ myPayments { edges { cursor } } }", ANONYMOUS);
    expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    const officers = await running.ask("{ myPayments { edges { cursor } } }", officer("H26"));
    expect(officers.data?.myPayments).toEqual({ edges: [] });
  });
});
