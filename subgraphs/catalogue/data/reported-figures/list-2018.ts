import { figuresOf, type ReportedFigure } from "./figure";

const LIST_877 = "877-qd-ttg-2018-07-18";
const PER_AGENCY = "Counted per agency: never add it to a count of procedures.";

const viettimes = figuresOf({ source: ["SEED-001"], confidence: "Q", reportedOn: "2018-08-03" });
const quangBinh = figuresOf({ source: ["SEED-004"], confidence: "Q", reportedOn: "2019-08" });

/** Figures of the articles on the list of 2018-2019 and on Quảng Bình: Q (SEED-001 and SEED-004), domain reference 1.2 and 1.5. */
export const figuresOnTheListOf2018: readonly ReportedFigure[] = [
  viettimes("seed-001-ministries-level-3", 89, {
    subject: "Services of ministries at level 3",
    unit: "SERVICE",
    listId: LIST_877,
  }),
  viettimes("seed-001-ministries-level-4", 68, {
    subject: "Services of ministries at level 4",
    unit: "SERVICE",
    listId: LIST_877,
  }),
  viettimes("seed-001-localities-level-3", 38, {
    subject: "Services of localities at level 3",
    unit: "SERVICE",
    listId: LIST_877,
  }),
  viettimes("seed-001-localities-level-4", 59, {
    subject: "Services of localities at level 4",
    unit: "SERVICE",
    listId: LIST_877,
  }),
  viettimes("seed-001-ministries-bound", 17, {
    subject: "Ministries bound by the list",
    unit: "BODY",
    printed: "17 Bộ",
    listId: LIST_877,
    doubt: "The text says 17 ministries and then names 18 bodies.",
  }),
  viettimes("seed-001-local-fields", 13, { subject: "Local fields", unit: "FIELD", listId: LIST_877 }),
  viettimes("seed-001-offered-ministries", 1551, {
    subject: "Level 3 and 4 services that ministries and Bảo hiểm xã hội Việt Nam offer",
    unit: "SERVICE",
    note: PER_AGENCY,
  }),
  viettimes("seed-001-offered-provinces", 45_374, {
    subject: "Level 3 and 4 services that provinces offer",
    unit: "SERVICE",
    note: PER_AGENCY,
  }),
  viettimes("seed-001-used-ministries", 24.24, {
    subject: "Share of the ministries' services with at least one online dossier",
    unit: "PERCENT",
    printed: "24.24 %",
    period: "2018-Q1",
  }),
  viettimes("seed-001-used-provinces", 9.69, {
    subject: "Share of the provinces' services with at least one online dossier",
    unit: "PERCENT",
    printed: "9.69 %",
    period: "2018-Q1",
  }),
  quangBinh("seed-004-survey-decision-date", null, {
    subject: "Date of QĐ 1902/QĐ-UBND (survey form, criteria and method of online evaluation)",
    unit: "DATE",
    printed: "10/6/2016",
    doubt: "It carries out Decree 61/2018/NĐ-CP of 23 April 2018, so the printed year is almost certainly a misprint.",
  }),
  quangBinh("seed-004-master-plan-date", null, {
    subject: "Day before which the 2019-2020 master plan goes to the Chairman",
    unit: "DATE",
    printed: "30/9/2019",
  }),
];
