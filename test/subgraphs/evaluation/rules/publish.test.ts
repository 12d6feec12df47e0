import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Assessment, AssessmentEvent } from "../../../../subgraphs/evaluation/assessment";
import { NINE_INDICES } from "../../../../subgraphs/evaluation/data/nine-indices";
import {
  type PublicationWrites,
  type PublishCommand,
  publishRanking,
} from "../../../../subgraphs/evaluation/publishing";
import type { Publication, RankedEntry } from "../../../../subgraphs/evaluation/ranking";

const NOW = new Date("2026-10-05T03:00:00Z");
const ACTOR = { account: "officer-1", agency: "G22" };
const QUARTER = "2026Q3";

const event = (version: number, kind: AssessmentEvent["kind"]): AssessmentEvent => ({
  version,
  kind,
  at: NOW,
  agency: "G22",
  account: "officer-1",
  scores: Array.from({ length: 9 }, (_, at) => ({ index: at + 1, points: 1, reason: null })),
  command: `${version}`,
  contentHash: `${version}`,
});
const appraised = (agency: string, synthetic = false): Assessment => ({
  id: `${QUARTER}:${agency}`,
  agency,
  quarter: QUARTER,
  indexSet: NINE_INDICES.id,
  events: [event(1, "SUBMITTED"), event(2, "APPRAISED")],
  synthetic,
});

/** Publications in memory, with what was put ready for them. */
class Press implements PublicationWrites {
  assessments: readonly Assessment[] = [];
  readonly published: Publication[] = [];
  readonly staged: { readonly entry: RankedEntry; readonly at: Date }[] = [];
  readonly chunks: number[] = [];
  readonly pages: (string | null)[] = [];
  readonly abandonedBefore: Date[] = [];
  /** Runs once, just before the next publication is added. */
  before: () => void = () => undefined;

  async newestPublication(quarter: string) {
    return this.published.findLast((each) => each.quarter === quarter) ?? null;
  }
  async publicationByCommand(command: string) {
    return this.published.find((each) => each.command === command) ?? null;
  }
  async appraisedAfter({ quarter, after, limit }: Parameters<PublicationWrites["appraisedAfter"]>[0]) {
    this.pages.push(after);
    return this.assessments
      .filter((each) => each.quarter === quarter && (after === null || each.agency > after))
      .slice(0, limit);
  }
  async stageEntries(entries: readonly RankedEntry[], at: Date) {
    this.chunks.push(entries.length);
    this.staged.push(...entries.map((entry) => ({ entry, at })));
  }
  async addPublication(publication: Publication) {
    const { before } = this;
    this.before = () => undefined;
    before();
    const newest = await this.newestPublication(publication.quarter);
    if ((newest?.version ?? 0) !== publication.version - 1) return false;
    this.published.push(publication);
    return true;
  }
  async dropStaged(publicationId: string) {
    const kept = this.staged.filter(({ entry }) => entry.publication !== publicationId);
    this.staged.splice(0, this.staged.length, ...kept);
  }
  async dropAbandoned(_quarter: string, stagedBefore: Date) {
    this.abandonedBefore.push(stagedBefore);
  }
}

let press: Press;
beforeEach(() => {
  press = new Press();
  press.assessments = [appraised("H26"), appraised("H27")];
});

const FIRST: PublishCommand = { quarter: QUARTER, expectedVersion: 0, reason: null, idempotencyKey: "key-of-first" };
const SECOND: PublishCommand = { ...FIRST, expectedVersion: 1, reason: "sửa số liệu", idempotencyKey: "key-of-second" };
const publish = (command: PublishCommand) => publishRanking(press, ACTOR, command, NOW);
const refused = (code: string, field: string) => ({ refusals: [{ code, field }] });

describe("a ranking", () => {
  test("is published with its entries, and cleans up after a process that ended an hour ago", async () => {
    expect(await publish(FIRST)).toMatchObject({
      made: {
        quarter: QUARTER,
        version: 1,
        reason: null,
        indexSet: NINE_INDICES.id,
        agencies: 2,
        publishedAt: NOW,
        publishedBy: "G22",
        account: "officer-1",
        synthetic: false,
      },
    });
    expect(press.staged.map(({ entry, at }) => [entry.publication, entry.agency, at])).toEqual([
      [press.published[0]?.id, "H26", NOW],
      [press.published[0]?.id, "H27", NOW],
    ]);
    expect(press.abandonedBefore).toEqual([new Date("2026-10-05T02:00:00Z")]);
    expect(press.pages).toEqual([null]);
  });

  test("is synthetic when an entry is", async () => {
    press.assessments = [appraised("H26"), appraised("H27", true)];
    expect(await publish(FIRST)).toMatchObject({ made: { synthetic: true } });
  });

  test("is published again as a further version, with a reason", async () => {
    await publish(FIRST);
    expect(await publish(SECOND)).toMatchObject({ made: { version: 2, reason: "sửa số liệu" } });
  });

  test.each<[string, readonly PublishCommand[], PublishCommand, object]>([
    ["a short key", [], { ...FIRST, idempotencyKey: "1234567" }, refused("INVALID", "idempotencyKey")],
    ["another version than none", [], SECOND, refused("CONFLICT", "expectedVersion")],
    ["an old version", [FIRST], { ...SECOND, expectedVersion: 0 }, refused("CONFLICT", "expectedVersion")],
    ["a second one without a reason", [FIRST], { ...SECOND, reason: null }, refused("INVALID", "reason")],
    ["a reason that says nothing", [FIRST], { ...SECOND, reason: "   " }, refused("INVALID", "reason")],
    [
      "a quarter in which nobody was appraised",
      [],
      { ...FIRST, quarter: "2026Q2" },
      refused("NOT_ALLOWED_NOW", "quarter"),
    ],
  ])("is refused for %s", async (_, earlier, command, expected) => {
    for (const each of earlier) await publish(each);
    expect(await publish(command)).toEqual(expected);
    expect([press.published.length, press.chunks.length]).toEqual([earlier.length, earlier.length]);
  });

  test("of more agencies than one command holds is read and put ready in parts, each agency once", async () => {
    const codes = Array.from({ length: 2000 }, (_, at) => `H${10_000 + at}`);
    press.assessments = codes.map((code) => appraised(code));
    expect(await publish(FIRST)).toMatchObject({ made: { agencies: 2000 } });
    expect(press.pages).toEqual([null, "H10999", "H11999"]);
    expect(press.chunks).toEqual([1000, 1000]);
    expect(press.staged.map(({ entry }) => entry.agency)).toEqual(codes);
  });
});

describe("a publication that comes again", () => {
  test("is the first one, and another under its key is refused", async () => {
    await publish(FIRST);
    await publish(SECOND);
    expect(await publish(FIRST)).toEqual({ made: press.published[0] });
    for (const change of [{ quarter: "2026Q2" }, { expectedVersion: 1 }, { reason: "lý do khác" }]) {
      expect(await publish({ ...FIRST, ...change })).toEqual(refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    }
  });

  test("while the first is on its way gives that, and leaves nothing that was put ready", async () => {
    const twin = new Press();
    twin.assessments = press.assessments;
    const first = await publishRanking(twin, ACTOR, FIRST, NOW);
    press.before = () => press.published.push(...twin.published);
    expect(await publish(FIRST)).toEqual(first);
    expect(press.staged).toEqual([]);
  });

  test("is a conflict when another one was faster, and leaves nothing that was put ready", async () => {
    const twin = new Press();
    twin.assessments = press.assessments;
    await publishRanking(twin, ACTOR, { ...FIRST, idempotencyKey: "key-of-another" }, NOW);
    press.before = () => press.published.push(...twin.published);
    expect(await publish(FIRST)).toEqual(refused("CONFLICT", "expectedVersion"));
    expect(press.staged).toEqual([]);
  });
});
