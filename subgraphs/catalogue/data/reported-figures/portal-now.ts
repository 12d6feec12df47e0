import { figuresOf, type ReportedFigure } from "./figure";

const upgrade = figuresOf({ source: ["P-vietnamnet.vn"], confidence: "Q", reportedOn: "2025-09" });
const identity = figuresOf({ source: ["domain.md"], confidence: "S", reportedOn: "2025-09" });
const october26 = figuresOf({ source: ["domain.md"], confidence: "Q", reportedOn: "2025-10-26" });
const october29 = figuresOf({ source: ["P-mst.gov.vn"], confidence: "Q", reportedOn: "2025-10-29" });
const hanoi = figuresOf({ source: ["HN"], confidence: "S", reportedOn: "2026-10-02", period: "2026-06" });
const api = figuresOf({ source: ["Q766"], confidence: "Q", reportedOn: "2026-09-26" });
const hue = figuresOf({ source: ["domain.md"], confidence: "S", reportedOn: null });
const specifications = figuresOf({ source: ["domain.md"], confidence: "S", reportedOn: null });

/** Figures of 2025 and 2026, and those of provinces without a date, domain reference 10: Q or S by report. */
export const portalNowFigures: readonly ReportedFigure[] = [
  upgrade("portal-2025-09-capacity", 120_000, {
    subject: "Concurrent users that the upgraded portal's infrastructure holds",
    unit: "CONCURRENT_USER",
    period: "2025-08 to 2025-09",
  }),
  upgrade("portal-2025-09-provinces-connected", 34, {
    subject: "Provincial systems connected",
    unit: "SYSTEM",
    printed: "34/34",
    period: "2025-08 to 2025-09",
  }),
  identity("vneid-2025-09-transactions", 2_100_000_000, {
    subject: "Transactions of VNeID",
    unit: "TRANSACTION",
    printed: "2.1 bn",
  }),
  identity("vneid-2025-09-logins", 30_000_000, {
    subject: "Logins to the portal through VNeID",
    unit: "LOGIN",
    qualifier: "ABOUT",
    printed: "≈ 30 M",
  }),
  october26("portal-2025-10-full-share", 39.98, {
    subject: "Fully-online share",
    unit: "PERCENT",
    printed: "39.98 %",
  }),
  october26("portal-2025-10-full-share-ministries", 54.46, {
    subject: "Fully-online share, ministries",
    unit: "PERCENT",
    printed: "54.46 %",
  }),
  october26("portal-2025-10-full-share-provinces", 16.94, {
    subject: "Fully-online share, provinces",
    unit: "PERCENT",
    printed: "16.94 %",
  }),
  october29("portal-2025-10-dossiers", 14_500_000, {
    subject: "Dossiers handled through the portal, four months into two-tier government",
    unit: "DOSSIER",
    qualifier: "MORE_THAN",
    printed: "more than 14.5 M",
  }),
  october29("portal-2025-10-dossiers-online", 83, {
    subject: "Share of these dossiers filed online",
    unit: "PERCENT",
    printed: "83 %",
  }),
  october29("portal-2025-10-wholly-digital", 37, {
    subject: "Share of services wholly digital",
    unit: "PERCENT",
    printed: "37 %",
  }),
  hanoi("hanoi-2026-06-procedures", 2057, { subject: "Procedures public", unit: "PROCEDURE", agency: "H26" }),
  hanoi("hanoi-2026-06-online", 97, {
    subject: "Online share",
    unit: "PERCENT",
    qualifier: "MORE_THAN",
    printed: "> 97 %",
    agency: "H26",
  }),
  hanoi("hanoi-2026-06-digitised", 98, {
    subject: "Digitised",
    unit: "PERCENT",
    qualifier: "MORE_THAN",
    printed: "> 98 %",
    agency: "H26",
  }),
  hanoi("hanoi-2026-06-paid-online", 74.1, {
    subject: "Paid online",
    unit: "PERCENT",
    printed: "74.1 %",
    agency: "H26",
  }),
  api("portal-2026-09-procedures", 5741, { subject: "Procedures", unit: "PROCEDURE" }),
  api("portal-2026-09-widest-procedure", 3629, {
    subject: "Departments that apply one procedure (2.000815)",
    unit: "DEPARTMENT",
  }),
  hue("hue-procedures", 2643, { subject: "Huế: procedures (earlier)", unit: "PROCEDURE", agency: "H57" }),
  hue("hue-level-1-2", 268_763, {
    subject: "Huế: dossiers at level 1 and 2 (earlier)",
    unit: "DOSSIER",
    agency: "H57",
  }),
  hue("hue-level-3", 68_544, { subject: "Huế: dossiers at level 3 (earlier)", unit: "DOSSIER", agency: "H57" }),
  specifications("specification-yearly", 500_000, {
    subject: "Dossiers a year in provincial specifications",
    unit: "DOSSIER_PER_YEAR",
  }),
  specifications("specification-daily", 2000, {
    subject: "Dossiers a day in provincial specifications",
    unit: "DOSSIER_PER_DAY",
    upperValue: 3500,
    qualifier: "RANGE",
    printed: "2,000–3,500",
  }),
  specifications("specification-users", 10_000, {
    subject: "Concurrent users in provincial specifications",
    unit: "CONCURRENT_USER",
  }),
];
