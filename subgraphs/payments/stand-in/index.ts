import { type Environment, readSettings, type StandIn, setting } from "../../kit";
import type { HousekeepingOptions } from "../housekeeping";
import { PARTNER_SETTINGS, type PaymentsSettings } from "../settings";
import { DAY_LIST_PATH, dayListAnswer } from "./day-list";
import { STAND_IN_PATH, startStandInPlatform } from "./platform";

export { type StandInPlatform, startStandInPlatform } from "./platform";

const PORT_SETTINGS = {
  PAYMENT_PLATFORM_PORT: setting.port(4011).describe("the port of the stand-in payment platform; default 4011"),
};

/** Takes the place of the national payment platform where PAYMENT_PLATFORM_URL is not set. Refuses to run in production. */
export const paymentPlatformStandIn: StandIn = {
  setting: "PAYMENT_PLATFORM_URL",
  name: "national payment platform (no money moves)",
  settings: PORT_SETTINGS,
  async start(environment) {
    if (environment.production) throw new Error("production needs PAYMENT_PLATFORM_URL: the stand-in moves no money");
    const settings = readSettings({ ...PARTNER_SETTINGS, ...PORT_SETTINGS }, environment.variables);
    const partner = { code: settings.PAYMENT_PARTNER_CODE, secret: settings.PAYMENT_PARTNER_SECRET };
    return startStandInPlatform({ port: settings.PAYMENT_PLATFORM_PORT, partner });
  },
};

/** Tells the stand-in where callbacks go. */
export interface CallbackRegistration {
  begin(ownUrl: string): void;
  /** Throws until the stand-in has been told. */
  done(): Promise<void>;
}

/**
 * A real platform knows each partner's callback address by contract: INIT has no field for it. The stand-in has no contract, so
 * that this subgraph tells it, and nobody else, when it starts to listen.
 */
export function callbackRegistration(settings: PaymentsSettings, environment: Environment): CallbackRegistration {
  const platform = standInOf(settings, environment);
  if (platform === null) {
    return { begin: () => undefined, done: async () => undefined };
  }
  let telling: Promise<void> | undefined;
  let callback: string | undefined;
  const tell = async () => {
    const response = await fetch(new URL("/control", platform), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ callback }),
      signal: AbortSignal.timeout(settings.PAYMENT_PLATFORM_TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`the stand-in platform answered ${response.status} when told where callbacks go`);
  };
  return {
    begin(ownUrl) {
      callback = settings.PAYMENTS_IPN_URL ?? new URL("/ipn", ownUrl).href;
      telling = tell();
      telling.catch((error: unknown) => environment.log.warn({ err: error }, "the stand-in platform was not told"));
    },
    async done() {
      if (callback === undefined) return;
      await telling?.catch(() => {
        // It may have started later than we did: once more, and this time the failure counts.
        telling = tell();
        return telling;
      });
    },
  };
}

/** The lists of a day as the stand-in gives them; null for a real platform, whose lists are imported. */
export function standInDayLists(settings: PaymentsSettings, environment: Environment): HousekeepingOptions["dayLists"] {
  const platform = standInOf(settings, environment);
  if (platform === null) return null;
  return async (day) => {
    const address = new URL(`${DAY_LIST_PATH}?day=${day}`, platform);
    const response = await fetch(address, { signal: AbortSignal.timeout(settings.PAYMENT_PLATFORM_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`the stand-in platform answered ${response.status} when asked for its lists`);
    return dayListAnswer.parse(await response.json());
  };
}

/** The address of the stand-in; null when payments go to a real platform. */
function standInOf(settings: PaymentsSettings, environment: Environment): URL | null {
  const platform = new URL(settings.PAYMENT_PLATFORM_URL);
  return environment.production || platform.pathname !== STAND_IN_PATH ? null : platform;
}
