import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { testCaller } from "../../kit/context";
import { newRequest, type RunningPayments, runPayments } from "./run-payments";

const auditor = testCaller({ role: "auditor", subject: "auditor-1", scopes: ["payment:read"] });

describe("reads of many", () => {
  let running: RunningPayments;
  const requests = Array.from({ length: 100 }, (_, index) => newRequest({ agency: `H26.${index}` }));
  beforeAll(async () => {
    running = await runPayments("batches");
    await running.payments.store.addRequests(requests);
  });
  afterAll(() => running.close());

  /** Statements that a query about the first `count` of the requests sends, and how many answers it got. */
  const statementsFor = async (count: number) => {
    const some = requests.slice(0, count);
    const representations = [
      ...some.map(({ id }) => ({ __typename: "PaymentRequest", id })),
      ...some.map(({ dossierId }) => ({ __typename: "Dossier", id: dossierId })),
      ...some.map(({ agency }) => ({ __typename: "Agency", code: agency })),
    ];
    const before = running.statements.length;
    const { data, errors } = await running.ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on PaymentRequest { amount feeLines { amount } attempts { reference } receipts { number } dossier { id amountDue } }
        ... on Dossier { amountDue paymentRequests { id feeLines { name } } }
        ... on Agency { collections(period: { from: "2026-01-01", to: "2026-12-31" }) { total } } } }`,
      auditor,
      { representations },
    );
    expect(errors).toBeUndefined();
    const answers = data?._entities as (object | null)[];
    expect(answers.filter((answer) => answer === null)).toEqual([]);
    return { statements: running.statements.length - before, answers: answers.length };
  };

  test("send as many statements for a hundred entities as for one", async () => {
    const one = await statementsFor(1);
    const hundred = await statementsFor(100);
    expect([one.answers, hundred.answers]).toEqual([3, 300]);
    expect(hundred.statements).toBe(one.statements);
    expect(one.statements).toBeLessThanOrEqual(7);
  });
});
