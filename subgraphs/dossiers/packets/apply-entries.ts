import type { DossierRecord } from "../dossier";
import type { AnswerName, EntryAnswer } from "./answers";
import { applySync, REASONS, type SyncOutcome } from "./apply";
import type { Lanes } from "./lanes";
import type { Packet, Reading } from "./packet";
import type { KeptMessage, PacketStore } from "./port";
import type { Sender } from "./senders";

/** What the entries of one message are applied with. */
export interface Work {
  readonly kept: KeptMessage;
  readonly isUpdating: boolean | null;
  readonly sender: Sender;
  readonly store: PacketStore;
  readonly lanes: Lanes;
}

/** Applies entries: those of one dossier after each other, several dossiers at once. */
export async function applyEntries(entries: readonly Reading[], work: Work): Promise<EntryAnswer[]> {
  const known = await readKnown(entries, work.store);
  const lanes = new Map<string, Reading[]>();
  for (const entry of entries) {
    const lane = "packet" in entry ? entry.packet.number : `fault ${entry.index}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), entry]);
  }
  const queue = [...lanes.values()];
  const answers = await createNew(
    queue.map(([first]) => first),
    known,
    work,
  );
  const done = new Set(answers.map((each) => each.index));
  const drain = async () => {
    for (let lane = queue.shift(); lane !== undefined; lane = queue.shift()) {
      for (const entry of lane) if (!done.has(entry.index)) answers.push(await applyEntry(entry, known, work));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, drain));
  return answers.sort((one, other) => one.index - other.index);
}

const AT_ONCE = 8;

/** Makes the dossiers that nobody knows yet, many by one command. What another receiver made meanwhile is left to be applied. */
async function createNew(
  entries: readonly (Reading | undefined)[],
  known: Map<string, DossierRecord>,
  { kept, sender, store }: Work,
): Promise<EntryAnswer[]> {
  const made = entries.flatMap((entry) => {
    if (entry === undefined || "faults" in entry || targetOf(entry.packet, known, sender) !== null) return [];
    const outcome = applySync(null, entry.packet, kept.receivedAt);
    return "record" in outcome ? [{ index: entry.index, packet: entry.packet, record: outcome.record }] : [];
  });
  const answers: EntryAnswer[] = [];
  for (let from = 0; from < made.length; from += CHUNK) {
    const part = made.slice(from, from + CHUNK);
    const inserted = await store.insert(part.map((each) => each.record));
    for (const { index, packet, record } of part) {
      if (!inserted.has(record.id)) continue;
      for (const [key, value] of indexed([record])) known.set(key, value);
      answers.push({ index, number: record.number, answer: "DONE", first: true, keys: keysOf(packet) });
    }
  }
  return answers;
}

const CHUNK = 100;

async function readKnown(entries: readonly Reading[], store: PacketStore): Promise<Map<string, DossierRecord>> {
  const numbers = [...new Set(entries.flatMap((entry) => ("packet" in entry ? keysOf(entry.packet) : [])))];
  const found = numbers.length === 0 ? [] : await store.dossiers(numbers);
  return indexed(found);
}

function indexed(records: readonly DossierRecord[]): Map<string, DossierRecord> {
  const known = new Map(records.map((record) => [record.requestNumber, record]));
  for (const record of records) if (record.number !== null) known.set(record.number, record);
  return known;
}

function keysOf({ number, requestNumber }: Packet): readonly string[] {
  return requestNumber === null ? [number] : [number, requestNumber];
}

async function applyEntry(entry: Reading, known: Map<string, DossierRecord>, work: Work): Promise<EntryAnswer> {
  if ("faults" in entry) return { ...entry, answer: "INVALID" };
  return work.lanes(`dossier ${entry.packet.number}`, () => applyPacket(entry, known, work));
}

async function applyPacket(
  { index, packet }: Extract<Reading, { packet: Packet }>,
  known: Map<string, DossierRecord>,
  work: Work,
): Promise<EntryAnswer> {
  const answered = (answer: AnswerName, reason?: string) => {
    return { index, number: packet.number, answer, reason, keys: keysOf(packet) };
  };
  let fresh: ReadonlyMap<string, DossierRecord> = known;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const record = targetOf(packet, fresh, work.sender);
    if (record === "foreign") return answered(packet.procedureCode === null ? "WAITING" : "NOT_YOURS");
    const outcome = applySync(record, packet, work.kept.receivedAt);
    if (await stored(outcome, record, work.store)) {
      if ("record" in outcome) for (const [key, value] of indexed([outcome.record])) known.set(key, value);
      if (record !== null && isTwin(record, packet, fresh)) return answered("CONTRADICTION", REASONS.twoDossiers);
      const first = "record" in outcome && isFirst(outcome.record);
      return { ...answered(...answerOf(outcome, record !== null && work.isUpdating === false)), first };
    }
    fresh = indexed(await work.store.dossiers(keysOf(packet)));
  }
  throw new Error(`a dossier was changed by others ${ATTEMPTS} times in a row while a packet was applied`);
}

const ATTEMPTS = 20;

/** The dossier that a packet is about; "foreign" when it is none that the sender may write or know of. */
function targetOf(
  packet: Packet,
  known: ReadonlyMap<string, DossierRecord>,
  sender: Sender,
): DossierRecord | null | "foreign" {
  const byNumber = known.get(packet.number);
  if (byNumber !== undefined) return mayTouch(byNumber, sender) ? byNumber : "foreign";
  const requested = packet.requestNumber === null ? undefined : known.get(packet.requestNumber);
  // A request number is not believed of a dossier elsewhere: then it is the text of somebody else.
  return requested !== undefined && mayTouch(requested, sender) ? requested : null;
}

/** The sender told of the dossier without its request number before, so it was made a second time: nobody can undo that but people. */
function isTwin(record: DossierRecord, { requestNumber }: Packet, known: ReadonlyMap<string, DossierRecord>): boolean {
  const requested = requestNumber === null ? undefined : known.get(requestNumber);
  return (
    requested !== undefined && requested.id !== record.id && requested.receiving.path[0] === record.receiving.path[0]
  );
}

function mayTouch({ source, receiving }: DossierRecord, sender: Sender): boolean {
  return source?.system === sender.system || sender.covers(receiving.code);
}

function isFirst({ sync }: DossierRecord): boolean {
  return sync?.packets.filter((each) => each.settles !== null).length === 1;
}

async function stored(outcome: SyncOutcome, before: DossierRecord | null, store: PacketStore): Promise<boolean> {
  if (!("record" in outcome)) return true;
  if (before !== null) return store.replace(before, outcome.record);
  return (await store.insert([outcome.record])).has(outcome.record.id);
}

function answerOf(outcome: SyncOutcome, takenForNew: boolean): readonly [AnswerName, string?] {
  switch (outcome.kind) {
    case "contradiction":
      return ["CONTRADICTION", outcome.reason];
    case "full":
      return ["FULL"];
    case "waiting":
      return ["WAITING"];
    case "created":
      return ["DONE"];
    case "changed":
      return [takenForNew ? "EXISTS" : "DONE"];
    case "unchanged":
      return [takenForNew ? "EXISTS" : "UNCHANGED"];
    case "out-of-order":
      return [takenForNew ? "EXISTS" : "OUT_OF_ORDER"];
  }
}
