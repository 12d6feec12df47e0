import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import type { Issuer } from "./issuers";

/** How long fetched keys are used before they are fetched again, and how long a failing issuer is left alone. */
const REFRESH_MS = 10 * 60_000;
const LEAVE_ALONE_MS = 30_000;

/** An issuer's keys have never been read and cannot be read now. */
export class KeysUnavailable extends Error {}

/**
 * The keys of an issuer. Published ones are fetched at most once in 30 seconds, whatever key ids callers send; when they
 * cannot be fetched, the last good ones stay in use, so that an outage of the issuer signs nobody out.
 */
export function keysOf(issuer: Issuer): JWTVerifyGetKey {
  if ("keys" in issuer.jwks) return createLocalJWKSet(issuer.jwks);
  const remote = createRemoteJWKSet(new URL(issuer.jwks.url), {
    cacheMaxAge: REFRESH_MS,
    cooldownDuration: LEAVE_ALONE_MS,
    timeoutDuration: 2000,
  });
  let lastGood: JWTVerifyGetKey | undefined;
  let leftAloneUntil = 0;
  return async (header, token) => {
    if (lastGood !== undefined && Date.now() < leftAloneUntil) return lastGood(header, token);
    try {
      const key = await remote(header, token);
      const fetched = remote.jwks();
      if (fetched !== undefined) lastGood = createLocalJWKSet(fetched);
      return key;
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) throw cause;
      leftAloneUntil = Date.now() + LEAVE_ALONE_MS;
      if (lastGood === undefined) throw new KeysUnavailable(`the keys of ${issuer.issuer} cannot be read`, { cause });
      return lastGood(header, token);
    }
  };
}
