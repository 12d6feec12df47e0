import { describe, expect, test } from "@jest/globals";
import {
  type AccountShelf,
  type Change,
  type Command,
  changeAccount,
  MOST_CONSENTS,
  REMEMBERED,
} from "../../../subgraphs/citizens/account-service";
import { fingerprints } from "../../../subgraphs/citizens/fingerprint";
import { type Consent, emptyAccount, type PortalAccount } from "../../../subgraphs/citizens/portal-account";

const OWN = "999999123456";
const NOW = new Date("2026-03-01T08:00:00Z");
const LATER = new Date("2026-03-02T08:00:00Z");
const fingerprint = fingerprints(Buffer.alloc(32, 5));

/** A shelf in memory that keeps the promises of the real one. */
function shelfOf(...accounts: readonly PortalAccount[]) {
  const held = new Map(accounts.map((account) => [account.id, account]));
  const writes: PortalAccount[] = [];
  const shelf: AccountShelf = {
    accounts: async (ids) => ids.map((id) => held.get(id) ?? null),
    async replaceAccount(after) {
      if ((held.get(after.id)?.version ?? 0) !== after.version - 1) return false;
      held.set(after.id, after);
      writes.push(after);
      return true;
    },
    fingerprint,
  };
  return { shelf, held, writes };
}

let used = 0;
const command = (change: Change, given: Partial<Command> = {}): Command => ({
  citizen: "me",
  number: OWN,
  vneidLevel: 2,
  idempotencyKey: `a key of its own ${used++}`,
  expectedVersion: 0,
  change,
  ...given,
});

const CONTACT: Change = { kind: "contact", email: "a@example.invalid", phone: "+999 0000 0001" };
const GIVE: Change & { kind: "give" } = { kind: "give", purpose: "p", content: "c", scope: "s", agency: "H26" };
const codes = (outcome: Awaited<ReturnType<typeof changeAccount>>) =>
  "refusals" in outcome ? outcome.refusals.map(({ code, field }) => [code, field]) : null;

async function done(shelf: AccountShelf, one: Command, now = NOW) {
  const outcome = await changeAccount(shelf, one, now);
  if ("refusals" in outcome) throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe("contact data", () => {
  test("are stored in the form in which they are kept, and open an account", async () => {
    const { shelf, held } = shelfOf();
    const { account, consent } = await done(shelf, command(CONTACT, { vneidLevel: 1 }));
    expect(account).toMatchObject({
      id: "me",
      version: 1,
      vneidLevel: 1,
      email: "a@example.invalid",
      phone: "+99900000001",
      contactChangedAt: NOW,
      consents: [],
      synthetic: false,
    });
    expect(consent).toBeNull();
    expect(held.get("me")).toEqual(account);
  });

  test.each<[Change, string | null, string | null]>([
    [{ kind: "contact", email: "b@example.invalid" }, "b@example.invalid", "+9990000"],
    [{ kind: "contact", phone: "+9991111" }, "a@example.invalid", "+9991111"],
    [{ kind: "contact", email: null }, null, "+9990000"],
    [{ kind: "contact", phone: null }, "a@example.invalid", null],
    [{ kind: "contact", email: undefined, phone: null }, "a@example.invalid", null],
    [{ kind: "contact", email: null, phone: null }, null, null],
  ])("by %j become %j and %j", async (change, email, phone) => {
    const before = { ...emptyAccount("me", 2), version: 3, email: "a@example.invalid", phone: "+9990000" };
    const { shelf } = shelfOf(before);
    const { account } = await done(shelf, command(change, { expectedVersion: 3 }));
    expect(account).toMatchObject({ email, phone, version: 4 });
  });

  test("that are not acceptable are all named, and nothing is written", async () => {
    const { shelf, writes } = shelfOf();
    const outcome = await changeAccount(shelf, command({ kind: "contact", email: OWN, phone: OWN }), NOW);
    expect(codes(outcome)).toEqual([
      ["INVALID", "email"],
      ["INVALID", "phone"],
    ]);
    expect(codes(await changeAccount(shelf, command({ kind: "contact", email: "", phone: null }), NOW))).toEqual([
      ["INVALID", "email"],
    ]);
    expect(codes(await changeAccount(shelf, command({ kind: "contact", email: null, phone: "" }), NOW))).toEqual([
      ["INVALID", "phone"],
    ]);
    expect(codes(await changeAccount(shelf, command({ kind: "contact" }), NOW))).toEqual([["INVALID", null]]);
    expect(writes).toEqual([]);
  });
});

describe("the level of the sign-in", () => {
  test.each([
    [1, 2, 2],
    [2, 1, 1],
    [1, null, 1],
  ] as const)("%s becomes %s: %s", async (stored, told, kept) => {
    const { shelf } = shelfOf({ ...emptyAccount("me", stored), version: 1 });
    const { account } = await done(shelf, command(CONTACT, { expectedVersion: 1, vneidLevel: told }));
    expect(account.vneidLevel).toBe(kept);
  });
});

describe("a consent", () => {
  test("is kept with purpose, content, scope, agency and the moment, and named", async () => {
    const { shelf } = shelfOf();
    const given = await done(shelf, command({ ...GIVE, purpose: " Cấp  thẻ ", agency: "000.00.18.G12" }));
    const wanted: Consent = {
      id: "1",
      purpose: "Cấp thẻ",
      content: "c",
      scope: "s",
      agency: "G12.18",
      givenAt: NOW,
      withdrawnAt: null,
    };
    expect(given.consent).toEqual(wanted);
    expect(given.account.consents).toEqual([wanted]);
    expect(given.account.contactChangedAt).toBeNull();
  });

  test("that is withdrawn stays in the history, beside one that is given anew", async () => {
    const { shelf } = shelfOf();
    await done(shelf, command(GIVE));
    await done(shelf, command({ ...GIVE, agency: "G12" }, { expectedVersion: 1 }));
    const change: Change = { kind: "withdraw", consentId: "1" };
    const withdrawn = await done(shelf, command(change, { expectedVersion: 2 }), LATER);
    expect(withdrawn.consent).toMatchObject({ id: "1", agency: "H26", givenAt: NOW, withdrawnAt: LATER });
    const again = await done(shelf, command(GIVE, { expectedVersion: 3 }), LATER);
    expect(again.account.consents.map(({ id, withdrawnAt }) => [id, withdrawnAt])).toEqual([
      ["1", LATER],
      ["2", null],
      ["3", null],
    ]);
    expect(again.consent).toMatchObject({ id: "3", givenAt: LATER, withdrawnAt: null });
  });

  test("is not given twice while it is in force, and every part of it counts", async () => {
    const { shelf, writes } = shelfOf();
    await done(shelf, command(GIVE));
    const twice = await changeAccount(shelf, command({ ...GIVE, purpose: "p " }, { expectedVersion: 1 }), NOW);
    expect(codes(twice)).toEqual([["OVERLAP", "purpose"]]);
    expect(writes).toHaveLength(1);
    const others: Change[] = [
      { ...GIVE, purpose: "p2" },
      { ...GIVE, content: "c2" },
      { ...GIVE, scope: "s2" },
      { ...GIVE, agency: "G12" },
    ];
    for (const [place, other] of others.entries()) await done(shelf, command(other, { expectedVersion: 1 + place }));
    expect(writes).toHaveLength(5);
  });

  test("has every part, each of an acceptable length and without a number", async () => {
    const { shelf, writes } = shelfOf();
    const bad: Change = { kind: "give", purpose: "", content: OWN, scope: "001 084 000 001", agency: "001084000001" };
    expect(codes(await changeAccount(shelf, command(bad), NOW))).toEqual([
      ["INVALID", "purpose"],
      ["INVALID", "content"],
      ["INVALID", "scope"],
      ["INVALID", "agency"],
    ]);
    for (const [field, longest] of [
      ["purpose", 300],
      ["content", 1_000],
      ["scope", 1_000],
    ] as const) {
      const long = await changeAccount(shelf, command({ ...GIVE, [field]: "x".repeat(longest + 1) }), NOW);
      expect(codes(long)).toEqual([["INVALID", field]]);
      const { shelf: other } = shelfOf();
      await done(other, command({ ...GIVE, [field]: "x".repeat(longest) }));
    }
    expect(writes).toEqual([]);
  });

  test("is refused when the history is full, and can still be withdrawn", async () => {
    const consents = Array.from({ length: MOST_CONSENTS - 1 }, (_, place): Consent => {
      const { kind: _kind, ...parts } = GIVE;
      return { ...parts, purpose: `p${place}`, id: String(place + 1), givenAt: NOW, withdrawnAt: null };
    });
    const { shelf } = shelfOf({ ...emptyAccount("me", 2), version: 1, consents });
    await done(shelf, command(GIVE, { expectedVersion: 1 }));
    const over = await changeAccount(shelf, command({ ...GIVE, purpose: "one more" }, { expectedVersion: 2 }), NOW);
    expect(codes(over)).toEqual([["NOT_ALLOWED_NOW", null]]);
    await done(shelf, command({ kind: "withdraw", consentId: "500" }, { expectedVersion: 2 }));
  });

  test("that does not exist, or was withdrawn, is not withdrawn", async () => {
    const { shelf } = shelfOf();
    await done(shelf, command(GIVE));
    for (const consentId of ["2", "0", "01", "", "001084000001"]) {
      const outcome = await changeAccount(shelf, command({ kind: "withdraw", consentId }, { expectedVersion: 1 }), NOW);
      expect(codes(outcome)).toEqual([["NOT_FOUND", "consentId"]]);
    }
    const change: Change = { kind: "withdraw", consentId: "1" };
    await done(shelf, command(change, { expectedVersion: 1 }), LATER);
    const again = await changeAccount(shelf, command(change, { expectedVersion: 2 }), LATER);
    expect(codes(again)).toEqual([["NOT_ALLOWED_NOW", "consentId"]]);
  });

  test("never ends before it begins, whatever the clock of this machine says", async () => {
    const { shelf } = shelfOf();
    await done(shelf, command(GIVE), LATER);
    const { consent } = await done(shelf, command({ kind: "withdraw", consentId: "1" }, { expectedVersion: 1 }), NOW);
    expect(consent?.withdrawnAt).toEqual(LATER);
  });
});

describe("a change that is repeated", () => {
  test.each<[string, Change]>([
    ["of contact data", CONTACT],
    ["that gives a consent", GIVE],
    ["that withdraws one", { kind: "withdraw", consentId: "1" }],
  ])("%s is carried out once, and gives its first result", async (_what, change) => {
    const { kind: _kind, ...parts } = GIVE;
    const old: Consent = { ...parts, purpose: "old", id: "1", givenAt: NOW, withdrawnAt: null };
    const { shelf, writes } = shelfOf({ ...emptyAccount("me", 2), version: 1, consents: [old] });
    const one = command(change, { expectedVersion: 1 });
    const first = await done(shelf, one);
    expect(await done(shelf, one, LATER)).toEqual(first);
    expect(await done(shelf, { ...one, expectedVersion: 2 }, LATER)).toEqual(first);
    expect(writes).toHaveLength(1);
  });

  test("names the same consent, as it is now", async () => {
    const { shelf } = shelfOf();
    const give = command(GIVE);
    await done(shelf, give);
    await done(shelf, command({ kind: "withdraw", consentId: "1" }, { expectedVersion: 1 }), LATER);
    expect((await done(shelf, give)).consent).toMatchObject({ id: "1", withdrawnAt: LATER });
  });

  test("is the same however its text is written", async () => {
    const { shelf, writes } = shelfOf();
    const one = command({ ...GIVE, purpose: "Hoà giải" });
    await done(shelf, one);
    await done(shelf, { ...one, change: { ...GIVE, purpose: ` ${"Hoà".normalize("NFD")}  giải` } });
    expect(writes).toHaveLength(1);
  });

  test.each<[Change, Change]>([
    [CONTACT, { ...CONTACT, email: "b@example.invalid" }],
    [CONTACT, { ...CONTACT, phone: "+9991111" }],
    [CONTACT, GIVE],
    [
      { kind: "contact", email: null },
      { kind: "contact", phone: null },
    ],
    [
      { kind: "contact", email: null },
      { kind: "contact", email: null, phone: null },
    ],
    [
      { kind: "contact", phone: null },
      { kind: "contact", email: null, phone: null },
    ],
    [GIVE, { ...GIVE, purpose: "p2" }],
    [GIVE, { ...GIVE, content: "c2" }],
    [GIVE, { ...GIVE, scope: "s2" }],
    [GIVE, { ...GIVE, agency: "G12" }],
    [GIVE, { kind: "withdraw", consentId: "1" }],
    [
      { kind: "withdraw", consentId: "1" },
      { kind: "withdraw", consentId: "2" },
    ],
  ])("with the same key is refused when %j becomes %j", async (change, other) => {
    const { shelf, writes } = shelfOf();
    await done(shelf, command({ ...GIVE, purpose: "first" }));
    const one = command(change, { expectedVersion: 1 });
    await done(shelf, one);
    const outcome = await changeAccount(shelf, { ...one, change: other, expectedVersion: 2 }, NOW);
    expect(codes(outcome)).toEqual([["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]]);
    expect(writes).toHaveLength(2);
  });

  test("after the answer was lost gives the result of what was written", async () => {
    const { shelf, writes } = shelfOf();
    const one = command(GIVE);
    const lost: AccountShelf = {
      ...shelf,
      async replaceAccount(after) {
        await shelf.replaceAccount(after);
        throw new Error("the connection is gone");
      },
    };
    await expect(changeAccount(lost, one, NOW)).rejects.toThrow("gone");
    expect((await done(shelf, one, LATER)).consent).toMatchObject({ id: "1", givenAt: NOW });
    expect(writes).toHaveLength(1);
  });

  test("at the same moment is carried out once, and both get the result", async () => {
    const { shelf, writes } = shelfOf();
    const one = command(GIVE);
    const [first, second] = await Promise.all([done(shelf, one), done(shelf, one)]);
    expect(second).toEqual(first);
    expect(writes).toHaveLength(1);
  });

  test("belongs to its citizen: another one may use the same key", async () => {
    const { shelf, writes } = shelfOf();
    await done(shelf, command(GIVE, { idempotencyKey: "the same key" }));
    await done(shelf, command(CONTACT, { idempotencyKey: "the same key", citizen: "other" }));
    expect(writes.map(({ commands }) => commands[0]?.key)).toEqual([expect.any(String), expect.any(String)]);
    expect(writes[0]?.commands[0]?.key).not.toBe(writes[1]?.commands[0]?.key);
  });
});

describe("two changes of one version", () => {
  test.each([0, 2, -1, 5])("the version %i is not the first one", async (expectedVersion) => {
    const { shelf, writes } = shelfOf({ ...emptyAccount("me", 2), version: 1 });
    const outcome = await changeAccount(shelf, command(CONTACT, { expectedVersion }), NOW);
    expect(codes(outcome)).toEqual([["CONFLICT", "expectedVersion"]]);
    expect(writes).toEqual([]);
  });

  test("at the same moment: one is carried out, the other is a conflict", async () => {
    const { shelf, writes } = shelfOf();
    const outcomes = await Promise.all([GIVE, CONTACT].map((change) => changeAccount(shelf, command(change), NOW)));
    expect(outcomes.map(codes)).toEqual([null, [["CONFLICT", "expectedVersion"]]]);
    expect(writes).toHaveLength(1);
  });

  test("a store that refuses every write makes a conflict, and is not asked for ever", async () => {
    const { shelf } = shelfOf();
    let asked = 0;
    const stubborn = { ...shelf, replaceAccount: async () => ++asked > 1_000 };
    expect(codes(await changeAccount(stubborn, command(CONTACT), NOW))).toEqual([["CONFLICT", "expectedVersion"]]);
    expect(asked).toBe(2);
  });
});

describe("what is remembered of a change", () => {
  test("is neither the key nor the content, and not for ever", async () => {
    const { shelf, held } = shelfOf();
    const first = command(CONTACT, { idempotencyKey: "001084000001" });
    await done(shelf, first);
    expect(JSON.stringify(held.get("me")?.commands)).not.toMatch(/\d{9}|example/);
    for (let version = 1; version <= REMEMBERED; version += 1) {
      await done(shelf, command({ kind: "contact", phone: null }, { expectedVersion: version }));
    }
    expect(held.get("me")?.commands).toHaveLength(REMEMBERED);
    // Forgotten, but what it expected is long gone.
    expect(codes(await changeAccount(shelf, first, NOW))).toEqual([["CONFLICT", "expectedVersion"]]);
  });

  test.each(["", "1234567", "x".repeat(101)])("is asked for by a key such as no %j", async (idempotencyKey) => {
    const { shelf } = shelfOf();
    const outcome = await changeAccount(shelf, command({ kind: "contact" }, { idempotencyKey }), NOW);
    expect(codes(outcome)).toEqual([["INVALID", "idempotencyKey"]]);
  });

  test("is not to be guessed without the key of the fingerprints", () => {
    expect(fingerprint(["a", "b"])).toBe(fingerprint(["a", "b"]));
    expect(fingerprint(["a", "b"])).not.toBe(fingerprint(["ab"]));
    expect(fingerprint(["a", null])).not.toBe(fingerprint(["a", "null"]));
    expect(fingerprints(Buffer.alloc(32, 6))(["a"])).not.toBe(fingerprint(["a"]));
  });
});
