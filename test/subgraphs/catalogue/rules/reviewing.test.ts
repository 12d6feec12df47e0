import { beforeEach, describe, expect, test } from "@jest/globals";
import type { AgencyCaller } from "../../../../subgraphs/catalogue/command";
import type { Proposal } from "../../../../subgraphs/catalogue/proposal";
import {
  type ResubmitRequest,
  type ReviewRequest,
  type ReviewStore,
  resubmitProposal,
  reviewProposal,
} from "../../../../subgraphs/catalogue/review";
import { plainProcedure } from "./plain-procedure";

const OFFICE: AgencyCaller = { account: "officer-g", agency: "G22" };
const OWNER: AgencyCaller = { account: "officer-1", agency: "H26" };
const THEN = new Date("2026-09-01T00:00:00Z");

const proposed = (changes: Partial<Proposal> = {}): Proposal => ({
  id: "proposal-1",
  procedureCode: "2.000635",
  agencyCode: "H26.15",
  serviceScope: "FULL",
  legacyLevel: null,
  reason: "Nhiều hồ sơ",
  state: "PROPOSED",
  open: true,
  version: 1,
  events: [{ at: THEN, state: "PROPOSED", by: "officer-1", note: null }],
  proposedAt: THEN,
  request: { account: "officer-1", key: "key-of-proposal", hash: "hash" },
  year: null,
  procedureLevels: [],
  acceptedAt: null,
  ...changes,
});

/** Proposals in memory, each replaced as a whole over the version that was read. */
class Desk implements ReviewStore {
  readonly kept = new Map<string, Proposal>();
  /** A list of a year takes the agency's procedure once. */
  takenYear: number | null = null;
  /** Runs once, just before the next write. */
  before: () => void = () => undefined;

  async procedures(codes: readonly string[]) {
    return codes.map((code) => (code === "2.000635" ? plainProcedure(code, { levels: ["PROVINCE"] }) : null));
  }
  async proposal(id: string) {
    return this.kept.get(id) ?? null;
  }
  async proposalByCommand(account: string, key: string) {
    const made = ({ request, events }: Proposal) =>
      [request, ...events.map(({ command }) => command)].some((each) => each?.account === account && each.key === key);
    return [...this.kept.values()].find(made) ?? null;
  }
  async writeProposal(proposal: Proposal, expectedVersion: number) {
    const { before } = this;
    this.before = () => undefined;
    before();
    if (this.kept.get(proposal.id)?.version !== expectedVersion) return "changed";
    if (proposal.year !== null && proposal.year === this.takenYear) return "taken";
    this.kept.set(proposal.id, proposal);
    return "written";
  }
}

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.kept.set("proposal-1", proposed());
});

const review = (changes: Partial<ReviewRequest> = {}, caller = OFFICE) =>
  reviewProposal(
    {
      proposalId: "proposal-1",
      expectedVersion: 1,
      idempotencyKey: "key-of-review",
      decision: "ACCEPT",
      year: 2026,
      ...changes,
    },
    caller,
    desk,
  );
const RETURNED = { decision: "RETURN", reason: " Thiếu căn cứ ", idempotencyKey: "key-of-return" } as const;
const resubmit = (changes: Partial<ResubmitRequest> = {}, caller = OWNER) =>
  resubmitProposal(
    {
      proposalId: "proposal-1",
      expectedVersion: 2,
      idempotencyKey: "key-of-again",
      serviceScope: "PARTIAL",
      legacyLevel: 3,
      reason: " Đã bổ sung ",
      ...changes,
    },
    caller,
    desk,
  );
const refused = (...refusals: readonly (readonly [string, string])[]) => ({
  done: null,
  refusals: refusals.map(([code, field]) => ({ code, field })),
});

describe("a review", () => {
  test("accepts a proposal into the list of a year, with the levels of its procedure", async () => {
    const { done } = await review({ reason: "Đồng ý" });
    expect(done).toMatchObject({
      state: "ACCEPTED",
      open: false,
      year: 2026,
      procedureLevels: ["PROVINCE"],
      version: 2,
    });
    expect(done?.acceptedAt).toBeInstanceOf(Date);
    expect(done?.events).toMatchObject([
      { state: "PROPOSED" },
      { state: "ACCEPTED", by: "officer-g", note: "Đồng ý", command: { account: "officer-g", key: "key-of-review" } },
    ]);
    expect(desk.kept.get("proposal-1")).toEqual(done);
  });

  test("accepts one whose procedure is gone, without levels, and into this year when none is stated", async () => {
    desk.kept.set("proposal-1", proposed({ procedureCode: "2.999999" }));
    const { done } = await review({ year: null });
    expect(done?.procedureLevels).toEqual([]);
    expect(done?.year).toBe(Number(new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 4)));
  });

  test("returns a proposal with the reason, and leaves it open", async () => {
    const { done } = await review(RETURNED);
    expect(done).toMatchObject({ state: "RETURNED", open: true, year: null, acceptedAt: null, version: 2 });
    expect(done?.events).toMatchObject([{ state: "PROPOSED" }, { state: "RETURNED", note: "Thiếu căn cứ" }]);
  });

  test.each<[string, Partial<ReviewRequest>, object]>([
    ["without a reason to return it", { ...RETURNED, reason: " " }, refused(["INVALID", "reason"])],
    ["with a note too long", { reason: "x".repeat(2001) }, refused(["INVALID", "reason"])],
    ["under a short key", { idempotencyKey: "1234567" }, refused(["INVALID", "idempotencyKey"])],
    ["for a year too early", { year: 2015 }, refused(["INVALID", "year"])],
    ["for a year too late", { year: 2101 }, refused(["INVALID", "year"])],
    ["of none", { proposalId: "proposal-2" }, refused(["NOT_FOUND", "proposalId"])],
    ["of another version", { expectedVersion: 2 }, refused(["CONFLICT", "expectedVersion"])],
  ])("%s is refused", async (_, changes, expected) => {
    expect(await review(changes)).toEqual(expected);
    expect(desk.kept.get("proposal-1")).toEqual(proposed());
  });

  test.each([{ year: 2016 }, { year: 2100 }, { reason: "x".repeat(2000) }])("takes %j", async (changes) => {
    expect(await review(changes)).toMatchObject({ refusals: [] });
  });

  test("is the Government Office's alone", async () => {
    expect(await review({}, OWNER)).toEqual(refused(["NOT_FOUND", "proposalId"]));
    expect(await review({}, { account: "officer-h", agency: "G22.1" })).toMatchObject({ done: { state: "ACCEPTED" } });
  });

  test("of what was accepted is not possible", async () => {
    await review();
    expect(await review({ expectedVersion: 2, idempotencyKey: "key-of-second" })).toEqual(
      refused(["NOT_ALLOWED_NOW", "proposalId"]),
    );
  });

  test("into a list that has the procedure already overlaps with that", async () => {
    desk.takenYear = 2026;
    expect(await review()).toEqual(refused(["OVERLAP", "year"]));
  });
});

describe("a returned proposal", () => {
  test("is put forward again with its new terms by its agency or one above it", async () => {
    await review(RETURNED);
    const { done } = await resubmit();
    expect(done).toMatchObject({
      state: "PROPOSED",
      open: true,
      serviceScope: "PARTIAL",
      legacyLevel: 3,
      reason: "Đã bổ sung",
      version: 3,
    });
    expect(done?.events.map(({ state, by, note }) => [state, by, note])).toEqual([
      ["PROPOSED", "officer-1", null],
      ["RETURNED", "officer-g", "Thiếu căn cứ"],
      ["PROPOSED", "officer-1", null],
    ]);
  });

  test("is not put forward by another agency, with faults, or while it waits", async () => {
    expect(await resubmit({ expectedVersion: 1 })).toEqual(refused(["NOT_ALLOWED_NOW", "proposalId"]));
    await review(RETURNED);
    expect(await resubmit({}, { account: "officer-2", agency: "H27" })).toEqual(refused(["NOT_FOUND", "proposalId"]));
    expect(await resubmit({ reason: "", legacyLevel: 0, idempotencyKey: "" })).toEqual(
      refused(["INVALID", "idempotencyKey"], ["INVALID", "reason"], ["INVALID", "legacyLevel"]),
    );
  });
});

describe("a command that comes again", () => {
  test("gives the proposal as it is now, whatever happened since", async () => {
    await review(RETURNED);
    const { done } = await resubmit();
    expect(await review(RETURNED)).toEqual({ done, refusals: [] });
    expect(await review({ ...RETURNED, reason: "lý do khác" })).toEqual(
      refused(["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]),
    );
  });

  test("is told from an earlier one of the same officer", async () => {
    await review(RETURNED);
    await resubmit();
    const accepted = await review({ expectedVersion: 3 });
    expect(accepted).toMatchObject({ done: { state: "ACCEPTED", version: 4 } });
    expect(await review({ expectedVersion: 3 })).toEqual(accepted);
  });

  test("with the key that proposed, or another account's key, is not that command", async () => {
    expect(await resubmit({ expectedVersion: 1, idempotencyKey: "key-of-proposal" })).toEqual(
      refused(["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]),
    );
    await review(RETURNED);
    expect(await resubmit({ idempotencyKey: RETURNED.idempotencyKey })).toMatchObject({ done: { version: 3 } });
  });

  test("while the first is on its way gives what that made", async () => {
    const twin = new Desk();
    twin.kept.set("proposal-1", proposed());
    const request: ReviewRequest = {
      proposalId: "proposal-1",
      expectedVersion: 1,
      idempotencyKey: "key-of-review",
      decision: "ACCEPT",
      year: 2026,
    };
    const { done } = await reviewProposal(request, OFFICE, twin);
    if (done === null) throw new Error("the twin refused");
    desk.before = () => desk.kept.set("proposal-1", done);
    expect(await reviewProposal(request, OFFICE, desk)).toEqual({ done, refusals: [] });
  });

  test("is a conflict when somebody else was faster", async () => {
    desk.before = () => desk.kept.set("proposal-1", proposed({ version: 2 }));
    expect(await review()).toEqual(refused(["CONFLICT", "expectedVersion"]));
  });
});
