import type { JSONWebKeySet } from "jose";
import { ROLES, type Role } from "../../schema/caller";
import { isPrivateAddress, z } from "../../subgraphs/kit";

/** A party whose access tokens are accepted. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** The roles that its tokens may give. */
  readonly roles: readonly Role[];
  /** Its public keys, or where they are published. */
  readonly jwks: JSONWebKeySet | { readonly url: string };
}

const ALGORITHMS = ["EdDSA", "ES256", "RS256", "PS256"] as const;

/** The setting `ISSUERS`: a JSON list of `{ issuer, audience, algorithms, roles, jwksUrl }`, each issuer once. */
export const issuersSetting = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("must be JSON");
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(
        z.object({
          issuer: z.string().min(1),
          audience: z.string().min(1),
          algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(["EdDSA", "ES256", "RS256"]),
          roles: z.array(z.enum(ROLES).exclude(["anonymous"])).min(1),
          jwksUrl: z
            .url({ protocol: /^https?$/ })
            .refine(isPrivateAddress, "jwksUrl must be https, or on this machine"),
        }),
      )
      .min(1, "names no issuer"),
  )
  .refine((issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length, "names an issuer twice")
  .transform((issuers): Issuer[] => issuers.map(({ jwksUrl, ...issuer }) => ({ ...issuer, jwks: { url: jwksUrl } })));
