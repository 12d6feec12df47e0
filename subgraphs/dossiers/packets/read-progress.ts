import { DossierStatus } from "../status";
import { finishPacket, refuseFuture } from "./finish-packet";
import type { Packet, SyncValues } from "./packet";
import type { Envelope } from "./read-envelope";
import { STATUS_CODES, statusOf } from "./wire-codes";
import type { Fields } from "./wire-values";

/**
 * Reads an entry of `CapNhatTienDoHoSoMC`. Not kept in clear: NguoiXuLy, ChucDanh and PhongBanXuLy, who are people; and the times of a
 * step, which may not move the appointment. They are in the sealed message. Faults go to the fields; null when there are some.
 */
export function readProgressEntry(fields: Fields, number: string, envelope: Envelope): Packet | null {
  const stated = fields.code("TrangThai", STATUS_CODES);
  const at = fields.date("ThoiDiemXuLy");
  const note = fields.prose("NoiDungXuLy", 4_000);
  fields.text("NguoiXuLy", 500);
  fields.text("ChucDanh", 500);
  fields.text("PhongBanXuLy", 1_000);
  fields.date("NgayBatDau");
  fields.date("NgayKetThucTheoQuyDinh");
  fields.require("ThoiDiemXuLy");
  refuseFuture(fields, "ThoiDiemXuLy", at, envelope.now);
  if (at === null) return null;
  const status = statusOf(stated);
  const content = {
    number,
    requestNumber: null,
    procedureCode: null,
    at: at.until,
    statedStatus: stated,
    note,
    values: { status, ...endOf(status, at.from) },
  };
  return finishPacket(content, envelope);
}

/** A step into an end is the moment of that end. */
function endOf(status: DossierStatus | undefined, at: Date): SyncValues {
  switch (status) {
    case DossierStatus.FINISHED:
    case DossierStatus.STOPPED:
    case DossierStatus.WITHDRAWN:
      return { processedAt: at };
    case DossierStatus.RETURNED:
      return { returnedAt: at };
    case DossierStatus.NOT_ACCEPTED:
      return { refusedAt: at };
    default:
      return {};
  }
}
