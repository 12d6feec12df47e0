import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Proposal } from "../../../../subgraphs/catalogue/proposal";
import {
  keptTerms,
  type ProposalRequest,
  type ProposalStore,
  proposeOnlineService,
  termFaults,
} from "../../../../subgraphs/catalogue/service";
import { plainProcedure } from "./plain-procedure";

const KNOWN = ["2.000635", "C08_XPHCDB"];
const OFFICER = { account: "officer-1", agency: "H26.15" };

/** Proposals in memory, with the two unique indexes of the store. */
class Box implements ProposalStore {
  readonly kept: Proposal[] = [];

  async procedures(codes: readonly string[]) {
    return codes.map((code) => (KNOWN.includes(code) ? plainProcedure(code) : null));
  }
  async insertProposal(proposal: Proposal) {
    const { account, key } = proposal.request;
    const taken = this.kept.some(
      ({ request, open, agencyCode, procedureCode }) =>
        (request.account === account && request.key === key) ||
        (open && agencyCode === proposal.agencyCode && procedureCode === proposal.procedureCode),
    );
    if (!taken) this.kept.push(proposal);
    return !taken;
  }
  async proposalByKey(account: string, key: string) {
    return this.kept.find(({ request }) => request.account === account && request.key === key) ?? null;
  }
}

let box: Box;
beforeEach(() => {
  box = new Box();
});

const ask = (changes: Partial<ProposalRequest> = {}): ProposalRequest => ({
  procedureCode: "2.000635",
  serviceScope: "FULL",
  legacyLevel: 4,
  reason: "Nhiều hồ sơ mỗi năm",
  idempotencyKey: "key-00000001",
  ...changes,
});
const propose = (changes: Partial<ProposalRequest> = {}, caller = OFFICER) =>
  proposeOnlineService(ask(changes), caller, box);
const refused = (...refusals: readonly (readonly [string, string])[]) => ({
  done: null,
  refusals: refusals.map(([code, field]) => ({ code, field })),
});

describe("a proposal", () => {
  test("is kept as it was asked for, open and in its first state", async () => {
    const outcome = await propose({ reason: ` ${"Hoà".normalize("NFD")} ` });
    const [kept] = box.kept;
    expect(outcome).toEqual({ done: kept, refusals: [] });
    expect(kept).toMatchObject({
      procedureCode: "2.000635",
      agencyCode: "H26.15",
      serviceScope: "FULL",
      legacyLevel: 4,
      reason: "Hoà",
      state: "PROPOSED",
      open: true,
      version: 1,
      request: { account: "officer-1", key: "key-00000001" },
      year: null,
      procedureLevels: [],
      acceptedAt: null,
    });
    expect(kept?.events).toEqual([{ at: kept?.proposedAt, state: "PROPOSED", by: "officer-1", note: null }]);
  });

  test.each<[string, Partial<ProposalRequest>, object]>([
    ["without a reason", { reason: " \n" }, refused(["INVALID", "reason"])],
    ["with a reason too long", { reason: "x".repeat(2001) }, refused(["INVALID", "reason"])],
    ["of level 0", { legacyLevel: 0 }, refused(["INVALID", "legacyLevel"])],
    ["of level 5", { legacyLevel: 5 }, refused(["INVALID", "legacyLevel"])],
    ["under a short key", { idempotencyKey: "1234567" }, refused(["INVALID", "idempotencyKey"])],
    [
      "with nothing in order",
      { reason: "", legacyLevel: 9, idempotencyKey: "" },
      refused(["INVALID", "reason"], ["INVALID", "legacyLevel"], ["INVALID", "idempotencyKey"]),
    ],
    ["for an agency elsewhere", { agency: "H27" }, refused(["NOT_FOUND", "agency"])],
    ["for an agency above", { agency: "H26" }, refused(["NOT_FOUND", "agency"])],
    ["for no agency's code", { agency: "h26" }, refused(["NOT_FOUND", "agency"])],
    ["for a procedure of another place", { procedureCode: "2.000635.H27" }, refused(["NOT_FOUND", "procedureCode"])],
    ["for a procedure that is not there", { procedureCode: "2.999999" }, refused(["NOT_FOUND", "procedureCode"])],
  ])("%s is refused", async (_, changes, expected) => {
    expect(await propose(changes)).toEqual(expected);
    expect(box.kept).toEqual([]);
  });

  test.each<[string, Partial<ProposalRequest>, object]>([
    ["for a unit under the caller's", { agency: "H26.15.1" }, { agencyCode: "H26.15.1" }],
    ["for an agency in the older order", { agency: "000.00.15.H26" }, { agencyCode: "H26.15" }],
    ["by a code of its own province", { procedureCode: "2.000635.H26" }, { procedureCode: "2.000635" }],
    ["for a procedure with a code of its own kind", { procedureCode: "C08_XPHCDB" }, { procedureCode: "C08_XPHCDB" }],
    ["without a level", { legacyLevel: null }, { legacyLevel: null }],
    ["with the longest reason", { reason: "x".repeat(2000) }, { agencyCode: "H26.15" }],
  ])("%s is taken", async (_, changes, expected) => {
    await propose(changes);
    expect(box.kept).toMatchObject([expected]);
  });

  test("by a ministry's unit is taken by the code of a place that it covers", async () => {
    await propose({ procedureCode: "2.000635.H26" }, { account: "officer-2", agency: "H26" });
    expect(box.kept).toMatchObject([{ procedureCode: "2.000635", agencyCode: "H26" }]);
  });

  test("that comes again is the first one; another under its key is refused", async () => {
    const first = await propose();
    expect(await propose()).toEqual(first);
    expect(await propose({ agency: "H26.15", reason: " Nhiều hồ sơ mỗi năm" })).toEqual(first);
    for (const change of [{ serviceScope: "PARTIAL" as const }, { legacyLevel: 3 }, { reason: "khác" }]) {
      expect(await propose(change)).toEqual(refused(["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]));
    }
    expect(box.kept).toHaveLength(1);
  });

  test("overlaps with an open one of the same agency for the same procedure", async () => {
    await propose();
    expect(await propose({ idempotencyKey: "key-00000002" })).toEqual(refused(["OVERLAP", "procedureCode"]));
  });
});

describe("the terms of a proposal", () => {
  test.each([1, 2, 3, 4])("can have the level %i", (legacyLevel) => {
    expect(termFaults({ serviceScope: "FULL", legacyLevel, reason: "x" })).toEqual([]);
  });

  test("are kept without a level as null", () => {
    expect(keptTerms({ serviceScope: "PARTIAL", reason: " x " })).toEqual({
      serviceScope: "PARTIAL",
      legacyLevel: null,
      reason: "x",
    });
  });
});
