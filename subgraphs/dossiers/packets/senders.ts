import { createHash, timingSafeEqual } from "node:crypto";
import { coversAgency } from "../../kit";
import type { OneStopSystem } from "./settings";

/** A one-stop system that has proved who it is. */
export interface Sender {
  readonly system: string;
  /** What it sends is made up. */
  readonly synthetic: boolean;
  /** Whether it may write for an agency. */
  covers(agency: string): boolean;
}

/** Tells one-stop systems apart. */
export interface Senders {
  /** By the `Authorization: Bearer` secret of a message, of which only the hash is known here; null for anybody else. */
  of(headers: Readonly<Record<string, unknown>>): Sender | null;
  /** By its name, for a message that was received earlier; null when it may not send any more. */
  named(system: string): Sender | null;
}

/** The systems that may send. */
export function sendersOf(systems: readonly OneStopSystem[]): Senders {
  const known = systems.map((system) => ({
    hash: Buffer.from(system.secretHash, "hex"),
    sender: {
      system: system.system,
      synthetic: system.synthetic,
      covers: (agency: string) => system.agencies.some((each) => coversAgency(each, agency)),
    },
  }));
  return {
    of({ authorization }) {
      const [, secret] = typeof authorization === "string" ? (/^Bearer +(\S{1,500})$/i.exec(authorization) ?? []) : [];
      if (secret === undefined) return null;
      const hash = createHash("sha256").update(secret).digest();
      // Every system is compared, so that time tells nothing about which one came close.
      const found = known.filter((each) => timingSafeEqual(each.hash, hash));
      return found[0]?.sender ?? null;
    },
    named: (system) => known.find((each) => each.sender.system === system)?.sender ?? null,
  };
}
