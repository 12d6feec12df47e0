import type { DossierRecord } from "../dossier";
import type { Packet, SyncValues } from "./packet";
import type { SeenPacket, SyncState } from "./sync-state";

type SyncField = keyof SyncValues;

/** What a citizen stated when filing here, which no packet changes. */
const AS_FILED: ReadonlySet<SyncField> = new Set([
  "filedAt",
  "owner",
  "channel",
  "summary",
  "vneidAccount",
  "serviceCode",
]);

/**
 * Takes over, of what a packet states, each field that no newer packet has stated. Every field ends as the word of the newest packet that states it,
 * whatever came first.
 * @returns `contradicts`: a packet of the same moment and status states something else
 */
export function mergeValues(
  record: DossierRecord,
  sync: SyncState,
  { packet, seen }: { packet: Packet; seen: SeenPacket },
): { readonly record: DossierRecord; readonly sync: SyncState; readonly contradicts: boolean } {
  const taken: SyncValues = { ...packet.values };
  const settles: SyncField[] = [];
  let contradicts = false;
  for (const field of fieldsOf(packet.values)) {
    if (sync.filedHere && AS_FILED.has(field)) {
      delete taken[field];
      continue;
    }
    const rival = sync.packets.find((each) => each.settles?.includes(field));
    const tied = rival !== undefined && rival.at.getTime() === seen.at.getTime() && rival.rank === seen.rank;
    if (tied && !isSame(packet.values[field], presentValue(record, sync, field))) contradicts = true;
    if (rival !== undefined && standsBefore(seen, rival)) delete taken[field];
    else settles.push(field);
  }
  const others = sync.packets.map((each) =>
    each.settles === null ? each : { ...each, settles: each.settles.filter((field) => !settles.includes(field)) },
  );
  const packets = inOrder([...others, { ...seen, settles }]);
  return { ...withValues(record, sync, taken, packets), contradicts };
}

/** Whether one packet stands before another: by moment, then status, then arrival; by hash only to have one order in all cases. */
export function standsBefore(one: SeenPacket, other: SeenPacket): boolean {
  const byMoment = one.at.getTime() - other.at.getTime();
  if (byMoment !== 0) return byMoment < 0;
  if (one.rank !== other.rank) return one.rank < other.rank;
  const byArrival = one.receivedAt.getTime() - other.receivedAt.getTime();
  return byArrival === 0 ? one.hash < other.hash : byArrival < 0;
}

/** Packets in their order. */
export function inOrder(packets: readonly SeenPacket[]): readonly SeenPacket[] {
  return packets.toSorted((one, other) => (standsBefore(one, other) ? -1 : 1));
}

function fieldsOf(values: SyncValues): readonly SyncField[] {
  const stated: SyncField[] = [];
  for (const field of FIELDS) if (values[field] !== undefined) stated.push(field);
  return stated;
}

/** Every field, once: the compiler sees to it that none is left out. */
const FIELDS = Object.keys({
  status: true,
  serviceCode: true,
  channel: true,
  summary: true,
  owner: true,
  receiving: true,
  deciding: true,
  filedAt: true,
  receivedAt: true,
  dueAt: true,
  processedAt: true,
  returnedAt: true,
  refusedAt: true,
  feeLines: true,
  components: true,
  supplements: true,
  resultForm: true,
  vneidAccount: true,
  paidOnline: true,
} satisfies Record<SyncField, true>) as readonly SyncField[];

function presentValue(record: DossierRecord, sync: SyncState, field: SyncField): unknown {
  switch (field) {
    case "owner":
      return { owner: record.owner, submitter: record.submitter };
    case "filedAt":
    case "processedAt":
    case "returnedAt":
    case "refusedAt":
      return sync[field];
    default:
      return record[field];
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function withValues(
  record: DossierRecord,
  sync: SyncState,
  { owner, filedAt, processedAt, returnedAt, refusedAt, ...values }: SyncValues,
  packets: readonly SeenPacket[],
): { record: DossierRecord; sync: SyncState } {
  const stated = {
    filedAt: filedAt ?? sync.filedAt,
    processedAt: processedAt ?? sync.processedAt,
    returnedAt: returnedAt ?? sync.returnedAt,
    refusedAt: refusedAt ?? sync.refusedAt,
  };
  return {
    record: {
      ...record,
      status: values.status ?? record.status,
      serviceCode: values.serviceCode ?? record.serviceCode,
      channel: values.channel ?? record.channel,
      summary: values.summary ?? record.summary,
      owner: owner?.owner ?? record.owner,
      submitter: owner === undefined ? record.submitter : owner.submitter,
      receiving: values.receiving ?? record.receiving,
      deciding: values.deciding ?? record.deciding,
      receivedAt: values.receivedAt ?? record.receivedAt,
      dueAt: values.dueAt ?? record.dueAt,
      feeLines: values.feeLines ?? record.feeLines,
      components: values.components ?? record.components,
      supplements: values.supplements ?? record.supplements,
      resultForm: values.resultForm ?? record.resultForm,
      vneidAccount: values.vneidAccount ?? record.vneidAccount,
      paidOnline: values.paidOnline ?? record.paidOnline,
    },
    sync: { filedHere: sync.filedHere, packets, ...stated },
  };
}
