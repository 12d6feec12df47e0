import { type Environment, isPrivateAddress, type Settings, SettingsError, setting, z } from "../kit";
import type { Partner } from "./platform-message";

/** Public, so good for development alone: the stand-in platform knows it too. */
export const DEVELOPMENT_PARTNER: Partner = { code: "LIENTHONG", secret: "development-only-partner-secret" };

/** What we and the platform must agree on. */
export const PARTNER_SETTINGS = {
  PAYMENT_PARTNER_CODE: z
    .string()
    .regex(/^[\w.-]{1,50}$/, "must be a short code")
    .default(DEVELOPMENT_PARTNER.code)
    .describe("MaDoiTac: our code at the payment platform"),
  PAYMENT_PARTNER_SECRET: z
    .string()
    .min(16, "must have 16 characters or more")
    .default(DEVELOPMENT_PARTNER.secret)
    .describe("the secret that authenticates messages of the payment platform, both ways; in development a public one"),
};

/** Settings of this subgraph. */
export const PAYMENTS_SETTINGS = {
  ...PARTNER_SETTINGS,
  PAYMENT_PLATFORM_URL: setting
    .url("http", "https")
    .describe("where the payment platform takes INIT and QUERY; unset, a stand-in"),
  PAYMENT_PLATFORM_TIMEOUT_MS: setting
    .milliseconds(1_200)
    .describe("how long the payment platform may take to answer; default 1200"),
  PAYMENT_DOUBT_AFTER_MS: setting
    .milliseconds(60_000)
    .describe("after how long without a callback the platform is asked about a payment (QUERY); default 60000"),
  PAYMENTS_IPN_URL: setting
    .url("http", "https")
    .optional()
    .describe(
      "where the stand-in platform sends callbacks; default the subgraph's own `/ipn`. A real platform is told by contract",
    ),
};

export type PaymentsSettings = Settings<typeof PAYMENTS_SETTINGS>;

/** Who we are at the platform. @throws SettingsError in production, for the public secret or an unencrypted way to the platform */
export function requireSafePartner(settings: PaymentsSettings, environment: Environment): Partner {
  const partner = { code: settings.PAYMENT_PARTNER_CODE, secret: settings.PAYMENT_PARTNER_SECRET };
  if (!environment.production) return partner;
  const faults: string[] = [];
  if (partner.secret === DEVELOPMENT_PARTNER.secret) {
    faults.push("PAYMENT_PARTNER_SECRET: production needs the partner's own secret, not the one of development");
  }
  if (!isPrivateAddress(settings.PAYMENT_PLATFORM_URL)) {
    faults.push("PAYMENT_PLATFORM_URL: production needs https, or a proxy on this machine that adds it");
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return partner;
}
