import { canonicalAgencyCode } from "../../kit";
import { readFiledCode } from "../codes";
import { agencyRole, type Owner } from "../dossier";
import { DossierResultForm } from "../life";
import { finishPacket, refuseFuture } from "./finish-packet";
import type { Packet, SyncValues } from "./packet";
import type { Envelope } from "./read-envelope";
import { readComponents, readFees, readSupplements } from "./read-lists";
import { CHANNELS, STATUS_CODES, statusOf } from "./wire-codes";
import type { Fields, Stated } from "./wire-values";

/**
 * Reads an entry of `DongBoHoSoMC`. Not kept in clear, but in the sealed message: the name of a citizen, DinhDanhCHS, Email, Fax,
 * SoDienThoai, ThongTinKhac, ThongTinTra, GhiChu, addresses of files, and names of agencies. Faults go to the fields.
 */
export function readDossierEntry(fields: Fields, number: string, envelope: Envelope): Packet | null {
  const stated = fields.code("TrangThaiHoSo", STATUS_CODES);
  fields.require("TrangThaiHoSo");
  const code = codeOf(fields);
  const dates = datesOf(fields, envelope.now);
  const supplements = readSupplements(fields, { system: envelope.sender.system, agency: envelope.agency });
  for (const each of supplements?.moments ?? []) refuseFuture(fields, each.name, each.stated, envelope.now);
  const at = newest([...dates.events, ...(supplements?.moments ?? []).map((each) => each.stated)]);
  if (at === null) fields.require("NgayTiepNhan");
  const status = statusOf(stated);
  const values: SyncValues = {
    status,
    serviceCode: code?.service ?? undefined,
    channel: channelOf(fields),
    summary: fields.prose("TrichYeuHoSo", 1_000) ?? fields.prose("TenTTHC", 1_000) ?? code?.procedure,
    owner: ownerOf(fields),
    receiving: agencyRole(envelope.agency),
    deciding: decidingOf(fields),
    ...dates.values,
    feeLines: readFees(fields),
    components: readComponents(fields),
    supplements: supplements?.supplements,
    resultForm: resultFormOf(fields),
    vneidAccount: fields.flag("TaiKhoanDuocXacThucVoiVNeID") ?? undefined,
    paidOnline: paidOnlineOf(fields),
  };
  if (at === null || code === null) return null;
  const requestNumber = requestNumberOf(fields);
  const procedureCode = code.procedure;
  const note = null;
  return finishPacket({ number, requestNumber, procedureCode, at, statedStatus: stated, note, values }, envelope);
}

function codeOf(fields: Fields) {
  const stated = fields.text("MaTTHC", 40);
  if (stated === null) {
    fields.require("MaTTHC");
    return null;
  }
  const code = readFiledCode(stated);
  if (code === null) fields.fault("MaTTHC", "is no code of a procedure");
  return code;
}

/** The dates; appointments may lie ahead and say nothing of when the packet was made. */
function datesOf(fields: Fields, now: Date) {
  const past = (name: string): Stated | null => {
    const date = fields.date(name);
    refuseFuture(fields, name, date, now);
    return date;
  };
  const filed = past("NgayNopHoSo");
  const received = past("NgayTiepNhan");
  const processed = past("NgayKetThucXuLy");
  const returned = past("NgayTra");
  const refused = past("NgayTuChoi");
  const values = {
    filedAt: filed?.from,
    receivedAt: received?.from,
    // Somebody with an appointment for a day is in time all day.
    dueAt: fields.date("NgayHenTra")?.until,
    processedAt: processed?.from,
    returnedAt: returned?.from,
    refusedAt: refused?.from,
  };
  return { events: [filed, received, processed, returned, refused], values };
}

/** The newest of them, whole days at their end: what happens on a day is known to have happened when the day is over. */
function newest(events: readonly (Stated | null)[]): Date | null {
  const times = events.flatMap((stated) => (stated === null ? [] : [stated.until.getTime()]));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

function channelOf(fields: Fields) {
  const code = fields.code("KenhThucHien", ["1", "2", "3"]);
  fields.require("KenhThucHien");
  return code === null ? undefined : CHANNELS[code];
}

/**
 * A citizen is known here by an opaque id alone (MaDoiTuong, when it is one of ours); of any other person nothing is kept. The name of an
 * organisation is no personal data.
 */
function ownerOf(fields: Fields): SyncValues["owner"] {
  const kind = fields.code("LoaiDoiTuong", ["1", "2", "3", "4"]);
  const account = fields.text("MaDoiTuong", 200);
  const name = fields.prose("ChuHoSo", 1_000);
  if (kind === null) return undefined;
  const citizen = account !== null && CITIZEN_ID.test(account) ? account : null;
  const owner: Owner =
    kind !== "1"
      ? { citizen: null, organisation: name === null ? null : { name, type: kind } }
      : citizen === null
        ? { citizen: null, organisation: null }
        : { citizen, organisation: null };
  return { owner, submitter: citizen };
}

/** The shape of the opaque ids that the graph knows citizens by. */
const CITIZEN_ID = /^c1_[A-Za-z0-9_-]{22}$/;

/** DonViXuLy is a code in some systems and a name in others; a name is not guessed at. */
function decidingOf(fields: Fields) {
  const code = canonicalAgencyCode(fields.text("DonViXuLy", 1_000) ?? "");
  return code === null || !/^[A-Z]\d{2}(\.|$)/.test(code) ? undefined : agencyRole(code);
}

/** Whether a result came as a file. What HinhThuc 0 and 1 mean is not published. */
function resultFormOf(fields: Fields) {
  const results = fields.list("DanhSachGiayToKetQua", 200) ?? [];
  const files = results.filter((result) => result.text("DuongDanTepTinKetQua", 4_000) !== null);
  return files.length === 0 ? undefined : DossierResultForm.ELECTRONIC;
}

/** DuocThanhToanTrucTuyen: 1 and 2 name the way, other values are none. */
function paidOnlineOf(fields: Fields) {
  const way = fields.text("DuocThanhToanTrucTuyen", 20);
  return way === null ? undefined : /^0*[12]$/.test(way);
}

/** A request number of ours, which no field is meant for: wherever a one-stop system can have put it. */
function requestNumberOf(fields: Fields): string | null {
  for (const name of ["MaHoSo", "SoBienNhan", "ThongTinKhac", "GhiChu"]) {
    const [found] = REQUEST_NUMBER.exec(fields.text(name, 4_000) ?? "") ?? [];
    if (found !== undefined) return found;
  }
  return null;
}

const REQUEST_NUMBER = /(?<![\w-])YC-\d{6}-[0-9A-HJKMNP-TV-Z]{10}(?![\w-])/;
