import { createPublicKey, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { fail } from "./errors";

export const ROLES = ["anonymous", "citizen", "officer", "partner", "auditor", "service"] as const;
export type Role = (typeof ROLES)[number];

/** Who is calling, as the gateway established it. The only source of identity in a subgraph: never an argument, never a header. */
export interface Caller {
  readonly role: Role;
  /** Stable opaque id of the account; for a citizen the opaque citizen id. Null only for anonymous callers. */
  readonly subject: string | null;
  /** Canonical agency code (QĐ 20/2020/QĐ-TTg order) of an officer or a partner system. */
  readonly agency: string | null;
  /** VNeID level of a citizen's account (NĐ 69/2024/NĐ-CP). */
  readonly vneidLevel: 1 | 2 | null;
  readonly scopes: readonly string[];
}

export const ANONYMOUS: Caller = Object.freeze({
  role: "anonymous",
  subject: null,
  agency: null,
  vneidLevel: null,
  scopes: [],
});

/** HTTP header that carries the sealed caller from the gateway to a subgraph. */
export const CALLER_HEADER = "x-sealed-caller";
/** HTTP header that carries the correlation id from the gateway to a subgraph. */
export const REQUEST_ID_HEADER = "x-request-id";

/**
 * A new correlation id: 96 random bits in three groups of 8 hexadecimal digits. Not a UUID, whose last group can be a run of
 * digits as long as a personal number, which logs blacken.
 */
export function newRequestId(): string {
  const digits = randomBytes(12).toString("hex");
  return `${digits.slice(0, 8)}-${digits.slice(8, 16)}-${digits.slice(16)}`;
}

/** Seconds that a seal is good for. */
export const SEAL_LIFETIME = 60;
const CLOCK_SKEW = 5;
const ISSUER = "lien-thong";

/**
 * Signs who is calling, for one subgraph: a compact JWS (RFC 7515) with EdDSA and the claims of RFC 7519, good for
 * {@link SEAL_LIFETIME} seconds and for `audience` only, so that a subgraph that keeps it cannot use it on another.
 * @param now seconds since the epoch
 */
export function seal(caller: Caller, options: { audience: string; key: KeyObject; now: number }): string {
  const claims = { iss: ISSUER, aud: options.audience, iat: options.now, exp: options.now + SEAL_LIFETIME, ...caller };
  const signed = `${SEAL_HEADER}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${signed}.${sign(null, Buffer.from(signed), options.key).toString("base64url")}`;
}

/**
 * Verifies a seal and returns the caller. The algorithm is fixed: nothing in the seal can choose another.
 * @param keys public keys of the gateway, more than one while a key is being replaced
 * @throws CALLER_NOT_SEALED whatever is wrong with it
 */
export function open(
  sealed: string | undefined,
  options: { audience: string; keys: readonly KeyObject[]; now: number },
): Caller {
  const refuse = (cause?: unknown) => fail("CALLER_NOT_SEALED", {}, cause);
  if (sealed === undefined || sealed.length > 8192) throw refuse();
  const [header, payload, signature, ...rest] = sealed.split(".");
  if (header !== SEAL_HEADER || payload === undefined || signature === undefined || rest.length > 0) throw refuse();
  const signed = Buffer.from(`${header}.${payload}`);
  const proof = Buffer.from(signature, "base64url");
  if (!options.keys.some((key) => verify(null, signed, key, proof))) throw refuse();
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (!isSealedClaims(claims)) throw refuse();
  if (claims.iss !== ISSUER || claims.aud !== options.audience) throw refuse();
  if (claims.exp < options.now - CLOCK_SKEW || claims.iat > options.now + CLOCK_SKEW) throw refuse();
  const { role, subject, agency, vneidLevel, scopes } = claims;
  return { role, subject, agency, vneidLevel, scopes };
}

/** The public half of a sealing key, in the form that {@link open} takes. */
export function publicKeyOf(key: KeyObject): KeyObject {
  return createPublicKey(key);
}

const SEAL_HEADER = Buffer.from('{"alg":"EdDSA","typ":"JWT"}').toString("base64url");

interface SealedClaims extends Caller {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
}

function isSealedClaims(value: unknown): value is SealedClaims {
  if (typeof value !== "object" || value === null) return false;
  const claims: Partial<Record<keyof SealedClaims, unknown>> = value;
  const textOrNull = (text: unknown) => text === null || typeof text === "string";
  return (
    typeof claims.iat === "number" &&
    typeof claims.exp === "number" &&
    ROLES.some((role) => role === claims.role) &&
    textOrNull(claims.subject) &&
    textOrNull(claims.agency) &&
    (claims.vneidLevel === null || claims.vneidLevel === 1 || claims.vneidLevel === 2) &&
    Array.isArray(claims.scopes) &&
    claims.scopes.every((scope) => typeof scope === "string")
  );
}
