import type { DossierRecord } from "../dossier";
import { DossierStatus } from "../status";
import type { SyncState } from "./sync-state";

/**
 * Completes a dossier with what follows from what was stated: when it was filed, finished, returned, and when its clock stopped
 * (domain reference 5.3). A function of the present alone, so that the way to it does not matter.
 */
export function settle(record: DossierRecord, sync: SyncState): DossierRecord {
  const { status, source, receiving } = record;
  const statusAt = sync.packets.find((packet) => packet.settles?.includes("status"))?.at ?? null;
  const done = status === DossierStatus.FINISHED || status === DossierStatus.RETURNED;
  const returnedAt = status === DossierStatus.RETURNED ? (sync.returnedAt ?? statusAt) : null;
  const finishedAt = done ? (sync.processedAt ?? returnedAt ?? statusAt) : null;
  return {
    ...record,
    sync,
    source: source === null ? null : { system: source.system, agency: receiving.code },
    filedAt: sync.filedHere ? record.filedAt : (sync.filedAt ?? record.receivedAt ?? oldest(sync) ?? record.filedAt),
    finishedAt,
    returnedAt,
    endedAt: done ? finishedAt : endWithoutResult(status, { ...sync, statusAt }),
  };
}

function endWithoutResult(
  status: DossierStatus,
  { refusedAt, processedAt, statusAt }: Pick<SyncState, "refusedAt" | "processedAt"> & { statusAt: Date | null },
): Date | null {
  switch (status) {
    case DossierStatus.NOT_ACCEPTED:
      return refusedAt ?? processedAt ?? statusAt;
    case DossierStatus.STOPPED:
    case DossierStatus.WITHDRAWN:
      return processedAt ?? statusAt;
    default:
      return null;
  }
}

function oldest(sync: SyncState): Date | null {
  return sync.packets.find((packet) => packet.settles !== null)?.at ?? null;
}
