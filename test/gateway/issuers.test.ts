import { describe, expect, test } from "@jest/globals";
import { issuersSetting } from "../../gateway/policy";

const issuer = {
  issuer: "sso",
  audience: "lien-thong",
  roles: ["citizen"],
  jwksUrl: "https://sso.example.gov.vn/jwks",
};
const faults = (value: unknown) =>
  issuersSetting.safeParse(typeof value === "string" ? value : JSON.stringify(value)).error?.issues ?? [];

describe("the setting ISSUERS", () => {
  test("takes a list of issuers, each with the roles that it may give", () => {
    expect(faults([issuer])).toEqual([]);
    expect(faults([{ ...issuer, jwksUrl: "http://127.0.0.1:8080/jwks" }])).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["no JSON", "sso"],
    ["an empty list", []],
    ["an issuer without roles", [{ ...issuer, roles: [] }]],
    ["a role that nobody signs in as", [{ ...issuer, roles: ["anonymous"] }]],
    ["one issuer twice", [issuer, { ...issuer, audience: "other" }]],
    ["keys that travel in the clear", [{ ...issuer, jwksUrl: "http://sso.example.gov.vn/jwks" }]],
    ["a symmetric algorithm", [{ ...issuer, algorithms: ["HS256"] }]],
  ])("refuses %s", (_title, value) => {
    expect(faults(value).length).toBeGreaterThan(0);
  });
});
