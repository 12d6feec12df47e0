import { beforeEach, describe, expect, test } from "@jest/globals";
import {
  type Actor,
  type AssessmentCommand,
  type AssessmentWrites,
  assess,
} from "../../../../subgraphs/evaluation/assessing";
import { type Assessment, assessmentId, commandOf, type Score } from "../../../../subgraphs/evaluation/assessment";
import { NINE_INDICES } from "../../../../subgraphs/evaluation/data/nine-indices";

const NOW = new Date("2026-10-05T03:00:00Z");
const DURING = new Date("2026-08-05T03:00:00Z");
const BEFORE = new Date("2026-06-30T16:59:59Z");
const AGENCY: Actor = { account: "officer-1", agency: "H26" };
const OFFICE: Actor = { account: "officer-2", agency: "G22" };
const all = (points: number): Score[] =>
  Array.from({ length: 9 }, (_, at) => ({ index: at + 1, points, reason: null }));
const deducted = all(2).map((score) => (score.index === 3 ? { ...score, points: 1, reason: "chưa đủ căn cứ" } : score));

/** A shelf in memory that does what the store promises. */
class Shelf implements AssessmentWrites {
  readonly kept = new Map<string, Assessment>();
  /** Runs once, just before the next write. */
  before: () => void = () => undefined;

  takeFrom(other: Shelf) {
    for (const [id, assessment] of other.kept) this.kept.set(id, assessment);
  }
  async assessments(ids: readonly string[]) {
    return ids.map((id) => this.kept.get(id) ?? null);
  }
  async assessmentByCommand(command: string) {
    return [...this.kept.values()].find(({ events }) => events.some((event) => event.command === command)) ?? null;
  }
  async appendEvent(assessment: Assessment) {
    const { before } = this;
    this.before = () => undefined;
    before();
    const known = this.kept.get(assessment.id)?.events ?? [];
    const last = assessment.events.at(-1);
    const repeated = last === undefined || (await this.assessmentByCommand(last.command)) !== null;
    if (repeated || known.length !== assessment.events.length - 1) return false;
    this.kept.set(assessment.id, assessment);
    return true;
  }
}

let shelf: Shelf;
let keys = 0;
beforeEach(() => {
  shelf = new Shelf();
});

const command = (kind: AssessmentCommand["kind"], changes: Partial<AssessmentCommand> = {}): AssessmentCommand => {
  keys += 1;
  const scores = kind === "APPRAISED" ? deducted : all(2);
  return {
    kind,
    agency: "H26",
    quarter: "2026Q3",
    scores,
    expectedVersion: 0,
    idempotencyKey: `key-of-${keys}-`.padEnd(8, "x"),
    ...changes,
  };
};
const refused = (code: string, field: string) => ({ refusals: [{ code, field }] });
const submitted = () => assess(shelf, AGENCY, command("SUBMITTED"), NOW);
const appraised = () => assess(shelf, OFFICE, command("APPRAISED", { expectedVersion: 1 }), NOW);

describe("an assessment", () => {
  test("is saved, submitted and appraised, and keeps each of them", async () => {
    const saved = command("SAVED", { scores: all(1).slice(0, 3) });
    await assess(shelf, AGENCY, saved, DURING);
    const sent = command("SUBMITTED", { expectedVersion: 1 });
    await assess(shelf, AGENCY, sent, NOW);
    const outcome = await assess(shelf, OFFICE, command("APPRAISED", { expectedVersion: 2 }), NOW);
    expect(outcome).toMatchObject({
      made: {
        version: 3,
        assessment: {
          id: assessmentId("2026Q3", "H26"),
          agency: "H26",
          quarter: "2026Q3",
          indexSet: NINE_INDICES.id,
          synthetic: false,
          events: [
            { version: 1, kind: "SAVED", at: DURING, account: "officer-1", agency: "H26", scores: saved.scores },
            { version: 2, kind: "SUBMITTED", at: NOW, command: commandOf("officer-1", sent.idempotencyKey) },
            { version: 3, kind: "APPRAISED", at: NOW, account: "officer-2", agency: "G22", scores: deducted },
          ],
        },
      },
    });
  });

  test("keeps the set of indices that it was begun with, and whether it was made up", async () => {
    await submitted();
    const [stored] = [...shelf.kept.values()];
    if (stored === undefined) throw new Error("nothing was stored");
    shelf.kept.set(stored.id, { ...stored, indexSet: "older", synthetic: true });
    expect(await appraised()).toMatchObject({ made: { assessment: { indexSet: "older", synthetic: true } } });
  });

  test.each<[string, Actor, AssessmentCommand["kind"], Partial<AssessmentCommand>, Date, object]>([
    ["a short key", AGENCY, "SAVED", { idempotencyKey: "1234567" }, NOW, refused("INVALID", "idempotencyKey")],
    ["no agency's code", AGENCY, "SAVED", { agency: "h26" }, NOW, refused("INVALID", "agency")],
    ["another agency", AGENCY, "SAVED", { agency: "H27" }, NOW, refused("NOT_FOUND", "agency")],
    ["a unit under it", AGENCY, "SUBMITTED", { agency: "H26.1" }, NOW, refused("NOT_FOUND", "agency")],
    ["an appraisal of itself", AGENCY, "APPRAISED", {}, NOW, refused("NOT_FOUND", "agency")],
    ["an appraisal of what is not there", OFFICE, "APPRAISED", {}, NOW, refused("NOT_FOUND", "agency")],
    ["the office's own word for it", OFFICE, "SAVED", {}, NOW, refused("NOT_FOUND", "agency")],
    ["another version", AGENCY, "SAVED", { expectedVersion: 1 }, NOW, refused("CONFLICT", "expectedVersion")],
    ["a draft before the quarter", AGENCY, "SAVED", {}, BEFORE, refused("NOT_ALLOWED_NOW", "quarter")],
    ["a submission during the quarter", AGENCY, "SUBMITTED", {}, DURING, refused("NOT_ALLOWED_NOW", "quarter")],
    ["a submission with gaps", AGENCY, "SUBMITTED", { scores: all(2).slice(1) }, NOW, refused("INVALID", "scores.1")],
    [
      "a draft of impossible points",
      AGENCY,
      "SAVED",
      { scores: [{ index: 1, points: 3, reason: null }] },
      NOW,
      refused("INVALID", "scores[0].points"),
    ],
  ])("is refused for %s", async (_, actor, kind, changes, now, expected) => {
    expect(await assess(shelf, actor, command(kind, changes), now)).toEqual(expected);
    expect(shelf.kept.size).toBe(0);
  });

  test("can be a draft with gaps from the first moment of the quarter", async () => {
    const first = new Date("2026-06-30T17:00:00Z");
    expect(await assess(shelf, AGENCY, command("SAVED", { scores: [] }), first)).toMatchObject({
      made: { version: 1 },
    });
  });

  test("is the agency's no more once it is submitted", async () => {
    await submitted();
    const again = command("SAVED", { expectedVersion: 1 });
    expect(await assess(shelf, AGENCY, again, NOW)).toEqual(refused("NOT_ALLOWED_NOW", "expectedVersion"));
  });

  test("can be submitted with fewer points than its draft had, for no reason", async () => {
    await assess(shelf, AGENCY, command("SAVED"), DURING);
    const fewer = command("SUBMITTED", { expectedVersion: 1, scores: all(1) });
    expect(await assess(shelf, AGENCY, fewer, NOW)).toMatchObject({ made: { version: 2 } });
  });

  test("is appraised with reasons, and only after it was submitted", async () => {
    await assess(shelf, AGENCY, command("SAVED"), DURING);
    expect(await appraised()).toEqual(refused("NOT_ALLOWED_NOW", "expectedVersion"));
    await assess(shelf, AGENCY, command("SUBMITTED", { expectedVersion: 1 }), NOW);
    const unreasoned = deducted.map((score) => ({ ...score, reason: null }));
    const bare = command("APPRAISED", { expectedVersion: 2, scores: unreasoned });
    expect(await assess(shelf, OFFICE, bare, NOW)).toEqual(refused("INVALID", "scores[2].reason"));
    const partial = command("APPRAISED", { expectedVersion: 2, scores: unreasoned.slice(0, 8) });
    expect(await assess(shelf, OFFICE, partial, NOW)).toEqual(refused("INVALID", "scores.9"));
  });

  test("is not appraised before the quarter is over", async () => {
    await submitted();
    const early = command("APPRAISED", { expectedVersion: 1 });
    expect(await assess(shelf, OFFICE, early, DURING)).toEqual(refused("NOT_ALLOWED_NOW", "quarter"));
  });
});

describe("a command that comes again", () => {
  test("gives its own version, whatever happened since", async () => {
    const first = command("SUBMITTED");
    await assess(shelf, AGENCY, first, NOW);
    const second = command("APPRAISED", { expectedVersion: 1 });
    const last = await assess(shelf, OFFICE, second, NOW);
    expect(last).toMatchObject({ made: { version: 2 } });
    expect(await assess(shelf, OFFICE, second, NOW)).toEqual(last);
    expect(await assess(shelf, AGENCY, first, NOW)).toMatchObject({
      made: { version: 1, assessment: { events: [{ version: 1 }, { version: 2 }] } },
    });
    const other = { ...first, scores: all(1) };
    expect(await assess(shelf, AGENCY, other, NOW)).toEqual(refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
  });

  test("while the first is on its way gives what that made", async () => {
    const same = command("SAVED");
    const twin = new Shelf();
    await assess(twin, AGENCY, same, NOW);
    shelf.before = () => shelf.takeFrom(twin);
    expect(await assess(shelf, AGENCY, same, NOW)).toMatchObject({ made: { version: 1 } });
  });

  test("is a conflict when another one was faster", async () => {
    const twin = new Shelf();
    await assess(twin, AGENCY, command("SAVED"), NOW);
    shelf.before = () => shelf.takeFrom(twin);
    expect(await assess(shelf, AGENCY, command("SAVED"), NOW)).toEqual(refused("CONFLICT", "expectedVersion"));
  });
});
