import { DossierChannel, DossierFeeKind } from "../dossier";
import { DossierStatus, STATUSES } from "../status";

/** TrangThaiHoSo and TrangThai: "0" is what some systems send for "not reported". */
export const STATUS_CODES: readonly string[] = ["0", ...Object.values(STATUSES).map(({ code }) => String(code))];

const BY_CODE: ReadonlyMap<string, DossierStatus> = new Map(
  Object.values(DossierStatus).map((status) => [String(STATUSES[status].code), status]),
);

/** The status of a code; undefined for "0". */
export function statusOf(code: string | null): DossierStatus | undefined {
  return code === null ? undefined : BY_CODE.get(code);
}

/** KenhThucHien. */
export const CHANNELS = {
  "1": DossierChannel.IN_PERSON,
  "2": DossierChannel.ONLINE,
  "3": DossierChannel.POST,
} as const;

/** LoaiPhiLePhi. */
export const FEE_KINDS = { "1": DossierFeeKind.PHI, "2": DossierFeeKind.LE_PHI } as const;
