import { describe, expect, test } from "@jest/globals";
import type { DossierRecord } from "../../../../subgraphs/dossiers/dossier";
import { DossierResultForm, OutboxKind, type ResultDocument } from "../../../../subgraphs/dossiers/life";
import type { DossierCommand, Outcome } from "../../../../subgraphs/dossiers/service/deed";
import {
  type Completion,
  finishDossier,
  returnResult,
  type StatedResult,
  type VerifyResult,
} from "../../../../subgraphs/dossiers/service/result";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { deskOf, memoryStore, NOW, people } from "./memory-store";
import { plainDossier, THEN } from "./plain-dossier";

const COMMAND: DossierCommand = { dossierId: "dossier-a", expectedVersion: 1, idempotencyKey: "key-00000001" };
const LONG = "x".repeat(1001);
const refused = (code: string, field: string | null) => ({ refused: code, field });
const dossierOf = (outcome: Outcome) => {
  if ("refused" in outcome) throw new Error(`${outcome.refused} ${outcome.field}`);
  return outcome.dossier;
};
const result = (changes: Partial<StatedResult> = {}): StatedResult => ({
  name: "Giấy chứng nhận",
  documentHash: "00".repeat(32),
  algorithm: "RS256",
  signature: "AA==",
  certificates: ["certificate"],
  signedAt: THEN,
  ...changes,
});

/** Finishes an accepted dossier and keeps what was asked about each signature. */
async function finish(changes: Partial<Completion> = {}, dossier: Partial<DossierRecord> = {}) {
  const asked: [ResultDocument, Parameters<VerifyResult>[1]][] = [];
  const verify: VerifyResult = (document, facts) => {
    asked.push([document, facts]);
    return document.signature === "AA==" ? { ok: true } : { ok: false, reason: "made up" };
  };
  const accepted = plainDossier({
    status: DossierStatus.ACCEPTED,
    receivedAt: THEN,
    number: "H26.1-260902-0001",
    ...dossier,
  });
  const store = memoryStore([accepted]);
  const completion = { ...COMMAND, resultForm: DossierResultForm.ELECTRONIC, results: [result()], ...changes };
  const outcome = await finishDossier(completion, { ...deskOf(store, people.deciding), verify });
  return { outcome, asked, store };
}

describe("a result", () => {
  test("finishes the dossier, stops the clock and invites the submitter to judge", async () => {
    const { outcome, asked } = await finish({ results: [result({ name: " Giấy chứng nhận " })], note: " Xong " });
    const dossier = dossierOf(outcome);
    const document = { ...result(), url: null, synthetic: false };
    expect(dossier).toMatchObject({
      status: DossierStatus.FINISHED,
      finishedAt: NOW,
      endedAt: NOW,
      resultForm: DossierResultForm.ELECTRONIC,
    });
    expect(dossier.results).toEqual([document]);
    expect(dossier.history.at(-1)?.note).toBe("Xong");
    expect(dossier.outbox).toMatchObject([
      {
        kind: OutboxKind.INVITE_TO_SURVEY,
        dueAt: NOW,
        variables: { input: { respondent: "citizen-a", agency: "H38.3", finishedAt: NOW.toISOString() } },
      },
    ]);
    const facts = { agency: "H38.3", number: "H26.1-260902-0001", filedAt: THEN, now: NOW };
    expect(asked).toEqual([[document, facts]]);
  });

  test("of a dossier that nobody is known to have filed invites nobody", async () => {
    const { outcome } = await finish({}, { submitter: null });
    expect(dossierOf(outcome).outbox).toEqual([]);
  });

  test("is signed by the receiving agency while no other decides", async () => {
    const store = memoryStore([plainDossier({ status: DossierStatus.ACCEPTED, receivedAt: THEN, deciding: null })]);
    const agencies: string[] = [];
    const verify: VerifyResult = (_, { agency, number }) => {
      agencies.push(agency, number);
      return { ok: true };
    };
    const completion = { ...COMMAND, resultForm: DossierResultForm.ELECTRONIC, results: [result()] };
    dossierOf(await finishDossier(completion, { ...deskOf(store, people.receiving), verify }));
    expect(agencies).toEqual(["H26.1", ""]);
  });

  test("can be on paper alone, an electronic one cannot be nothing", async () => {
    const paper = await finish({ resultForm: DossierResultForm.PAPER, results: [] });
    expect(dossierOf(paper.outcome)).toMatchObject({ resultForm: DossierResultForm.PAPER, results: [] });
    const { outcome } = await finish({ results: [] });
    expect(outcome).toEqual(refused("INVALID", "results"));
  });

  test("that is not signed finishes nothing, and the first such one is named", async () => {
    const { outcome, store } = await finish({
      results: [result(), result({ signature: "?" }), result({ signature: "?" })],
    });
    expect(outcome).toEqual(refused("INVALID", "results.1"));
    expect(store.kept.get("dossier-a")?.status).toBe(DossierStatus.ACCEPTED);
    const only = await finish({ results: [result({ signature: "?" })] });
    expect(only.outcome).toEqual(refused("INVALID", "results.0"));
  });

  test.each<[string, readonly StatedResult[], boolean]>([
    ["twenty", Array.from({ length: 20 }, () => result()), true],
    ["twenty-one", Array.from({ length: 21 }, () => result()), false],
    ["one without a name", [result(), result({ name: " " })], false],
    ["one with the longest name", [result({ name: "x".repeat(500) })], true],
    ["one with a longer name", [result({ name: "x".repeat(501) })], false],
    ["one at an address", [result({ url: "https://example.invalid/a" })], true],
    ["one at an address without protection", [result({ url: "http://example.invalid/a" })], false],
    ["one at an address within another", [result({ url: "data:,https://example.invalid" })], false],
    ["one at no address", [result({ url: "https://" })], false],
    ["one at the longest address", [result({ url: `https://example.invalid/${"a".repeat(1976)}` })], true],
    ["one at a longer address", [result({ url: `https://example.invalid/${"a".repeat(1977)}` })], false],
    ["one with ten certificates", [result({ certificates: Array(10).fill("c") })], true],
    ["one with eleven certificates", [result({ certificates: Array(11).fill("c") })], false],
  ])("can be %s", async (_, results, can) => {
    const { outcome } = await finish({ results });
    expect("dossier" in outcome ? null : outcome).toEqual(can ? null : refused("INVALID", "results"));
  });

  test("has a note that can be printed, or none", async () => {
    expect((await finish({ note: LONG })).outcome).toEqual(refused("INVALID", "note"));
    expect((await finish({ note: " " })).outcome).toEqual(refused("INVALID", "note"));
    expect(dossierOf((await finish({ note: null })).outcome).history.at(-1)?.note).toBeNull();
  });

  test("that comes again is the first one; another one under its key is refused", async () => {
    const { outcome, store } = await finish();
    const desk = { ...deskOf(store, people.deciding), verify: () => ({ ok: true }) as const };
    const again = { ...COMMAND, resultForm: DossierResultForm.ELECTRONIC, results: [result({ url: null })] };
    expect(await finishDossier(again, desk)).toEqual(outcome);
    const others: Partial<Completion>[] = [
      { results: [result({ signedAt: NOW })] },
      { results: [result({ signature: "BB==" })] },
      { resultForm: DossierResultForm.PAPER },
      { note: "b" },
    ];
    for (const other of others) {
      expect(await finishDossier({ ...again, ...other }, desk)).toEqual(
        refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
      );
    }
  });
});

describe("the return of a result", () => {
  const finished = plainDossier({ status: DossierStatus.FINISHED, receivedAt: THEN, finishedAt: THEN, endedAt: THEN });
  const hand = (note?: string | null) =>
    returnResult(
      { ...COMMAND, ...(note === undefined ? {} : { note }) },
      deskOf(memoryStore([finished]), people.helping),
    );

  test("is noted, and the clock stays where it stopped", async () => {
    const dossier = dossierOf(await hand(" Tại quầy "));
    expect(dossier).toMatchObject({ status: DossierStatus.RETURNED, returnedAt: NOW, endedAt: THEN });
    expect(dossier.history.at(-1)?.note).toBe("Tại quầy");
    expect(dossierOf(await hand()).history.at(-1)?.note).toBeNull();
    expect(await hand(LONG)).toEqual(refused("INVALID", "note"));
    expect(await hand("")).toEqual(refused("INVALID", "note"));
  });

  test("under a used key is the same one in the same words alone", async () => {
    const desk = deskOf(memoryStore([finished]), people.helping);
    const first = await returnResult({ ...COMMAND, note: "a" }, desk);
    expect(await returnResult({ ...COMMAND, note: " a" }, desk)).toEqual(first);
    expect(await returnResult({ ...COMMAND, note: "b" }, desk)).toEqual(
      refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
    );
  });
});
