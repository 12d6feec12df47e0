import { createHash } from "node:crypto";
import { STATUSES } from "../status";
import type { Packet } from "./packet";
import type { Envelope } from "./read-envelope";
import type { Fields, Stated } from "./wire-values";

/** What a packet's service reads; the rest of the packet comes from around it. */
export type Content = Omit<Packet, "service" | "system" | "synthetic" | "agency" | "rank" | "hash">;

/** Completes what was read of an entry, and names it by its content. */
export function finishPacket(content: Content, { service, sender, agency }: Envelope): Packet {
  const { status } = content.values;
  const packet = {
    service,
    system: sender.system,
    synthetic: sender.synthetic,
    agency,
    ...content,
    rank: status === undefined ? 0 : STATUSES[status].code,
  };
  // Its members stand in the order in which the readers write them, so equal contents have equal texts.
  return { ...packet, hash: createHash("sha256").update(JSON.stringify(packet)).digest("hex") };
}

/** Notes moments that have not come yet. The clocks of two systems may differ by a little. */
export function refuseFuture(fields: Fields, name: string, stated: Stated | null, now: Date): void {
  if (stated !== null && stated.from.getTime() > now.getTime() + CLOCKS_DIFFER)
    fields.fault(name, "lies in the future");
}

const CLOCKS_DIFFER = 3_600_000;
