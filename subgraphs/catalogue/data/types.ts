import type { SourceId } from "./sources";

/**
 * How sure a fact is. Q: read in the text itself. C: read in the code of a system that exchanges with the portal. S: secondary.
 * D: derived here from other facts. What is only general knowledge has no letter, because it is not in this data.
 * A row carries the letter of its weakest fact, unless a field says otherwise.
 */
export type Confidence = "Q" | "C" | "S" | "D";

/** A row that says where it comes from. */
export interface Sourced {
  readonly source: readonly SourceId[];
  readonly confidence: Confidence;
}

/** An ISO 8601 date cut to the precision that is known: `2017`, `2017-06` or `2017-06-09`. */
export type PartialDate = string;

export type AgencyKind = "MINISTRY" | "MINISTRY_LEVEL_BODY" | "GOVERNMENT_BODY" | "PROVINCE" | "UNIT";

/** An agency under its canonical code (Decision 20/2020/QĐ-TTg). */
export interface AgencyRow extends Sourced {
  readonly code: string;
  /** Other codes of the same agency: its QCVN 102 form. */
  readonly aliases: readonly string[];
  readonly name: string;
  readonly kind: AgencyKind;
  readonly parent: string | null;
  readonly validFrom: PartialDate | null;
  /** The first day on which the agency is no more; null while it is. */
  readonly validTo: PartialDate | null;
  readonly successors: readonly string[];
  /** Earlier names; `until` is the first day of the next name, null where that day is not known. */
  readonly formerNames: readonly { readonly name: string; readonly until: PartialDate | null }[];
  /** The province's 3 digits inside a personal number (TT 07/2016/TT-BCA; S). Neither the agency code nor the statistics code. */
  readonly populationProvinceCode: string | null;
  readonly notes: string | null;
}

/** A sector (lĩnh vực). `key` is our own slug; the portal's own code is known for few. */
export interface SectorRow extends Sourced {
  readonly key: string;
  readonly name: string;
  /** `MX1X2-LV` (TT 01/2018/TT-VPCP Điều 20), or null when it was not found. */
  readonly officialCode: string | null;
  /** STATED: the source names this sector. GROUPED: our grouping of procedures, by the subject their titles name. */
  readonly origin: "STATED" | "GROUPED";
}

/** Cấp thực hiện. MINISTRY is the portal's "Cấp bộ", which other texts call "trung ương". DISTRICT ended on 1 July 2025. */
export type Level = "MINISTRY" | "PROVINCE" | "DISTRICT" | "COMMUNE" | "OTHER";

export type Channel = "IN_PERSON" | "ONLINE" | "POST";

export type TimeUnit = "HOUR" | "DAY" | "WORKING_DAY" | "MONTH";

interface FeeTerms {
  /** Mã phí, lệ phí; absent where none was read. */
  readonly code?: string | null;
  /** What the amount is for: "đồng/bản"; absent where none was read. */
  readonly unit?: string | null;
  /** Phí or lệ phí; null where the source does not say which. */
  readonly kind: "PHI" | "LE_PHI" | null;
  readonly description: string | null;
  /** The agency code of the province whose rule this is; null for a rule of the whole country. */
  readonly jurisdiction: string | null;
  readonly applyFrom: PartialDate | null;
  readonly applyTo: PartialDate | null;
}

/**
 * One line of a fee, in whole đồng. The portal's three silences differ: FREE is "Miễn phí", UNKNOWN is "Không có thông tin" and
 * SEE_DESCRIPTION leaves the amount to the text. An empty list of fees means that no source of ours was read about them.
 */
export type FeeLine = FeeTerms &
  (
    | { readonly state: "FIXED"; readonly amount: number }
    | { readonly state: "FREE"; readonly amount: 0 }
    | { readonly state: "UNKNOWN"; readonly amount: null }
    | { readonly state: "SEE_DESCRIPTION"; readonly amount: null; readonly description: string }
  );

/** A deadline; 0 working days is the day of reception. */
export interface TimeLimit {
  readonly amount: number | null;
  readonly unit: TimeUnit | null;
  readonly jurisdiction: string | null;
  readonly note: string | null;
  readonly fees: readonly FeeLine[];
}

/** A way to file. Time and fee belong to it, not to the procedure; `channel` is null where the source names none. */
export interface FilingChannel {
  readonly channel: Channel | null;
  readonly timeLimits: readonly TimeLimit[];
}

/** A paper (giấy tờ) that a dossier needs. */
export interface RequiredPaper {
  readonly code: string | null;
  readonly name: string;
  readonly originals: number;
  readonly copies: number;
  /** Mẫu đơn, tờ khai. */
  readonly form: string | null;
  /** The procedure whose result replaces the paper (`MaKetQuaThayThe`), and the code of that result. */
  readonly replacedByResultOf: string | null;
  readonly replacingResult: string | null;
}

/** A case (trường hợp) of a procedure; without a name it is the only one. Papers are absent where none were read. */
export interface ProcedureCase {
  readonly name: string | null;
  readonly channels: readonly FilingChannel[];
  readonly papers?: readonly RequiredPaper[];
}

/** A result (kết quả) that a procedure gives. */
export interface ProcedureResult {
  readonly code: string | null;
  readonly name: string;
}

/** Who may apply (đối tượng thực hiện): a list of codes, since one of the printed names holds commas. */
export type Applicant =
  | "CITIZEN"
  | "OVERSEAS_VIETNAMESE"
  | "FOREIGNER"
  | "CIVIL_SERVANT"
  | "ENTERPRISE"
  | "FOREIGN_INVESTED_ENTERPRISE"
  | "ORGANISATION"
  | "FOREIGN_ORGANISATION"
  | "COOPERATIVE";

/** Thu trước, thu sau; NONE where nothing is collected. */
export type Collection = "BEFORE" | "AFTER" | "NONE";

/** A legal document. The number alone is not a key: numbers come again in other years. */
export interface LegalBasis {
  readonly number: string;
  readonly title: string | null;
  readonly issuedOn: PartialDate | null;
  readonly effectiveFrom: PartialDate | null;
  readonly note: string | null;
}

/** A part of a linked procedure, handled by a system of its own. */
export interface LinkedPart {
  readonly name: string;
  /** The procedure that does this part alone. Derived (D) from the titles. */
  readonly procedure: string | null;
  readonly system: string;
  /** Parts of one stage run side by side; a stage waits for the one before. */
  readonly stage: number;
  readonly limit: { readonly amount: number; readonly unit: TimeUnit };
  /** The limit when the facts must be verified on the spot, if the source gives another. */
  readonly limitWhenVerified: { readonly amount: number; readonly unit: TimeUnit } | null;
}

/** How a linked procedure (thủ tục liên thông) runs. */
export interface LinkedFlow {
  /** The portal forwards the dossier only after the successful-payment message. */
  readonly paymentFirst: boolean;
  readonly parts: readonly LinkedPart[];
  readonly overall: { readonly amount: number; readonly unit: TimeUnit };
  readonly overallWhenVerified: { readonly amount: number; readonly unit: TimeUnit };
  /** The applicant's time to supplement; after it handling stops. */
  readonly supplementWithin: { readonly amount: number; readonly unit: TimeUnit };
}

/** An administrative procedure (thủ tục hành chính) under its national code. Empty means "not read", never "none". */
export interface ProcedureRow extends Sourced {
  readonly code: string;
  readonly name: string;
  /** True where the source gives a short title and the portal's own was not read. */
  readonly shortTitle: boolean;
  /** A sector key, or null where the source names none and the title leaves it open. */
  readonly sector: string | null;
  readonly levels: readonly Level[];
  readonly publishingAgency: string | null;
  /** Who handles it, as the source prints it. */
  readonly executor: string | null;
  readonly cases: readonly ProcedureCase[];
  readonly legalBases: readonly LegalBasis[];
  /** The hour after which a dossier counts as received on the next working day. */
  readonly afterCutoff: "15:00" | null;
  /** Codes of this procedure as seen with the suffix of a place or of an online service. */
  readonly observedCodes: readonly string[];
  /** The record's UUID in the address on the portal. */
  readonly portalId: string | null;
  readonly linked: LinkedFlow | null;
  readonly notes: readonly string[];
}
