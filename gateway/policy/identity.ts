import { createLocalJWKSet, createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { ANONYMOUS, type Caller, ROLES } from "../../schema/caller";
import { fail } from "../../schema/errors";
import type { Issuer } from "./issuers";

/** Finds out who sent an `Authorization` header. */
export interface Identity {
  /** Anonymous without a header. @throws TOKEN_INVALID for a header that is not a good bearer token */
  identify(authorization: string | undefined): Promise<Caller>;
}

/** Tokens that were verified once are known until they expire, at most this long. */
const REMEMBER_SECONDS = 60;
const REMEMBER_TOKENS = 5000;
const CLOCK_SKEW_SECONDS = 60;

/** Identity by JWT access tokens of the configured issuers: EdDSA, ES256 or RS256 as the issuer's entry allows, nothing else. */
export function createIdentity(issuers: readonly Issuer[]): Identity {
  const known = new Map<string, { caller: Caller; until: number }>();
  const keys = new Map(issuers.map((issuer) => [issuer.issuer, keySourceOf(issuer)]));
  const verify = async (token: string): Promise<{ caller: Caller; until: number }> => {
    const issuer = issuers.find((each) => each.issuer === unverifiedIssuer(token));
    const key = issuer && keys.get(issuer.issuer);
    if (issuer === undefined || key === undefined) throw fail("TOKEN_INVALID");
    const { payload } = await jwtVerify(token, key, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ["sub", "exp"],
    });
    const now = Date.now() / 1000;
    return { caller: callerOf(payload), until: Math.min(payload.exp ?? 0, now + REMEMBER_SECONDS) };
  };
  return {
    async identify(authorization) {
      if (authorization === undefined) return ANONYMOUS;
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
      if (token === undefined || token.length > 8192) throw fail("TOKEN_INVALID");
      const remembered = known.get(token);
      if (remembered !== undefined && remembered.until > Date.now() / 1000) return remembered.caller;
      let verified: { caller: Caller; until: number };
      try {
        verified = await verify(token);
      } catch (cause) {
        throw fail("TOKEN_INVALID", {}, cause);
      }
      if (known.size >= REMEMBER_TOKENS) known.clear();
      known.set(token, verified);
      return verified.caller;
    },
  };
}

function keySourceOf(issuer: Issuer): JWTVerifyGetKey {
  return "keys" in issuer.jwks
    ? createLocalJWKSet(issuer.jwks)
    : createRemoteJWKSet(new URL(issuer.jwks.url), { cooldownDuration: 30_000, timeoutDuration: 2000 });
}

/** Reads `iss` only to choose among configured issuers; the signature is checked against that issuer's keys afterwards. */
function unverifiedIssuer(token: string): unknown {
  const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  return typeof payload === "object" && payload !== null ? Reflect.get(payload, "iss") : undefined;
}

function callerOf(claims: JWTPayload): Caller {
  const role = ROLES.find((each) => each === claims.role && each !== "anonymous");
  if (role === undefined || claims.sub === undefined) throw new Error("the token has no known role or no subject");
  const agency =
    typeof claims.agency === "string" && /^[0-9A-Z]{2,4}(\.[0-9A-Z]{2,4}){0,8}$/.test(claims.agency)
      ? claims.agency
      : null;
  if ((role === "officer" || role === "partner") && agency === null)
    throw new Error(`a token of role ${role} must name its agency`);
  const vneidLevel = claims.vneid_level === 1 || claims.vneid_level === 2 ? claims.vneid_level : null;
  return Object.freeze({
    role,
    subject: claims.sub,
    agency,
    vneidLevel,
    scopes: Object.freeze(scopesOf(claims.scope)),
  });
}

/** RFC 9068: a space separated text; some issuers send a list. */
function scopesOf(scope: unknown): string[] {
  if (typeof scope === "string") return scope.split(" ").filter((each) => each !== "");
  return Array.isArray(scope) ? scope.filter((each) => typeof each === "string") : [];
}
