import type { JSONWebKeySet } from "jose";
import { z } from "../../subgraphs/kit";

/** A party whose access tokens are accepted. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** Its public keys, or where they are published. */
  readonly jwks: JSONWebKeySet | { readonly url: string };
}

const ALGORITHMS = ["EdDSA", "ES256", "RS256", "PS256"] as const;

/** The setting `ISSUERS`: a JSON list of `{ issuer, audience, algorithms, jwksUrl }`. */
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
    z.array(
      z.object({
        issuer: z.string().min(1),
        audience: z.string().min(1),
        algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(["EdDSA", "ES256", "RS256"]),
        jwksUrl: z.url({ protocol: /^https?$/ }),
      }),
    ),
  )
  .transform((issuers): Issuer[] => issuers.map(({ jwksUrl, ...issuer }) => ({ ...issuer, jwks: { url: jwksUrl } })));
