import { createHash } from "node:crypto";
import type { EntryAnswer } from "./answers";
import { applyEntries } from "./apply-entries";
import type { Lanes } from "./lanes";
import type { PacketService, Reading } from "./packet";
import type { KeptMessage, MessageState, PacketStore } from "./port";
import { type ReadMessage, readMessage } from "./read-envelope";
import type { Sender } from "./senders";

/** A message that a known system sent. */
export interface Incoming {
  readonly service: PacketService;
  readonly sender: Sender;
  readonly body: string;
  readonly now: Date;
}

/** What messages are worked on with. */
export interface House {
  readonly store: PacketStore;
  readonly lanes: Lanes;
}

/**
 * Takes a message in. The order of writes is such that a crash at any point loses nothing: the message as it came; then each dossier, by one
 * write; then what had waited for those dossiers; and last, that the message is settled. Done again from any point, it ends the same.
 */
export async function receive(message: ReadMessage, incoming: Incoming, house: House): Promise<EntryAnswer[]> {
  const { service, sender, body, now } = incoming;
  const numbers = [...new Set(message.entries.flatMap((entry) => numbersOf(entry)))];
  // The same message several times at once is worked on once; then it is known to be settled.
  const content = createHash("sha256").update(body).digest("hex");
  return house.lanes(`message ${sender.system} ${service} ${content}`, async () => {
    const kept = await house.store.keep({ system: sender.system, service, receivedAt: now, body, numbers });
    return work(kept, { sender, message, house });
  });
}

/** Does again what was left of a message when its receiver was cut short. */
export async function resume(kept: KeptMessage, sender: Sender | null, house: House): Promise<void> {
  const message = sender === null ? null : readKept(kept, sender);
  // Whoever may not write any more, or sent what cannot be read any more, is not believed later either.
  if (sender === null || message === null) return house.store.settle(kept.id, []);
  await work({ ...kept, state: "unsettled" }, { sender, message, house });
}

async function work(
  kept: KeptMessage & { readonly state: MessageState },
  { sender, message, house }: { sender: Sender; message: ReadMessage; house: House },
): Promise<EntryAnswer[]> {
  const answers = await applyEntries(message.entries, { kept, isUpdating: message.isUpdating, sender, ...house });
  // What was begun before can have been cut short between a dossier and what had waited for it.
  const awaited = kept.state === "unsettled" ? answers : answers.filter((each) => each.first);
  await applyWaiting(new Set(awaited.flatMap((each) => each.keys ?? [])), { kept, sender, house });
  const waiting = new Set(answers.filter((each) => each.answer === "WAITING").map((each) => each.number));
  const done = answers.flatMap((each) => (each.number === null || waiting.has(each.number) ? [] : [each.number]));
  await house.store.settle(kept.id, [...new Set(done)]);
  return answers;
}

/** Progress that came before its dossier is applied when that dossier is there, and settled when it has been. */
async function applyWaiting(
  numbers: ReadonlySet<string>,
  { kept, sender, house }: { kept: KeptMessage; sender: Sender; house: House },
): Promise<void> {
  for await (const message of house.store.waiting(sender.system, [...numbers])) {
    const read = message.id === kept.id ? null : readKept(message, sender);
    if (read === null) continue;
    const meant = read.entries.filter((entry) => "packet" in entry && numbers.has(entry.packet.number));
    const answers = await applyEntries(meant, { kept: message, isUpdating: null, sender, ...house });
    const done = answers.flatMap((each) => (each.answer === "WAITING" ? [] : (each.number ?? [])));
    if (done.length > 0) await house.store.finish(message.id, done);
  }
}

function readKept({ body, service, receivedAt }: KeptMessage, sender: Sender): ReadMessage | null {
  const read = readMessage(body, { service, sender, now: receivedAt });
  return read === null || "faults" in read ? null : read;
}

function numbersOf(entry: Reading): readonly string[] {
  const number = "packet" in entry ? entry.packet.number : entry.number;
  return number === null ? [] : [number];
}
