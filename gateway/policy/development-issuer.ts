import { createPublicKey, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import type { Issuer } from "./issuers";

/** A caller that a developer may become. */
export interface SampleCaller {
  /** What `npm run token -- <name>` takes. */
  readonly name: string;
  readonly description: string;
  readonly role: "citizen" | "officer" | "partner" | "auditor" | "service";
  readonly subject: string;
  readonly agency?: string;
  readonly vneidLevel?: 1 | 2;
  readonly scopes: readonly string[];
}

const ISSUER = "lien-thong-development";
const AUDIENCE = "lien-thong";
const LIFETIME_SECONDS = 12 * 3600;

/** The issuer whose private key lies in the data folder. It never exists in production. */
export interface DevelopmentIssuer {
  readonly issuer: Issuer;
  sign(caller: SampleCaller): Promise<string>;
}

export function createDevelopmentIssuer(key: KeyObject): DevelopmentIssuer {
  const jwk = createPublicKey(key).export({ format: "jwk" });
  return {
    issuer: {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: ["EdDSA"],
      roles: ["citizen", "officer", "partner", "auditor", "service"],
      jwks: { keys: [{ ...jwk, alg: "EdDSA", use: "sig" }] },
    },
    sign: (caller) =>
      new SignJWT({
        role: caller.role,
        agency: caller.agency,
        vneid_level: caller.vneidLevel,
        scope: caller.scopes.join(" "),
      })
        .setProtectedHeader({ alg: "EdDSA" })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(caller.subject)
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .sign(key),
  };
}
