import { agencyRole, DossierChannel, type DossierRecord, UNTOUCHED } from "../../../../subgraphs/dossiers/dossier";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";

/** When things happened to the dossiers of these tests. */
export const THEN = new Date("2026-09-02T02:00:00Z");

/** A dossier as plain data, for rules that ask no store. */
export function plainDossier(changes: Partial<DossierRecord> = {}): DossierRecord {
  const actor = { role: "citizen", account: "citizen-a", agency: null } as const;
  return {
    ...UNTOUCHED,
    id: "dossier-a",
    number: null,
    requestNumber: "YC-260902-0123456789",
    procedureCode: "2.000815",
    procedureVersion: null,
    serviceCode: null,
    feeLines: [],
    owner: { citizen: "citizen-a", organisation: null },
    submitter: "citizen-a",
    receiving: agencyRole("H26.1"),
    helping: agencyRole("H26.2"),
    deciding: agencyRole("H38.3"),
    channel: DossierChannel.ONLINE,
    status: DossierStatus.FILED,
    filedAt: THEN,
    receivedAt: null,
    dueAt: null,
    finishedAt: null,
    returnedAt: null,
    endedAt: null,
    summary: "Chứng thực bản sao",
    components: [],
    supplements: [],
    history: [{ seq: 1, at: THEN, actor, from: null, to: DossierStatus.FILED, note: null, command: null }],
    version: 1,
    synthetic: false,
    ...changes,
  };
}
