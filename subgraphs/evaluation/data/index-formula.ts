import type { ComponentRule, DossierCounts, IndexFigures, IndexGroup, Ratio } from "../service-index";

/** Names this set of rules. Any change of a rule is another version: counts of different versions are never compared. */
export const FORMULA_VERSION = "qd-766.v1";

/** What each group is worth (Q). The portal shows the fourth of the decision's five groups as two. */
export const GROUP_POINTS: Readonly<Record<IndexGroup, number>> = {
  TRANSPARENCY: 18,
  PROGRESS: 20,
  DIGITISATION: 22,
  ONLINE_SERVICES: 12,
  ONLINE_PAYMENT: 10,
  SATISFACTION: 18,
};

type Given = Pick<ComponentRule, "code" | "group" | "name" | "max"> & Partial<ComponentRule>;

const rule = (given: Given): ComponentRule => ({
  portalCode: given.code,
  target: 1,
  whenNone: "NOT_APPLICABLE",
  ratios: null,
  note: null,
  ...given,
});

/** A share of the dossiers that were received in the quarter, or of another count of them. */
const dossiers =
  (name: keyof DossierCounts, of: keyof DossierCounts = "received") =>
  ({ dossiers: counts }: IndexFigures): readonly Ratio[] | null =>
    counts === null ? null : [{ name, numerator: counts[name], denominator: counts[of] }];

const OWN_DENOMINATOR = "Mẫu số (hồ sơ tiếp nhận trong kỳ) là cách hiểu của hệ thống này.";
const NO_DIVISION = "Chưa tìm được cách chia 12 điểm của nhóm, nên có tỷ lệ mà không có điểm.";

/**
 * The components of Decision 766/QĐ-TTg: groups, codes and points from the portal (Q), formulas secondary (S). Those without
 * `ratios` need figures that no part of the graph holds. `whenNone` is our reading where the sources only say "0 or not
 * applicable, depending on the component".
 */
export const INDEX_FORMULA: readonly ComponentRule[] = [
  rule({ code: "PUBLISH_ON_TIME", group: "TRANSPARENCY", name: "Công bố thủ tục hành chính đúng hạn", max: 6 }),
  rule({ code: "PUBLIC_UPDATE_ON_TIME", group: "TRANSPARENCY", name: "Cập nhật, công khai đúng hạn", max: 4 }),
  rule({ code: "PUBLIC_CONTENT_FULL", group: "TRANSPARENCY", name: "Nội dung công khai đầy đủ", max: 2 }),
  rule({ code: "DOSSIER_SYNC", group: "TRANSPARENCY", name: "Hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia", max: 6 }),
  rule({
    code: "ON_TIME_HANDLING",
    portalCode: null,
    group: "PROGRESS",
    name: "Hồ sơ giải quyết đúng hạn",
    max: 20,
    ratios: dossiers("onTime"),
    note: "Hồ sơ đúng hạn trên hồ sơ tiếp nhận; hồ sơ chưa kết thúc tính đến cuối kỳ.",
  }),
  rule({
    code: "ORIGINAL_RESULT_AVAILABLE",
    group: "DIGITISATION",
    name: "Hồ sơ có kết quả bản điện tử",
    max: 6,
    ratios: dossiers("electronicResult", "finished"),
    note: "Mẫu số (hồ sơ đã có kết quả) là cách hiểu của hệ thống này.",
  }),
  rule({
    code: "SO_HOA_GIAY_TO_GIAI_QUYET",
    group: "DIGITISATION",
    name: "Hồ sơ có giấy tờ được số hóa",
    max: 4,
    ratios: dossiers("digitised"),
    note: OWN_DENOMINATOR,
  }),
  rule({ code: "ELECTRONIC_CERTIFIED_COPY", group: "DIGITISATION", name: "Chứng thực bản sao điện tử", max: 2 }),
  rule({
    code: "REUSED_DIGITIZED_DATA",
    group: "DIGITISATION",
    name: "Hồ sơ tái sử dụng dữ liệu đã số hóa",
    max: 2,
    ratios: dossiers("reused"),
    note: OWN_DENOMINATOR,
  }),
  rule({
    code: "SYNCED_WITH_DVCQG_PERSONAL_STORAGE",
    group: "DIGITISATION",
    name: "Kết quả đồng bộ vào kho dữ liệu điện tử cá nhân",
    max: 4,
  }),
  rule({
    code: "CITIZEN_DATA_CONNECTED_DOSSIER",
    group: "DIGITISATION",
    name: "Hồ sơ có kết nối dữ liệu dân cư (tài khoản VNeID)",
    max: 2,
    ratios: dossiers("vneidAccount"),
    note: OWN_DENOMINATOR,
  }),
  rule({
    code: "CITIZEN_DATA_CONNECTED_FORMALITY",
    group: "DIGITISATION",
    name: "Thủ tục hành chính có kết nối dữ liệu dân cư",
    max: 2,
  }),
  rule({
    code: "ONLINE_SERVICES_USED",
    portalCode: null,
    group: "ONLINE_SERVICES",
    name: "Dịch vụ công trực tuyến có phát sinh hồ sơ",
    max: null,
    target: 0.8,
    whenNone: "ZERO",
    ratios: ({ services }) =>
      services === null ? null : [{ name: "used", numerator: services.used, denominator: services.offered }],
    note: `${NO_DIVISION} Cơ quan không có dịch vụ trực tuyến nào thì tỷ lệ là 0.`,
  }),
  rule({
    code: "ONLINE_DOSSIERS",
    portalCode: null,
    group: "ONLINE_SERVICES",
    name: "Hồ sơ trực tuyến có kết quả điện tử",
    max: null,
    target: 0.5,
    ratios: dossiers("onlineWithElectronicResult"),
    note: `${NO_DIVISION} ${OWN_DENOMINATOR}`,
  }),
  rule({
    code: "ONLINE_PAYMENT_A",
    portalCode: null,
    group: "ONLINE_PAYMENT",
    name: "Hồ sơ thanh toán trực tuyến trên hồ sơ có phí, lệ phí",
    max: 6,
    ratios: dossiers("paidOnline", "withFee"),
    note: "Điểm quan sát được: 6A + min(2; 2,5B) + 2,5C. A là tỷ lệ hồ sơ này theo cách hiểu của hệ thống này.",
  }),
  rule({
    code: "ONLINE_PAYMENT_B",
    portalCode: null,
    group: "ONLINE_PAYMENT",
    name: "Thành phần B",
    max: 2,
    target: 0.8,
  }),
  rule({
    code: "ONLINE_PAYMENT_C",
    portalCode: null,
    group: "ONLINE_PAYMENT",
    name: "Thành phần C",
    max: 2,
    target: 0.8,
  }),
  rule({
    code: "PETITION_PROCESSING_ON_TIME",
    group: "SATISFACTION",
    name: "Xử lý phản ánh, kiến nghị đúng hạn",
    max: 6,
    whenNone: "FULL",
    ratios: ({ petitions }) =>
      petitions === null ? null : [{ name: "onTime", numerator: petitions.onTime, denominator: petitions.received }],
    note: "Không có phản ánh, kiến nghị thì đủ điểm; không biết có hay không thì không có điểm.",
  }),
  rule({
    code: "PETITION_HANDLING_SATISFACTION",
    group: "SATISFACTION",
    name: "Hài lòng về xử lý phản ánh, kiến nghị",
    max: 6,
    whenNone: "FULL",
    // Petitions that nobody rated are not "no petitions".
    ratios: ({ petitions }) =>
      petitions === null || (petitions.received > 0 && petitions.rated === 0)
        ? null
        : [{ name: "satisfied", numerator: petitions.satisfied, denominator: petitions.rated }],
    note: "Không có phản ánh, kiến nghị thì đủ điểm; không biết có hay không thì không có điểm.",
  }),
  rule({
    code: "DOSSIER_RECEIVING_SATISFACTION",
    group: "SATISFACTION",
    name: "Hài lòng về tiếp nhận, giải quyết hồ sơ",
    max: 6,
    target: 0.9,
    ratios: ({ dossiers: counts, reception }) =>
      counts === null || reception === null
        ? null
        : [
            { name: "overdue", numerator: counts.overdue, denominator: counts.received },
            { name: "disliked", numerator: reception.disliked, denominator: reception.answered },
          ],
    note: "100 % trừ tỷ lệ quá hạn và tỷ lệ không hài lòng. Phiếu đánh giá tính theo ngày gửi.",
  }),
];
