import { type Random, randomOf, type SampleSize } from "../kit";
import type { FeeLine, Level } from "./data/types";
import { firstVersion } from "./first-version";
import type { AgencyRecord, ProcedureContent, ProcedureRecord, Searchable } from "./records";
import { drawn, offersOf, type SampleOffers } from "./sample-offerings";
import { nameKeyOf, wordsOf } from "./search-words";
import type { VersionRecord } from "./version";

/** A procedure that nobody has: its code begins with 9, which no code that was seen does, and its name says so. */
export interface SyntheticProcedure {
  readonly procedure: ProcedureRecord & Searchable;
  readonly version: VersionRecord;
}

const VERBS = [
  "Cấp",
  "Cấp lại",
  "Đổi",
  "Gia hạn",
  "Điều chỉnh",
  "Thu hồi",
  "Đăng ký",
  "Xác nhận",
  "Công nhận",
  "Thẩm định",
];
const OBJECTS = [
  "giấy phép hoạt động",
  "giấy chứng nhận đủ điều kiện",
  "chứng chỉ hành nghề",
  "quyết định chủ trương",
  "phương án bảo vệ",
  "hồ sơ thiết kế",
  "giấy xác nhận thông tin",
  "văn bản chấp thuận",
  "chứng nhận đăng ký",
  "kế hoạch ứng phó",
];
const FIELDS = [
  "xây dựng",
  "thủy lợi",
  "giáo dục mầm non",
  "khám bệnh, chữa bệnh",
  "vận tải đường bộ",
  "hóa chất",
  "thú y",
  "lao động nước ngoài",
  "tài nguyên nước",
  "di sản văn hóa",
  "bưu chính",
  "an toàn thực phẩm",
];
const LEVELS: readonly Level[] = ["MINISTRY", "PROVINCE", "COMMUNE"];
const LIMITS = [1, 3, 5, 7, 10, 15, 20, 30];
const TERMS = { kind: "PHI", description: null, jurisdiction: null, applyFrom: null, applyTo: null } as const;

/** The procedure of a number, from 1. The same seed and number give the same procedure. */
export function syntheticProcedure(
  number: number,
  seed: number,
  { sectors, publishers }: { readonly sectors: readonly string[]; readonly publishers: readonly string[] },
): SyntheticProcedure {
  const random = randomOf(`catalogue:${seed}:procedure:${number}`);
  const code = syntheticCode(number);
  const name = `${random.pick(VERBS)} ${random.pick(OBJECTS)} ${random.pick(FIELDS)} (thủ tục mẫu số ${number}, không có thật)`;
  const amount = random.pick(LIMITS);
  const fees = [sampleFee(random)];
  const limit = { amount, unit: "WORKING_DAY" as const, jurisdiction: null, note: null, fees };
  const content: ProcedureContent = {
    name,
    shortTitle: false,
    sectorCode: random.pick(sectors),
    levels: [random.pick(LEVELS)],
    publishingAgencyCode: random.pick(publishers),
    executor: null,
    cases: [
      {
        name: null,
        channels: (["IN_PERSON", "ONLINE", "POST"] as const).map((channel) => ({ channel, timeLimits: [limit] })),
        papers: [],
      },
    ],
    legalBases: [],
    afterCutoff: null,
    linked: null,
    notes: ["Synthetic: invented for samples."],
    source: [],
    confidence: null,
  };
  const procedure = {
    ...content,
    code,
    observedCodes: [],
    portalId: null,
    version: 1,
    origin: "SAMPLE" as const,
    nameKey: nameKeyOf(name),
    words: wordsOf(`${code} ${name}`),
  };
  // Dossiers are not told of what is invented: samples of dossiers bring their own terms.
  return { procedure, version: { ...firstVersion(code, content), messages: [] } };
}

export function syntheticCode(number: number): string {
  return `9.${String(number).padStart(6, "0")}`;
}

/** The agency of a number, from 1: a unit under one of the provinces, by a code that no unit has. */
export function syntheticAgency(number: number, provinces: readonly AgencyRecord[]): AgencyRecord {
  const province = provinces[number % provinces.length];
  const parentCode = province?.code ?? "H26";
  return {
    code: `${parentCode}.S${String(number).padStart(5, "0")}`,
    aliases: [],
    name: `Đơn vị mẫu số ${number} (${province?.name ?? ""}), không có thật`,
    kind: "UNIT",
    parentCode,
    validFrom: null,
    validTo: null,
    successorCodes: [],
    predecessorCodes: [],
    formerNames: [],
    populationProvinceCode: null,
    notes: "Synthetic: invented for samples.",
    synthetic: true,
    source: [],
    confidence: null,
  };
}

/** On 26 September 2026 the portal said so of 2.000815 (Q766). */
export const WIDEST = { procedure: "2.000815", agencies: 3_629 } as const;
/** An agency with thousands of procedures. */
const MOST_OFFERED = 3_000;

/**
 * What a synthetic agency offers: some synthetic procedures, and the first ones the widest procedure too, so that with those of the
 * provinces it is offered as often as the portal said. The very first agency offers thousands.
 */
export function syntheticOffers(
  agency: AgencyRecord,
  number: number,
  { seed, procedures, provinces }: Pick<SampleSize, "seed" | "procedures"> & { readonly provinces: number },
): SampleOffers {
  const random = randomOf(`catalogue:${seed}:offers:${agency.code}`);
  const count = number === 1 ? MOST_OFFERED : 3 + random.below(5);
  const numbers =
    number === 1
      ? Array.from({ length: Math.min(count, procedures) }, (_, index) => index + 1)
      : drawn(
          Array.from({ length: Math.min(procedures, 40) }, () => 1 + random.below(Math.max(procedures, 1))),
          Math.min(count, procedures),
          random,
        );
  const wide = number + provinces <= WIDEST.agencies ? [WIDEST.procedure] : [];
  return offersOf(agency.code, [...wide, ...numbers.map(syntheticCode)], seed);
}

function sampleFee(random: Random): FeeLine {
  const kind = random.below(4);
  if (kind === 0) return { ...TERMS, state: "FREE", amount: 0 };
  if (kind === 1) return { ...TERMS, state: "UNKNOWN", amount: null };
  if (kind === 2) return { ...TERMS, state: "SEE_DESCRIPTION", amount: null, description: "Theo quy mô (mẫu)" };
  return { ...TERMS, state: "FIXED", amount: 10_000 * (1 + random.below(50)) };
}
