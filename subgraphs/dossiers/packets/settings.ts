import { createHash } from "node:crypto";
import { canonicalAgencyCode, type Environment, type Settings, SettingsError, setting, z } from "../../kit";

/** A one-stop system of an agency that may send packets. */
export interface OneStopSystem {
  readonly system: string;
  /** Agencies that it may write for, with the units under them. */
  readonly agencies: readonly string[];
  /** SHA-256 of its bearer secret, hexadecimal. */
  readonly secretHash: string;
  readonly synthetic: boolean;
}

/** Public, so good for development alone: with it a developer sends packets by hand. */
export const DEVELOPMENT_SECRET = "development-only-one-stop-secret";

/** THE sample partner system of development. */
export const DEVELOPMENT_SYSTEM: OneStopSystem = {
  system: "mot-cua-lao-cai",
  agencies: ["H38"],
  secretHash: createHash("sha256").update(DEVELOPMENT_SECRET).digest("hex"),
  synthetic: true,
};

const DEVELOPMENT_KEY = createHash("sha256").update("lien-thong: packets, development only").digest();

const systems = z
  .array(
    z.strictObject({
      system: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/),
      agencies: z.array(z.string().refine((code) => canonicalAgencyCode(code) === code)).min(1),
      secretHash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  )
  .refine((list) => new Set(list.map((each) => each.system)).size === list.length)
  .refine((list) => new Set(list.map((each) => each.secretHash)).size === list.length);

/** Settings of packets. */
export const PACKET_SETTINGS = {
  ONE_STOP_SYSTEMS: z
    .string()
    .transform((text, context) => {
      const parsed = systems.safeParse(parse(text));
      if (parsed.success) return parsed.data;
      context.addIssue({
        code: "custom",
        message: "must be a JSON list of { system, agencies, secretHash }, all different",
      });
      return z.NEVER;
    })
    .optional()
    .describe(
      "one-stop systems that may send packets: a JSON list of `{ system, agencies, secretHash }`, the hash being the SHA-256 of their bearer secret in hexadecimal; unset, none, in development a sample system of H38",
    ),
  PACKET_KEY: setting
    .key(32)
    .optional()
    .describe("32 bytes in base64 that seal the messages of one-stop systems as they came; needed where there are any"),
};

export type PacketSettings = Settings<typeof PACKET_SETTINGS>;

/** Who may send packets, and the key that seals what they send. @throws SettingsError in production, for what only development may use */
export function requireSafePackets(
  settings: PacketSettings,
  environment: Pick<Environment, "production">,
): { readonly systems: readonly OneStopSystem[]; readonly key: Buffer } {
  const stated = settings.ONE_STOP_SYSTEMS?.map((each) => ({ ...each, synthetic: false }));
  const key = settings.PACKET_KEY ?? DEVELOPMENT_KEY;
  if (!environment.production) return { systems: stated ?? [DEVELOPMENT_SYSTEM], key };
  const faults: string[] = [];
  if (stated?.some((each) => each.secretHash === DEVELOPMENT_SYSTEM.secretHash)) {
    faults.push("ONE_STOP_SYSTEMS: production needs secrets of the systems' own, not the one of development");
  }
  if (stated !== undefined && stated.length > 0 && key.equals(DEVELOPMENT_KEY)) {
    faults.push("PACKET_KEY: production needs a secret key of 32 bytes in base64, not the one of development");
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return { systems: stated ?? [], key };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the setting is reported as wrong.
    return null;
  }
}
