import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sql } from "kysely";
import { DEVELOPMENT_PARTNER } from "../../../subgraphs/payments/settings";
import { journalFaults, notice, PAYER, type RunningPayments, runPayments } from "./run-payments";

type Step =
  | { readonly kind: "start" }
  | {
      readonly kind: "notice";
      readonly attempt: number;
      readonly result: "00" | "24";
      readonly number: number;
      readonly times: number;
    }
  | { readonly kind: "wrong" | "forged"; readonly attempt: number }
  | { readonly kind: "expire" };

const attempt = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ kind: "start" }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("notice" as const),
      attempt,
      result: fc.constantFrom("00" as const, "24" as const),
      number: fc.nat({ max: 1 }),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("wrong" as const, "forged" as const), attempt }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "expire" }) },
);

describe("random histories of callbacks", () => {
  let running: RunningPayments;
  beforeAll(async () => {
    running = await runPayments("histories");
  });
  afterAll(() => running.close());

  const play = async (
    steps: readonly Step[],
  ): Promise<{ succeeded: boolean; kinds: string[]; state: string | undefined }> => {
    const request = await running.request();
    const references: string[] = [];
    let succeeded = false;
    for (const [index, each] of steps.entries()) {
      if (each.kind === "start") {
        const version = (await running.payments.store.requests([request.id]))[0]?.version ?? 0;
        const started = await running.payments.start({
          payer: PAYER,
          paymentRequestId: request.id,
          expectedVersion: version,
          idempotencyKey: `history-${request.id}-${index}`,
        });
        if (started.kind === "STARTED" && !references.includes(started.attempt.reference))
          references.push(started.attempt.reference);
        continue;
      }
      if (each.kind === "expire") {
        await running.rows(sql`
          update payments.payment_request set state = 'EXPIRED', version = version + 1
          where id = ${request.id} and state in ('CREATED', 'PENDING')`);
        continue;
      }
      const reference = references[each.attempt];
      if (reference === undefined) continue;
      if (each.kind === "notice") {
        const body = notice(reference, { MaLoi: each.result, MaGiaoDich: `${reference}-${each.number}` });
        const answers = await Promise.all(Array.from({ length: each.times }, () => running.notify(body)));
        expect(new Set(answers)).toEqual(new Set(["00"]));
        succeeded ||= each.result === "00";
      } else if (each.kind === "wrong") {
        expect(await running.notify(notice(reference, { SoTien: "59999", MaGiaoDich: `${reference}-w` }))).toBe("04");
      } else {
        expect(
          await running.notify({ ...notice(reference, { MaDoiTac: DEVELOPMENT_PARTNER.code }), SoTien: "1" }),
        ).toBe("97");
      }
    }
    const rows = await running.rows(sql<{ kind: string; references: number }>`
      select kind from payments.journal_transaction where request_id = ${request.id} order by id`);
    return { succeeded, kinds: rows.map((row) => row.kind), state: await running.state(request.id) };
  };

  test("pay a request once if any success came and never otherwise, and leave a journal that adds up", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (rest) => {
        const { succeeded, kinds, state } = await play([{ kind: "start" }, ...rest]);
        expect(kinds.filter((kind) => kind === "PAYMENT")).toHaveLength(succeeded ? 1 : 0);
        expect(state === "PAID").toBe(succeeded);
      }),
      { numRuns: 200, endOnFailure: true },
    );
    expect(await journalFaults(running)).toEqual([]);
  }, 240_000);
});
