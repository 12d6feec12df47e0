import { beforeEach, describe, expect, test } from "@jest/globals";
import type { AgencyCaller } from "../../../../subgraphs/catalogue/command";
import type { Offering, StoredService } from "../../../../subgraphs/catalogue/offering";
import {
  type CloseServiceRequest,
  canonicalServiceCode,
  closeOnlineService,
  type OfferingStore,
  type SetServiceRequest,
  serviceCode,
  setOnlineService,
} from "../../../../subgraphs/catalogue/online-service";
import { plainProcedure } from "./plain-procedure";

const OFFICER: AgencyCaller = { account: "officer-1", agency: "H26" };
const BASIS = { number: "QĐ 1", issuedOn: "2026-01-01" };

/** Offerings in memory, each replaced as a whole over the version that was read. */
class Counter implements OfferingStore {
  readonly kept = new Map<string, Offering>();
  /** Runs once, just before the next write. */
  before: () => void = () => undefined;

  async procedures(codes: readonly string[]) {
    return codes.map((code) => {
      if (code === "2.000635") return plainProcedure(code);
      return code === "2.000636" ? plainProcedure(code, { state: "REPEALED" }) : null;
    });
  }
  async offering(id: string) {
    return this.kept.get(id) ?? null;
  }
  async offeringOfService(code: string) {
    return [...this.kept.values()].find(({ services }) => services.some((service) => service.code === code)) ?? null;
  }
  async offeringByKey(account: string, key: string) {
    const has = ({ commands }: Offering) => commands.some((each) => each.account === account && each.key === key);
    return [...this.kept.values()].find(has) ?? null;
  }
  async writeOffering(offering: Offering, expectedVersion: number) {
    const { before } = this;
    this.before = () => undefined;
    before();
    if ((this.kept.get(offering.id)?.version ?? 0) !== expectedVersion) return false;
    this.kept.set(offering.id, offering);
    return true;
  }
}

let counter: Counter;
beforeEach(() => {
  counter = new Counter();
});

const request = (changes: Partial<SetServiceRequest> = {}): SetServiceRequest => ({
  procedureCode: "2.000635",
  number: "01",
  serviceScope: "FULL",
  since: "2026-02-01",
  testing: false,
  expectedVersion: 0,
  idempotencyKey: "key-00000001",
  ...changes,
});
const set = (changes: Partial<SetServiceRequest> = {}, caller = OFFICER) =>
  setOnlineService(request(changes), caller, counter);
const close = (changes: Partial<CloseServiceRequest> = {}, caller = OFFICER) =>
  closeOnlineService(
    { code: "2.000635.H26.01", until: "2026-06-30", expectedVersion: 1, idempotencyKey: "key-of-close", ...changes },
    caller,
    counter,
  );
const refused = (...refusals: readonly (readonly [string, string])[]) => ({
  done: null,
  refusals: refusals.map(([code, field]) => ({ code, field })),
});
const services = (): readonly StoredService[] => [...counter.kept.values()].flatMap((offering) => offering.services);

describe("the code of a service", () => {
  test("is the procedure's with the agency's and a number, whatever its length", () => {
    expect(serviceCode("2.000815", "H55", "02")).toBe("2.000815.H55.02");
    expect(canonicalServiceCode("2.000815.000.00.00.H55.02")).toBe("2.000815.H55.02");
    for (const code of ["2.000815.H55.02", "2.000815.H55", "2.000815.02", "C08_XPHCDB"]) {
      expect(canonicalServiceCode(code)).toBe(code);
    }
  });
});

describe("an online service", () => {
  test("is opened with all that was stated, and is shown with its offering", async () => {
    const basis = { ...BASIS, number: " QĐ 1 ", title: " Quyết định ", effectiveFrom: "2026-02-01", note: " " };
    const outcome = await set({
      name: " Đăng ký ",
      legacyLevel: 4,
      legacyLevelBasis: basis,
      serviceScopeBasis: BASIS,
      testing: true,
    });
    const service = {
      code: "2.000635.H26.01",
      name: "Đăng ký",
      serviceScope: "FULL",
      serviceScopeBasis: { number: "QĐ 1", title: null, issuedOn: "2026-01-01", effectiveFrom: null, note: null },
      legacyLevel: 4,
      legacyLevelBasis: {
        number: "QĐ 1",
        title: "Quyết định",
        issuedOn: "2026-01-01",
        effectiveFrom: "2026-02-01",
        note: null,
      },
      testing: true,
      since: "2026-02-01",
      until: null,
      earlier: [],
    };
    const place = { procedureCode: "2.000635", agencyCode: "H26", version: 1 };
    expect(outcome).toEqual({ done: { ...service, ...place, synthetic: false }, refusals: [] });
    expect([...counter.kept.values()]).toEqual([
      {
        id: "2.000635:H26",
        ...place,
        since: "2026-02-01",
        until: null,
        online: true,
        services: [service],
        origin: "PUBLISHED",
        commands: [{ account: "officer-1", key: "key-00000001", hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      },
    ]);
  });

  test("has neither name nor level when none was stated", async () => {
    await set();
    expect(services()).toMatchObject([
      { name: null, legacyLevel: null, legacyLevelBasis: null, serviceScopeBasis: null, testing: false },
    ]);
  });

  test("is changed where it is, beside the others, and keeps its first day", async () => {
    await set({ number: "02", since: "2026-01-01" });
    await set({ expectedVersion: 1, idempotencyKey: "key-00000002" });
    await set({ number: "02", name: "Mới", since: "2026-03-01", expectedVersion: 2, idempotencyKey: "key-00000003" });
    expect(services().map(({ code, name, since }) => [code, name, since])).toEqual([
      ["2.000635.H26.01", null, "2026-02-01"],
      ["2.000635.H26.02", "Mới", "2026-01-01"],
    ]);
    expect([...counter.kept.values()]).toMatchObject([{ since: "2026-01-01", version: 3, commands: [{}, {}, {}] }]);
  });

  test("of an offering that was not online makes it so, and leaves what it was", async () => {
    counter.kept.set("2.000635:H26", {
      id: "2.000635:H26",
      procedureCode: "2.000635",
      agencyCode: "H26",
      since: null,
      until: null,
      online: false,
      services: [],
      version: 4,
      origin: "SAMPLE",
      commands: [],
    });
    expect(await set({ expectedVersion: 4 })).toMatchObject({ done: { version: 5, synthetic: true } });
    expect(counter.kept.get("2.000635:H26")).toMatchObject({ online: true, since: null });
  });

  test.each<[string, Partial<SetServiceRequest>, readonly string[]]>([
    ["number 00", { number: "00" }, ["number"]],
    ["number 1", { number: "1" }, ["number"]],
    ["number 001", { number: "001" }, ["number"]],
    ["number x1", { number: "x01" }, ["number"]],
    ["number 99", { number: "99" }, []],
    ["the longest name", { name: "x".repeat(1000) }, []],
    ["a longer name", { name: "x".repeat(1001) }, ["name"]],
    ["level 0", { legacyLevel: 0 }, ["legacyLevel"]],
    ["level 1", { legacyLevel: 1 }, []],
    ["level 2", { legacyLevel: 2 }, []],
    ["level 3", { legacyLevel: 3, legacyLevelBasis: BASIS }, []],
    ["level 5", { legacyLevel: 5 }, ["legacyLevel"]],
    ["a basis of no level", { legacyLevelBasis: BASIS }, ["legacyLevelBasis"]],
    ["a basis without a number", { serviceScopeBasis: { ...BASIS, number: " " } }, ["serviceScopeBasis.number"]],
    ["the longest title", { serviceScopeBasis: { ...BASIS, title: "x".repeat(1000) } }, []],
    ["a longer title", { serviceScopeBasis: { ...BASIS, title: "x".repeat(1001) } }, ["serviceScopeBasis"]],
    ["a longer note", { serviceScopeBasis: { ...BASIS, note: "x".repeat(1001) } }, ["serviceScopeBasis"]],
    [
      "a longer number of a basis",
      { serviceScopeBasis: { ...BASIS, number: "x".repeat(1001) } },
      ["serviceScopeBasis"],
    ],
    [
      "a level's basis without a number",
      { legacyLevel: 3, legacyLevelBasis: { ...BASIS, number: "" } },
      ["legacyLevelBasis.number"],
    ],
    ["a short key", { idempotencyKey: "1234567" }, ["idempotencyKey"]],
    ["a version below 0", { expectedVersion: -1 }, ["expectedVersion"]],
    ["two faults", { number: "0", legacyLevel: 9 }, ["number", "legacyLevel"]],
  ])("with %s has the faults it has", async (_, changes, fields) => {
    const { refusals } = await set(changes);
    expect(refusals).toEqual(fields.map((field) => ({ code: "INVALID", field })));
    expect(counter.kept.size).toBe(fields.length === 0 ? 1 : 0);
  });

  test.each<[string, Partial<SetServiceRequest>, readonly [string, string]]>([
    ["of an agency elsewhere", { agency: "H27" }, ["NOT_FOUND", "agency"]],
    ["of no agency's code", { agency: "h26" }, ["NOT_FOUND", "agency"]],
    ["of a procedure that is not there", { procedureCode: "2.999999" }, ["NOT_FOUND", "procedureCode"]],
    ["of a procedure that has ended", { procedureCode: "2.000636" }, ["NOT_ALLOWED_NOW", "procedureCode"]],
    ["of another version", { expectedVersion: 1 }, ["CONFLICT", "expectedVersion"]],
  ])("%s is refused", async (_, changes, expected) => {
    expect(await set(changes)).toEqual(refused(expected));
    expect(counter.kept.size).toBe(0);
  });

  test("of a unit under the caller's agency is opened, in either order of its code", async () => {
    expect(await set({ agency: "000.00.15.H26" })).toMatchObject({ done: { code: "2.000635.H26.15.01" } });
  });
});

describe("a service that is closed", () => {
  test("stays with its last day, beside the others", async () => {
    await set();
    expect(await close({ code: "2.000635.000.00.00.H26.01" })).toMatchObject({
      done: { code: "2.000635.H26.01", since: "2026-02-01", until: "2026-06-30", version: 2 },
    });
  });

  test("is closed on its first day or later, by its agency, in its version", async () => {
    await set();
    expect(await close({ until: "2026-01-31" })).toEqual(refused(["INVALID", "until"]));
    expect(await close({ code: "2.000635.H26.02" })).toEqual(refused(["NOT_FOUND", "code"]));
    expect(await close({}, { account: "officer-2", agency: "H27" })).toEqual(refused(["NOT_FOUND", "code"]));
    expect(await close({ expectedVersion: 2 })).toEqual(refused(["CONFLICT", "expectedVersion"]));
    expect(await close({ idempotencyKey: "" })).toEqual(refused(["INVALID", "idempotencyKey"]));
    expect(await close({ until: "2026-02-01" })).toMatchObject({ done: { until: "2026-02-01" } });
  });

  test("is opened again from a later day, with the time it was open before", async () => {
    await set();
    await close();
    const again = await set({ since: "2026-07-01", expectedVersion: 2, idempotencyKey: "key-00000002" });
    const earlier = [{ since: "2026-02-01", until: "2026-06-30" }];
    expect(again).toMatchObject({ done: { since: "2026-07-01", until: null, earlier } });
    await set({ since: "2026-08-01", expectedVersion: 3, idempotencyKey: "key-00000003" });
    expect(services()).toMatchObject([{ since: "2026-07-01", until: null, earlier }]);
    await close({ until: "2026-08-31", expectedVersion: 4, idempotencyKey: "key-of-close-2" });
    await set({ since: "2026-09-01", expectedVersion: 5, idempotencyKey: "key-00000004" });
    expect(services()).toMatchObject([
      { since: "2026-09-01", earlier: [...earlier, { since: "2026-07-01", until: "2026-08-31" }] },
    ]);
  });

  test("that is opened again while it is still open simply stays open", async () => {
    await set();
    await close();
    await set({ since: "2026-06-30", expectedVersion: 2, idempotencyKey: "key-00000002" });
    expect(services()).toMatchObject([{ since: "2026-02-01", until: null, earlier: [] }]);
  });
});

describe("a command that comes again", () => {
  test("gives the service as it is now; another under its key is refused", async () => {
    await set();
    const closed = await close();
    expect(await set()).toEqual(closed);
    expect(await close()).toEqual(closed);
    expect(await set({ agency: "H26" })).toEqual(closed);
    const reused = refused(["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]);
    expect(await set({ name: "khác" })).toEqual(reused);
    expect(await set({ number: "02" })).toEqual(reused);
    expect(await close({ until: "2026-07-01" })).toEqual(reused);
    expect(await close({ code: "2.000635.H26.02" })).toEqual(reused);
    expect(await set({ idempotencyKey: "key-of-close" })).toEqual(reused);
  });

  test("with another account's key is another command", async () => {
    await set();
    expect(await set({ expectedVersion: 1 }, { account: "officer-2", agency: "H26" })).toMatchObject({
      done: { version: 2 },
    });
  });

  test("while the first is on its way gives what that made, and another one is a conflict", async () => {
    const twin = new Counter();
    const first = await setOnlineService(request(), OFFICER, twin);
    const [made] = twin.kept.values();
    if (made === undefined) throw new Error("the twin refused");
    counter.before = () => counter.kept.set(made.id, made);
    expect(await set()).toEqual(first);
    counter = new Counter();
    counter.before = () => counter.kept.set(made.id, { ...made, commands: [] });
    expect(await set()).toEqual(refused(["CONFLICT", "expectedVersion"]));
  });
});
