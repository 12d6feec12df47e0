import { type Component, DigitalCopy, DossierFeeState, type FeeLine, type Supplement } from "../dossier";
import { FEE_KINDS } from "./wire-codes";
import type { Fields, Stated } from "./wire-values";

/** DanhSachLePhi. An empty list states nothing: serialisers write one for what they leave out. */
export function readFees(fields: Fields): readonly FeeLine[] | undefined {
  const lines = fields.list("DanhSachLePhi", MOST) ?? [];
  if (lines.length === 0) return undefined;
  return lines.map((line) => {
    const kind = line.code("LoaiPhiLePhi", ["1", "2"]);
    const code = line.text("MaPhiLePhi", 100);
    const name = line.prose("TenPhiLePhi", 1_000);
    if (name === null && code === null) line.require("TenPhiLePhi");
    return { kind: kind === null ? null : FEE_KINDS[kind], code, name: name ?? code ?? "", ...amountOf(line) };
  });
}

/** An amount, none stated, free of charge, and "see the text" are four things (trap 6). */
function amountOf(line: Fields): Pick<FeeLine, "amount" | "state"> {
  const stated = line.raw("Gia");
  if (stated === null) return { amount: null, state: DossierFeeState.UNKNOWN };
  if (typeof stated === "string" && !/\d/.test(stated)) return { amount: null, state: DossierFeeState.SEE_DESCRIPTION };
  const amount = line.count("Gia", MOST_DONG);
  return { amount, state: amount === 0 ? DossierFeeState.FREE : DossierFeeState.FIXED };
}

const MOST = 500;
const MOST_DONG = 1_000_000_000_000_000;

/** TaiLieuNop, the files, and DanhSachTepDinhKemKhac, papers that are only counted. */
export function readComponents(fields: Fields): readonly Component[] | undefined {
  const files = fields.list("TaiLieuNop", MOST) ?? [];
  const papers = fields.list("DanhSachTepDinhKemKhac", MOST) ?? [];
  if (files.length + papers.length === 0) return undefined;
  return [...files.flatMap(readFile), ...papers.map(readPaper)];
}

function readFile(file: Fields): readonly Component[] {
  const code = file.text("MaThanhPhanHoSo", 100);
  const name = file.prose("TenTepDinhKem", 4_000);
  const digital = digitalCopyOf(file);
  if (file.flag("IsDeleted") === true) return [];
  if (name === null && code === null) file.require("TenTepDinhKem");
  return [{ name: name ?? code ?? "", code, originals: 0, copies: 0, digital }];
}

function digitalCopyOf(file: Fields): DigitalCopy {
  const reused = file.code("DuocTaiSuDung", ["0", "1", "2"]);
  const digitised = file.flag("DuocSoHoa");
  if (reused === "2" || file.text("MaKetQuaThayThe", 200) !== null) return DigitalCopy.RESULT_REUSED;
  if (reused === "1") return DigitalCopy.COMPONENT_REUSED;
  return digitised === true ? DigitalCopy.DIGITISED : DigitalCopy.NONE;
}

/** What the codes of LoaiGiayTo mean is not published: the papers are counted as copies. */
function readPaper(paper: Fields): Component {
  const name = paper.prose("TenGiayTo", 4_000);
  if (name === null) paper.require("TenGiayTo");
  const copies = paper.count("SoLuong", 10_000) ?? 0;
  return { name: name ?? "", code: null, originals: 0, copies, digital: DigitalCopy.NONE };
}

/** DanhSachHoSoBoSung, and the moments in it, which tell when the packet cannot have been made yet. */
export function readSupplements(fields: Fields, sender: { readonly system: string; readonly agency: string }) {
  const entries = fields.list("DanhSachHoSoBoSung", MOST) ?? [];
  if (entries.length === 0) return null;
  const requestedBy = { role: "partner", account: sender.system, agency: sender.agency } as const;
  const moments: { readonly name: string; readonly stated: Stated | null }[] = [];
  const supplements = entries.map((entry, index): Supplement => {
    const requested = entry.date("NgayBoSung");
    const supplied = entry.date("NgayTiepNhanBoSung");
    entry.require("NgayBoSung");
    moments.push({ name: `DanhSachHoSoBoSung[${index}].NgayBoSung`, stated: requested });
    moments.push({ name: `DanhSachHoSoBoSung[${index}].NgayTiepNhanBoSung`, stated: supplied });
    return {
      seq: 0,
      requestedAt: requested?.from ?? new Date(0),
      requestedBy,
      content: entry.prose("NoiDungBoSung", 4_000) ?? "",
      suppliedAt: supplied?.from ?? null,
      dueBefore: entry.date("NgayHenTraTruoc")?.until ?? null,
      dueAfter: entry.date("NgayHenTraMoi")?.until ?? null,
    };
  });
  const inOrder = supplements
    .toSorted((one, other) => one.requestedAt.getTime() - other.requestedAt.getTime())
    .map((supplement, index) => ({ ...supplement, seq: index + 1 }));
  return { supplements: inOrder, moments };
}
