import { describe, expect, test } from "@jest/globals";
import { type Caller, ROLES, type Role } from "../../../schema/caller";
import type { PartialDay } from "../../../subgraphs/citizens/people";
import type { Consent, PortalAccount } from "../../../subgraphs/citizens/portal-account";
import {
  canBeNumber,
  chosenConsents,
  isInForce,
  isSynthetic,
  isVisible,
  may,
  mayLookUp,
  numberDifferences,
  requireCitizen,
  SYNTHETIC_NOTE,
  visibleAccount,
} from "../../../subgraphs/citizens/service";

const SCOPES = ["citizen:read", "citizen:number", "citizen:contact"] as const;
type Scope = (typeof SCOPES)[number];

/** The table of rights: by role, what each scope gives on somebody else. Everything that is not here is refused. */
const GIVES: Readonly<Record<Role, Partial<Record<Scope, readonly string[]>>>> = {
  anonymous: {},
  citizen: {},
  officer: { "citizen:read": ["record"], "citizen:number": ["number", "lookup"], "citizen:contact": ["contact"] },
  partner: { "citizen:read": ["record"], "citizen:number": ["number"] },
  auditor: { "citizen:read": ["record"] },
  service: { "citizen:read": ["record"], "citizen:number": ["number", "lookup"] },
};

function callerOf(role: Role, given: Partial<Caller> = {}): Caller {
  return { role, subject: "somebody", agency: null, vneidLevel: null, scopes: [], ...given };
}

function rightsOf(caller: Caller, citizenId: string): string[] {
  const rights = (["record", "number", "contact"] as const).filter((right) => may(caller, right, citizenId));
  return mayLookUp(caller) ? [...rights, "lookup"] : rights;
}

const SETS: readonly (readonly Scope[])[] = [[], ...SCOPES.map((scope) => [scope]), SCOPES];

describe("what a role may do to somebody else", () => {
  test.each(ROLES.flatMap((role) => SETS.map((scopes) => [role, scopes] as const)))("%s with %j", (role, scopes) => {
    const rights = new Set(scopes.flatMap((scope) => GIVES[role][scope] ?? []));
    const caller = callerOf(role, { scopes });
    expect(new Set(rightsOf(caller, "other"))).toEqual(rights);
    rights.delete("lookup");
    expect(isVisible(caller, "other")).toBe(rights.size > 0);
  });

  test.each(["citizen", "citizen:reader", "itizen:read", "CITIZEN:READ", "citizen:*", " citizen:read"])(
    "the scope %j gives nothing",
    (scope) => {
      expect(rightsOf(callerOf("officer", { scopes: [scope] }), "other")).toEqual([]);
    },
  );

  test("a citizen has every right to the own data without a scope, but looks up nobody", () => {
    const caller = callerOf("citizen", { subject: "me", scopes: SCOPES });
    expect(rightsOf(caller, "me")).toEqual(["record", "number", "contact"]);
    expect(isVisible(caller, "me")).toBe(true);
    expect(isVisible(caller, "other")).toBe(false);
  });

  test.each(ROLES.filter((role) => role !== "citizen"))("a %s is not the citizen whose id is the subject", (role) => {
    expect(rightsOf(callerOf(role, { subject: "me" }), "me")).toEqual([]);
    expect(isVisible(callerOf(role, { subject: "me" }), "me")).toBe(false);
  });
});

describe("whoever changes an account", () => {
  const codeOf = (caller: Caller) => {
    try {
      return requireCitizen(caller);
    } catch (error) {
      return error instanceof Error && "extensions" in error ? error.extensions : error;
    }
  };

  test("is a citizen, with the level of the sign-in", () => {
    expect(codeOf(callerOf("citizen", { subject: "me", vneidLevel: 2 }))).toEqual({ citizen: "me", vneidLevel: 2 });
    expect(codeOf(callerOf("citizen", { subject: "me" }))).toEqual({ citizen: "me", vneidLevel: null });
  });

  test("has signed in", () => {
    expect(codeOf(callerOf("anonymous", { subject: null }))).toEqual({ code: "UNAUTHENTICATED" });
  });

  test.each(["officer", "partner", "auditor", "service"] as const)("is no %s", (role) => {
    expect(codeOf(callerOf(role, { scopes: SCOPES }))).toEqual({ code: "FORBIDDEN" });
  });

  test("is somebody", () => {
    expect(codeOf(callerOf("citizen", { subject: null }))).toEqual({ code: "FORBIDDEN" });
  });
});

const DAY_ONE = new Date("2026-01-01T00:00:00Z");
const DAY_TWO = new Date("2026-01-02T00:00:00Z");

function consent(id: string, agency: string, withdrawnAt: Date | null = null): Consent {
  return { id, purpose: "p", content: "c", scope: "s", agency, givenAt: DAY_ONE, withdrawnAt };
}

const ACCOUNT: PortalAccount = {
  id: "me",
  version: 7,
  vneidLevel: 2,
  email: "a@example.invalid",
  phone: "+99900000001",
  contactChangedAt: DAY_TWO,
  consents: [consent("1", "H26"), consent("2", "H26.15", DAY_TWO), consent("3", "H260"), consent("4", "G12")],
  commands: [],
  synthetic: true,
};

describe("an account", () => {
  test("is whole for its citizen", () => {
    const { id: _id, commands: _commands, synthetic: _synthetic, ...whole } = ACCOUNT;
    expect(visibleAccount(callerOf("citizen", { subject: "me" }), "me", ACCOUNT)).toEqual(whole);
  });

  test("shows an officer with citizen:read no contact data, and not when these changed", () => {
    const caller = callerOf("officer", { scopes: ["citizen:read"], agency: "H26" });
    expect(visibleAccount(caller, "me", ACCOUNT)).toEqual({
      version: 7,
      vneidLevel: 2,
      email: null,
      phone: null,
      contactChangedAt: null,
      consents: ACCOUNT.consents.slice(0, 2),
    });
  });

  test("shows an officer with citizen:contact nothing else", () => {
    const caller = callerOf("officer", { scopes: ["citizen:contact"], agency: "H26" });
    expect(visibleAccount(caller, "me", ACCOUNT)).toEqual({
      version: null,
      vneidLevel: null,
      email: ACCOUNT.email,
      phone: ACCOUNT.phone,
      contactChangedAt: DAY_TWO,
      consents: [],
    });
  });

  test("is not there for whoever has the number only, and for other citizens", () => {
    expect(visibleAccount(callerOf("officer", { scopes: ["citizen:number"] }), "me", ACCOUNT)).toBeNull();
    expect(visibleAccount(callerOf("citizen", { subject: "other" }), "me", ACCOUNT)).toBeNull();
  });

  test("is empty for a citizen of whom nothing is stored, and is not there for officers", () => {
    const citizen = callerOf("citizen", { subject: "me", vneidLevel: 1 });
    expect(visibleAccount(citizen, "me", null)).toEqual({
      version: 0,
      vneidLevel: 1,
      email: null,
      phone: null,
      contactChangedAt: null,
      consents: [],
    });
    expect(visibleAccount(citizen, "other", null)).toBeNull();
    for (const role of ["officer", "service", "auditor"] as const) {
      expect(visibleAccount(callerOf(role, { subject: "me", scopes: SCOPES }), "me", null)).toBeNull();
    }
  });

  test.each([
    ["officer", "H26", ["1", "2"]],
    ["officer", "H26.15", ["1", "2"]],
    ["officer", "H26.15.01", ["1", "2"]],
    ["officer", "H26.16", ["1"]],
    ["officer", "H2", []],
    ["officer", null, []],
    ["partner", "G12", ["4"]],
    ["partner", null, []],
    ["auditor", null, ["1", "2", "3", "4"]],
    ["auditor", "H57", ["1", "2", "3", "4"]],
    ["service", null, ["1", "2", "3", "4"]],
  ] as const)("shows a %s of %s the consents %j", (role, agency, ids) => {
    const seen = visibleAccount(callerOf(role, { agency, scopes: ["citizen:read"] }), "me", ACCOUNT);
    expect(seen?.consents.map(({ id }) => id)).toEqual(ids);
  });
});

describe("consents that are asked for", () => {
  test.each([
    [null, null, ["4", "3", "2", "1"]],
    [null, true, ["4", "3", "1"]],
    [null, false, ["2"]],
    ["H26", null, ["1"]],
    ["H26.15", null, ["2", "1"]],
    ["H26.15", true, ["1"]],
    ["H26.15.02", false, ["2"]],
    ["H", null, []],
  ])("for agency %s, in force %s, are %j", (agency, inForce, ids) => {
    expect(chosenConsents(ACCOUNT.consents, { agency, inForce }).map(({ id }) => id)).toEqual(ids);
  });

  test("leave the history as it was", () => {
    chosenConsents(ACCOUNT.consents, { agency: null, inForce: null });
    expect(ACCOUNT.consents.map(({ id }) => id)).toEqual(["1", "2", "3", "4"]);
  });

  test("are in force until they are withdrawn", () => {
    expect(isInForce({ withdrawnAt: null })).toBe(true);
    expect(isInForce({ withdrawnAt: DAY_TWO })).toBe(false);
  });
});

describe("numbers and notes", () => {
  test.each([
    ["001084000001", true],
    ["123456789", true],
    ["1234567890", false],
    ["00108400000", false],
    ["", false],
  ])("%j can be a number of a person: %s", (text, can) => {
    expect(canBeNumber(text)).toBe(can);
  });

  const CODES = new Map([["1", "MALE"]] as const);
  const birthDate = (year: number | null): PartialDay => ({ year, month: null, day: null, text: "" });
  const person = { personalNumber: "001084000001", sexCode: "1", birthDate: birthDate(1984) };
  test.each([
    [person, []],
    [{ ...person, birthDate: birthDate(1985) }, ["BIRTH_YEAR"]],
    [{ ...person, personalNumber: "001184000001" }, ["SEX"]],
    [{ ...person, personalNumber: "001184000001", sexCode: "2" }, []],
    [{ ...person, personalNumber: "001184000001", sexCode: null }, []],
    [{ ...person, sexCode: null, birthDate: birthDate(null) }, null],
    [{ ...person, sexCode: "2", birthDate: null }, null],
    [{ ...person, personalNumber: null }, null],
  ])("%j differs in %j", (record, differences) => {
    expect(numberDifferences(record, CODES)).toEqual(differences);
  });

  test.each([
    [SYNTHETIC_NOTE, true],
    [`Bản tin: ${SYNTHETIC_NOTE}.`.normalize("NFD"), true],
    ["synthetic", false],
    ["", false],
    [null, false],
  ])("the note %j says made up: %s", (note, synthetic) => {
    expect(isSynthetic(note)).toBe(synthetic);
  });
});
