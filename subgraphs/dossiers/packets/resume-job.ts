import { createJob, type Job } from "../../kit";
import { createLanes } from "./lanes";
import type { PacketStore } from "./port";
import { resume } from "./receive";
import type { Senders } from "./senders";

const EVERY = 60_000;
/** Longer than any receiver takes: what is older was left behind by one that was cut short. */
const LEFT_BEHIND = 60_000;

/** Finishes what a crash, or a store that went away, left of messages that had been kept. */
export function packetResumeJob({
  store,
  senders,
  now = () => new Date(),
}: {
  readonly store: PacketStore;
  readonly senders: Senders;
  now?(): Date;
}): Job {
  const house = { store, lanes: createLanes() };
  return createJob({
    name: "dossiers: packets",
    every: EVERY,
    async run(signal) {
      for await (const message of store.unsettled(new Date(now().getTime() - LEFT_BEHIND))) {
        if (signal.aborted) return;
        await resume(message, senders.named(message.system), house);
      }
    },
  });
}
