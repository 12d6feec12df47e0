import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { testCaller } from "../../kit/context";
import { payer, type RunningPayments, runPayments } from "./run-payments";

const ID = "00000000-0000-4000-8000-000000000000";
const auditor = testCaller({ role: "auditor", subject: "auditor-1", scopes: ["payment:read"] });

describe("text that the database would refuse", () => {
  let running: RunningPayments;
  beforeAll(async () => {
    running = await runPayments("input");
  });
  afterAll(() => running.close());

  test.each([
    ["a word", "absent"],
    ["nothing", ""],
    ["a NUL", "a\u0000b"],
    ["a UUID in capitals", "ABCDEF00-0000-4000-8000-000000000000"],
    ["a UUID with a NUL", `${ID}\u0000`],
    ["a UUID and a line end", `${ID}\n`],
    ["a lone surrogate", "\ud800"],
  ])("as the id of a request, %s, is absent and costs no query", async (_, id) => {
    const before = running.statements.length;
    const { data, errors } = await running.ask(
      `query ($id: ID!, $r: [_Any!]!) {
        paymentRequest(id: $id) { id }
        _entities(representations: $r) { ... on PaymentRequest { amount } } }`,
      auditor,
      { id, r: [{ __typename: "PaymentRequest", id }] },
    );
    expect([errors, data?.paymentRequest, data?._entities]).toEqual([undefined, null, [null]]);
    const input = { paymentRequestId: id, expectedVersion: 1, idempotencyKey: "key-of-no-id" };
    const started = await running.ask(START, payer, { input });
    expect([started.errors, started.data?.startPayment]).toEqual([
      undefined,
      { attempt: null, errors: [{ code: "NOT_FOUND", field: "paymentRequestId" }] },
    ]);
    expect(running.statements.length).toBe(before);
  });

  test("as the id of a dossier or the code of an agency hides nothing else that is asked with it", async () => {
    const request = await running.request();
    const { data, errors } = await running.ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Dossier { paymentRequests { id } amountDue }
        ... on Agency { collections(period: { from: "0001-01-01", to: "9999-12-31" }) { count } } } }`,
      auditor,
      {
        r: [
          { __typename: "Dossier", id: "d\u0000" },
          { __typename: "Dossier", id: request.dossierId },
          { __typename: "Agency", code: "H26\u0000" },
          { __typename: "Agency", code: request.agency },
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual([
      { paymentRequests: [], amountDue: null },
      { paymentRequests: [{ id: request.id }], amountDue: 60_000 },
      { collections: null },
      { collections: { count: 0 } },
    ]);
  });

  test.each([
    ["a NUL", "12345678\u0000"],
    ["a control character", "12345678\u001b"],
    ["a line end", "12345678\n"],
    ["half a surrogate pair", "12345678\ud800"],
    ["four signs of two UTF-16 units each", "\u{1f600}".repeat(4)],
  ])("as an idempotency key, with %s, is refused as invalid", async (_, idempotencyKey) => {
    const { id } = await running.request();
    const input = { paymentRequestId: id, expectedVersion: 1, idempotencyKey };
    const { data, errors } = await running.ask(START, payer, { input });
    expect(errors).toBeUndefined();
    expect(data?.startPayment).toEqual({ attempt: null, errors: [{ code: "INVALID", field: "idempotencyKey" }] });
    expect(await running.state(id)).toBe("CREATED");
  });

  test("is not what a key of a hundred signs outside the basic plane is", async () => {
    const { id } = await running.request();
    const input = { paymentRequestId: id, expectedVersion: 1, idempotencyKey: "\u{1f600}".repeat(100) };
    const { data } = await running.ask(START, payer, { input });
    expect(data?.startPayment).toMatchObject({ errors: [] });
  });

  test.each([
    ["no time", ["not a time", ID]],
    ["a time without its form", ["2026-01-01", ID]],
    ["a day that does not exist", ["2026-02-31T00:00:00.000Z", ID]],
    ["an hour that does not exist", ["2026-02-01T24:00:00.000Z", ID]],
    ["a year that no payment can have", ["0001-01-01T00:00:00.000Z", ID]],
    ["a year of six digits", ["+275760-09-13T00:00:00.000Z", ID]],
    ["a number for a time", [0, ID]],
    ["a number for an id", ["2026-01-01T00:00:00.000Z", 1]],
    ["an id that is no UUID", ["2026-01-01T00:00:00.000Z", "absent"]],
    ["an id with a NUL", ["2026-01-01T00:00:00.000Z", "\u0000"]],
    ["an id that is half a surrogate pair", ["2026-01-01T00:00:00.000Z", "\ud800"]],
    ["nothing", [null, null]],
  ])("as a cursor, with %s, is refused as invalid, whoever sends it", async (_, key) => {
    const after = Buffer.from(JSON.stringify(key)).toString("base64url");
    for (const caller of [payer, testCaller({ role: "officer", subject: "officer-1", agency: "H26" })]) {
      const { errors } = await running.ask(
        "query ($after: String) { myPayments(after: $after) { edges { cursor } } }",
        caller,
        { after },
      );
      expect(errors?.map((error) => error.extensions.code)).toEqual(["INVALID_CURSOR"]);
    }
  });
});

const START = `mutation ($input: StartPaymentInput!) {
  startPayment(input: $input) { attempt { reference } errors { code field } }
}`;
