import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { testCaller } from "../../kit/context";
import { INPUT, PROPOSE, refusalOf } from "./proposing";
import { officer, type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

describe("proposeOnlineService", () => {
  test.each(["H57", "G12", "H2", "H26x", "H260", "", "no such thing"])(
    "answers for the agency %j as if it did not exist, when it is not the caller's",
    async (agency) => {
      expect(await refusalOf(catalogue, officer("H26"), { agency })).toEqual([["NOT_FOUND", "agency"]]);
    },
  );

  test("does not let a unit propose for the agency above it", async () => {
    expect(await refusalOf(catalogue, officer("H26.05"), { agency: "H26" })).toEqual([["NOT_FOUND", "agency"]]);
  });

  test.each(["9.999999", "2.000635.H57", "C08_XPHCDB", ""])("does not know the procedure %j", async (procedureCode) => {
    expect(await refusalOf(catalogue, officer("H26"), { procedureCode })).toEqual([["NOT_FOUND", "procedureCode"]]);
  });

  test.each([
    ["reason", "  "],
    ["reason", "x".repeat(2001)],
    ["idempotencyKey", "short"],
    ["idempotencyKey", "k".repeat(101)],
    ["legacyLevel", 0],
    ["legacyLevel", 5],
  ])("refuses the %s %j", async (field, value) => {
    expect(await refusalOf(catalogue, officer("H26"), { [field]: value })).toEqual([["INVALID", field]]);
  });

  test("does not take INFORMATION_ONLY, which is no online service", async () => {
    const { codes } = await catalogue.ask(
      PROPOSE,
      { input: { ...INPUT, serviceScope: "INFORMATION_ONLY" } },
      officer("H26"),
    );
    expect(codes).toHaveLength(1);
  });

  test.each<[string, Caller, string]>([
    ["nobody", ANONYMOUS, "UNAUTHENTICATED"],
    ["a citizen", testCaller({ role: "citizen", subject: "citizen-1" }), "FORBIDDEN"],
    ["an auditor", testCaller({ role: "auditor", subject: "auditor-1" }), "FORBIDDEN"],
    ["a service", testCaller({ role: "service", subject: "relay", agency: "H26" }), "FORBIDDEN"],
    ["an officer of no agency", testCaller({ role: "officer", subject: "officer-1" }), "FORBIDDEN"],
  ])("is not for %s", async (_who, caller, code) => {
    const answer = await catalogue.ask(PROPOSE, { input: INPUT }, caller);
    expect(answer).toEqual({ data: { proposeOnlineService: null }, codes: [code] });
  });
});
