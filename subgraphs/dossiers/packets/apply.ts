import { randomUUID } from "node:crypto";
import { commandId, DossierChannel, type DossierRecord, type HistoryEvent, UNTOUCHED } from "../dossier";
import type { OutOfOrderReport } from "../life";
import { DossierStatus } from "../status";
import { inOrder, mergeValues, standsBefore } from "./merge";
import type { Packet } from "./packet";
import { settle } from "./settle";
import type { SeenPacket, SyncState } from "./sync-state";

/** What a packet does to a dossier. `record` is what to store, where there is something to store. */
export type SyncOutcome =
  | { readonly kind: "created" | "changed"; readonly record: DossierRecord }
  /** It has been counted before. */
  | { readonly kind: "unchanged" }
  /** Older than what is known: logged, and believed only in what nothing newer states. */
  | { readonly kind: "out-of-order"; readonly record: DossierRecord }
  /** Does not go together with what is known: logged. */
  | { readonly kind: "contradiction"; readonly record: DossierRecord; readonly reason: string }
  /** Progress of a dossier that its one-stop system has not told of yet: keep it until then. */
  | { readonly kind: "waiting" }
  /** So many different packets that something is wrong with the sender. */
  | { readonly kind: "full" };

/** The most packets that one dossier counts. */
const MOST_PACKETS = 1_000;

/**
 * Applies a packet to the dossier that it names, or makes that dossier. Whatever the order in which packets arrive and however often,
 * the dossier ends the same, and each packet stands exactly once in its history or among its reports: in the history when it was the
 * newest that had come, else in the reports. So the history only grows, and in the order of what happened. Packets are in order by what they
 * state: the newest moment, then the code of the status; only where both are equal, by when they were received.
 * @param receivedAt when the packet first came, also when it is applied again later
 */
export function applySync(record: DossierRecord | null, packet: Packet, receivedAt: Date): SyncOutcome {
  const sync = record?.sync ?? null;
  if (sync?.packets.some((each) => each.hash === packet.hash)) return { kind: "unchanged" };
  if ((sync?.packets.length ?? 0) >= MOST_PACKETS) return { kind: "full" };
  if (record === null) return create(packet, receivedAt);
  if (isUntouched(record) && packet.procedureCode === null && packet.number === record.requestNumber) {
    return { kind: "waiting" };
  }
  const reason = contradictionOf(record, packet);
  if (reason !== null) {
    const seen = { hash: packet.hash, at: packet.at, rank: packet.rank, receivedAt, settles: null };
    const logged = withReport(record, { packet, receivedAt, reason });
    const known = sync ?? { ...EMPTY, filedHere: record.source === null };
    return {
      kind: "contradiction",
      reason,
      record: {
        ...logged,
        sync: { ...known, packets: inOrder([...known.packets, seen]) },
        version: record.version + 1,
      },
    };
  }
  return advance(sync === null || record.source === null ? join(record, packet, sync) : record, packet, receivedAt);
}

const EMPTY: SyncState = {
  filedHere: false,
  packets: [],
  filedAt: null,
  processedAt: null,
  returnedAt: null,
  refusedAt: null,
};

/** Why a packet cannot be about this dossier as it is known, or null. The same whatever else has come from its system. */
function contradictionOf(record: DossierRecord, packet: Packet): string | null {
  const { source, number, procedureCode } = record;
  if (source !== null && source.system !== packet.system) return REASONS.otherSystem;
  if (packet.procedureCode !== null && packet.procedureCode !== procedureCode) return REASONS.otherProcedure;
  if (source !== null) return number !== null && !names(packet, record) ? REASONS.otherNumber : null;
  if (record.requestNumber !== packet.requestNumber && record.requestNumber !== packet.number)
    return REASONS.handledHere;
  return isUntouched(record) ? null : REASONS.handledHere;
}

/** Filed here, and nobody has taken it up. */
function isUntouched({ source, status, number, awaitingPayment }: DossierRecord): boolean {
  return source === null && status === DossierStatus.FILED && number === null && !awaitingPayment;
}

function names(packet: Packet, record: DossierRecord): boolean {
  return packet.number === record.number || packet.number === record.requestNumber;
}

/** Reasons in reports, for people. */
export const REASONS = {
  older: "It states an earlier moment or status than what is known already.",
  sameMoment: "It states something else than another message about the same moment; what came last counts.",
  otherSystem: "Another system confirms the status of this dossier.",
  otherProcedure: "The dossier is of another procedure.",
  otherNumber: "The request has another official number already.",
  twoDossiers:
    "The request and the official number are two dossiers here already; they are not made one without a person.",
  handledHere: "The dossier is handled here, not in a one-stop system.",
} as const;

function create(packet: Packet, receivedAt: Date): SyncOutcome {
  if (packet.procedureCode === null) return { kind: "waiting" };
  const { values, number, procedureCode, synthetic } = packet;
  if (values.receiving === undefined) throw new Error("a packet of a dossier was read without its agency");
  const blank: DossierRecord = {
    ...UNTOUCHED,
    id: randomUUID(),
    number,
    // No request was filed here; the field is unique, so it guards the number too.
    requestNumber: number,
    procedureCode,
    procedureVersion: null,
    serviceCode: null,
    feeLines: [],
    owner: { citizen: null, organisation: null },
    submitter: null,
    receiving: values.receiving,
    helping: null,
    deciding: null,
    channel: DossierChannel.IN_PERSON,
    status: DossierStatus.FILED,
    filedAt: packet.at,
    receivedAt: null,
    dueAt: null,
    finishedAt: null,
    returnedAt: null,
    endedAt: null,
    summary: procedureCode,
    components: [],
    supplements: [],
    history: [],
    source: { system: packet.system, agency: packet.agency },
    sync: EMPTY,
    version: 0,
    synthetic,
  };
  const outcome = advance(blank, packet, receivedAt);
  return "record" in outcome ? { kind: "created", record: outcome.record } : outcome;
}

/** A dossier that was filed here goes over to the one-stop system, which alone confirms its status from now on. */
function join(record: DossierRecord, packet: Packet, sync: SyncState | null): DossierRecord {
  return {
    ...record,
    number: packet.number === record.requestNumber ? null : packet.number,
    source: { system: packet.system, agency: packet.agency },
    sync: { ...EMPTY, filedHere: true, packets: sync?.packets ?? [] },
  };
}

function advance(record: DossierRecord, packet: Packet, receivedAt: Date): SyncOutcome {
  const before = record.sync ?? EMPTY;
  const seen: SeenPacket = { hash: packet.hash, at: packet.at, rank: packet.rank, receivedAt, settles: [] };
  const newest = before.packets.findLast((each) => each.settles !== null);
  const merged = mergeValues(record, before, { packet, seen });
  const number = record.number ?? (packet.number === record.requestNumber ? null : packet.number);
  const settled = settle({ ...merged.record, number, version: record.version + 1 }, merged.sync);
  const reason = merged.contradicts ? REASONS.sameMoment : newest && standsBefore(seen, newest) ? REASONS.older : null;
  if (reason !== null) {
    const logged = withReport(settled, { packet, receivedAt, reason });
    return merged.contradicts
      ? { kind: "contradiction", record: logged, reason }
      : { kind: "out-of-order", record: logged };
  }
  return { kind: "changed", record: withEvent(settled, packet, record.history.length === 0 ? null : record.status) };
}

function withEvent(record: DossierRecord, packet: Packet, from: DossierStatus | null): DossierRecord {
  const event: HistoryEvent = {
    seq: record.history.length + 1,
    at: packet.at,
    actor: { role: "partner", account: packet.system, agency: packet.agency },
    from,
    to: record.status,
    note: packet.note,
    command: { id: commandId(`one-stop system ${packet.system}`, packet.hash), hash: packet.hash },
  };
  return { ...record, history: [...record.history, event] };
}

function withReport(
  record: DossierRecord,
  { packet, receivedAt, reason }: { packet: Packet; receivedAt: Date; reason: string },
): DossierRecord {
  const report: OutOfOrderReport = {
    receivedAt,
    system: packet.system,
    statedAt: packet.at,
    status: packet.values.status ?? null,
    statedStatus: packet.statedStatus,
    reason,
  };
  return { ...record, reports: [...record.reports, report] };
}
