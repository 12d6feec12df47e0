import { type JWTPayload, jwtVerify } from "jose";
import { ANONYMOUS, type Caller } from "../../schema/caller";
import type { ErrorCode } from "../../schema/errors";
import { canonicalAgencyCode, type Log } from "../../subgraphs/kit";
import { KeysUnavailable, keysOf } from "./issuer-keys";
import type { Issuer } from "./issuers";

/** Finds out who sent an `Authorization` header. */
export interface Identity {
  /** Anonymous without a header; the code of the error when the header is no good bearer token, or cannot be checked. */
  identify(authorization: string | undefined): Promise<Caller | ErrorCode>;
}

interface Verified {
  readonly caller: Caller;
  /** Seconds since the epoch. */
  readonly until: number;
}

/** Tokens that were verified once are known until they expire, at most this long. */
const REMEMBER_SECONDS = 60;
const REMEMBER_TOKENS = 5000;
const CLOCK_SKEW_SECONDS = 60;

/** Identity by JWT access tokens of the configured issuers: the algorithms that the issuer's entry allows, nothing else. */
export function createIdentity(issuers: readonly Issuer[], log: Log): Identity {
  const known = new Map<string, Verified>();
  const sources = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]));
  const verify = async (token: string): Promise<Verified> => {
    const source = sources.get(unverifiedIssuer(token));
    if (source === undefined) throw new Error("the issuer is not configured");
    const { payload } = await jwtVerify(token, source.keys, {
      issuer: source.issuer.issuer,
      audience: source.issuer.audience,
      algorithms: [...source.issuer.algorithms],
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ["sub", "exp"],
    });
    const until = Math.min(payload.exp ?? 0, Date.now() / 1000 + REMEMBER_SECONDS);
    return { caller: callerOf(payload, source.issuer), until };
  };
  return {
    async identify(authorization) {
      if (authorization === undefined) return ANONYMOUS;
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.slice(0, 8192))?.[1];
      if (token === undefined || authorization.length > 8192) return "TOKEN_INVALID";
      const remembered = known.get(token);
      if (remembered !== undefined && remembered.until > Date.now() / 1000) return remembered.caller;
      try {
        const verified = await verify(token);
        if (known.size >= REMEMBER_TOKENS) known.clear();
        known.set(token, verified);
        return verified.caller;
      } catch (error) {
        if (!(error instanceof KeysUnavailable)) return "TOKEN_INVALID";
        log.error({ err: error }, "an issuer's keys cannot be read");
        return "IDENTITY_UNAVAILABLE";
      }
    },
  };
}

/** Reads `iss` only to choose among configured issuers; the signature is checked against that issuer's keys afterwards. */
function unverifiedIssuer(token: string): string {
  const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  return typeof payload === "object" && payload !== null ? String(Reflect.get(payload, "iss")) : "";
}

function callerOf(claims: JWTPayload, issuer: Issuer): Caller {
  const role = issuer.roles.find((each) => each === claims.role);
  if (role === undefined || claims.sub === undefined)
    throw new Error("the token has no subject, or no role that its issuer may give");
  const agency = typeof claims.agency === "string" ? canonicalAgencyCode(claims.agency) : null;
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
