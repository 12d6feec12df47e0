import { figuresOf, type ReportedFigure } from "./figure";

const LIST_846 = "846-qd-ttg-2017-06-09";
const LIST_2016 = "list-2016-04";

const chinhphu = figuresOf({ source: ["SEED-000"], confidence: "Q", reportedOn: "2017" });
const ictnews = figuresOf({ source: ["SEED-002"], confidence: "Q", reportedOn: "2017-06" });

/** Figures of the articles on the list of 2017: Q (SEED-000 and SEED-002), domain reference 1.1 and 1.3. */
export const figuresOnTheListOf2017: readonly ReportedFigure[] = [
  chinhphu("seed-000-total", 707, { subject: "Procedures on the list", unit: "PROCEDURE", listId: LIST_846 }),
  chinhphu("seed-000-ministries", 354, { subject: "Of ministries", unit: "PROCEDURE", listId: LIST_846 }),
  chinhphu("seed-000-localities", 353, { subject: "Of localities", unit: "PROCEDURE", listId: LIST_846 }),
  ofBody(chinhphu, "G18", 85),
  ofBody(chinhphu, "G16", 74),
  ofBody(chinhphu, "G04", 56),
  ictnews("seed-002-localities", 353, { subject: "Of localities", unit: "PROCEDURE", listId: LIST_846 }),
  ictnews("seed-002-provincial-share", 89, {
    subject: "Share of the local procedures at provincial level",
    unit: "PERCENT",
    qualifier: "MORE_THAN",
    printed: "more than 89 %",
    listId: LIST_846,
  }),
  ictnews("seed-002-district", 35, { subject: "Local, at district level", unit: "PROCEDURE", listId: LIST_846 }),
  ictnews("seed-002-commune", 2, { subject: "Local, at commune level", unit: "PROCEDURE", listId: LIST_846 }),
  ofBody(ictnews, "G11", 6),
  ofBody(ictnews, "G01", 7),
  ofBody(ictnews, "G08", 21),
  ofBody(ictnews, "G15", 14),
  ofBody(ictnews, "G12", 28),
  ofBody(ictnews, "G02", 12),
  ofBody(ictnews, "G07", 12),
  ofBody(ictnews, "G14", 7),
  ictnews("seed-002-2016-bodies", 20, { subject: "Bodies bound by the list of 2016", unit: "BODY", listId: LIST_2016 }),
  ictnews("seed-002-2016-ministries", 83, { subject: "Services of ministries", unit: "SERVICE", listId: LIST_2016 }),
  ictnews("seed-002-2016-localities", 44, { subject: "Services of localities", unit: "SERVICE", listId: LIST_2016 }),
  ictnews("seed-002-hanoi-target", 40, {
    subject: "Target share of Hà Nội's services at level 3 in 2017",
    unit: "PERCENT",
    printed: "40 %",
    period: "2017",
    agency: "H26",
  }),
  ictnews("seed-002-hanoi-services", 1800, {
    subject: "Services of Hà Nội to which the target applies",
    unit: "SERVICE",
    qualifier: "ABOUT",
    printed: "about 1,800",
    period: "2017",
    agency: "H26",
  }),
];

function ofBody(report: ReturnType<typeof figuresOf>, agency: string, value: number): ReportedFigure {
  return report(`list-846-${agency.toLowerCase()}`, value, {
    subject: "Procedures of one ministry on the list",
    unit: "PROCEDURE",
    agency,
    listId: LIST_846,
  });
}
