import { type Environment, isPrivateAddress, type Settings, SettingsError, setting, z } from "../kit";
import { DEVELOPMENT_CITIZEN_ID_KEY } from "./citizen-id";
import type { Sex } from "./personal-number";

/** Settings of this subgraph. */
export const CITIZENS_SETTINGS = {
  POPULATION_REGISTRY_URL: setting
    .url("http", "https")
    .describe("where the national population database takes messages of QCVN 109; unset, a stand-in"),
  POPULATION_REGISTRY_TIMEOUT_MS: setting
    .milliseconds(1_500)
    .describe("how long the population database may take to answer; default 1500"),
  // We have not read annex A of QCVN 109, which says what the codes mean.
  POPULATION_REGISTRY_SEX_CODES: z
    .string()
    .regex(/^[^=,\s]{1,16}=(MALE|FEMALE)(,[^=,\s]{1,16}=(MALE|FEMALE))*$/, "must be a list such as 1=MALE,2=FEMALE")
    .transform(readSexCodes)
    .optional()
    .describe(
      "what the codes of GioiTinh mean, such as `1=MALE,2=FEMALE`; unset, codes are passed on without a meaning",
    ),
  CITIZEN_ID_KEY: setting
    .key(32)
    .optional()
    .describe("32 bytes in base64 that make citizens' ids; the same for as long as other subgraphs hold such ids"),
};

export type CitizensSettings = Settings<typeof CITIZENS_SETTINGS>;

/**
 * The key of citizen ids: the one that is set, or in development the public one.
 * @throws SettingsError in production when no key of its own is set, or when personal data would leave this machine
 * unencrypted
 */
export function requireSafeSettings(settings: CitizensSettings, environment: Environment): Buffer {
  const key = settings.CITIZEN_ID_KEY ?? DEVELOPMENT_CITIZEN_ID_KEY;
  if (!environment.production) return key;
  const faults: string[] = [];
  if (key.equals(DEVELOPMENT_CITIZEN_ID_KEY)) {
    faults.push("CITIZEN_ID_KEY: production needs a secret key of 32 bytes in base64, not the one of development");
  }
  if (!isPrivateAddress(settings.POPULATION_REGISTRY_URL)) {
    faults.push("POPULATION_REGISTRY_URL: production needs https, or a proxy on this machine that adds it");
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return key;
}

function readSexCodes(text: string): ReadonlyMap<string, Sex> {
  const codes = new Map<string, Sex>();
  for (const entry of text.split(",")) {
    const [code = "", sex] = entry.split("=");
    codes.set(code, sex === "MALE" ? "MALE" : "FEMALE");
  }
  return codes;
}
