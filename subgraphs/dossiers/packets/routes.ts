import type { Log, Route } from "../../kit";
import { answerEntries, answerMessage } from "./answers";
import { createLanes } from "./lanes";
import type { PacketService } from "./packet";
import type { PacketStore } from "./port";
import { readMessage } from "./read-envelope";
import { type House, receive } from "./receive";
import type { Senders } from "./senders";

export interface PacketOptions {
  readonly store: PacketStore;
  readonly senders: Senders;
  readonly log: Log;
  now?(): Date;
}

const SERVICES: readonly PacketService[] = ["DongBoHoSoMC", "CapNhatTienDoHoSoMC"];

/**
 * `POST /packets/DongBoHoSoMC` and `POST /packets/CapNhatTienDoHoSoMC`: what one-stop systems send. As senders expect, an answer is HTTP 200
 * with a code in its body; 401 is for those who are no known system, 400 for what is no JSON object, 503 for "send it again".
 */
export function packetRoutes({ store, senders, log, now = () => new Date() }: PacketOptions): readonly Route[] {
  const options = { house: { store, lanes: createLanes() }, senders, log, now };
  return SERVICES.map((service) => ({
    method: "POST",
    path: `/packets/${service}`,
    handle: (request) => handle(service, request, options),
  }));
}

async function handle(
  service: PacketService,
  { body, headers }: Parameters<Route["handle"]>[0],
  { house, senders, log, now }: Omit<Required<PacketOptions>, "store"> & { readonly house: House },
) {
  const sender = senders.of(headers);
  if (sender === null) {
    log.warn({ service }, "a packet of an unknown system was refused");
    return answerMessage(401, "NOT_AUTHENTIC");
  }
  const received = now();
  const message = readMessage(body, { service, sender, now: received });
  if (message === null) return answerMessage(400, "UNUSABLE");
  if ("faults" in message) return answerMessage(200, "UNUSABLE", message.faults);
  try {
    const answers = await receive(message, { service, sender, body, now: received }, house);
    const odd = answers.filter((each) => each.answer === "CONTRADICTION" || each.answer === "FULL").length;
    if (odd > 0) log.warn({ service, system: sender.system, entries: odd }, "packets do not go together with dossiers");
    return answerEntries(answers);
  } catch (error) {
    log.error({ err: error, service, system: sender.system }, "a packet could not be worked on");
    return answerMessage(503, "UNAVAILABLE");
  }
}
