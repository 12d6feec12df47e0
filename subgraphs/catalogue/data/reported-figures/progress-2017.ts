import { figuresOf, type ReportedFigure } from "./figure";

const LIST_2016 = "list-2016-04";
const OWN = "by own initiative, beyond the list";
const LEVELS_DO_NOT_ADD_UP = "64 + 16 = 80, but the article gives 78 services in all.";
const PROVINCES_DO_NOT_ADD_UP =
  '32 + 27 = 59 of 63 provinces; and provinces that did 2 to 20 services cannot include 3 that are "not deployed".';

const ttcntt = figuresOf({ source: ["SEED-003"], confidence: "Q", reportedOn: "2017-04-24" });

/** Figures of the article on progress before the portal: Q (SEED-003), domain reference 1.4. */
export const figuresOnProgressIn2017: readonly ReportedFigure[] = [
  ttcntt("seed-003-portal-date", null, {
    subject: "Day before which the first phase of the national portal is planned",
    unit: "DATE",
    printed: "30/6/2017",
    note: "It opened on 9 December 2019.",
  }),
  ttcntt("seed-003-2016-bodies", 20, { subject: "Bodies bound by the list of 2016", unit: "BODY", listId: LIST_2016 }),
  ttcntt("seed-003-2016-ministries", 83, { subject: "Services of ministries", unit: "SERVICE", listId: LIST_2016 }),
  ttcntt("seed-003-2016-localities", 44, { subject: "Services of localities", unit: "SERVICE", listId: LIST_2016 }),
  ...ofMinistries(),
  ...ofProvinces(),
  ...byLevel("localities-2016-list", "Localities, 2016, from the list", [1102, 1037, 65]),
  ...byLevel("localities-2016-own", `Localities, 2016, ${OWN}`, [7105, 6622, 483]),
  ...byLevel("ministries-2017-registered", "Ministries, registered for 2017", [514, 423, 91]),
  ...byLevel("localities-2017-registered", "Localities, registered for 2017", [6003, 4919, 1084]),
];

function ofMinistries(): readonly ReportedFigure[] {
  const delivered = { listId: LIST_2016, period: "to 2017-Q1" };
  return [
    ttcntt("seed-003-ministries-done", 78, {
      ...delivered,
      subject: "Services of the list that ministries delivered",
      unit: "SERVICE",
      printed: "78 of 83",
      doubt: LEVELS_DO_NOT_ADD_UP,
    }),
    ttcntt("seed-003-ministries-share", 94, {
      ...delivered,
      subject: "Share of the list that ministries delivered",
      unit: "PERCENT",
      printed: "94 %",
    }),
    ttcntt("seed-003-ministries-level-3", 64, {
      ...delivered,
      subject: "Of these, at level 3",
      unit: "SERVICE",
      doubt: LEVELS_DO_NOT_ADD_UP,
    }),
    ttcntt("seed-003-ministries-level-4", 16, {
      ...delivered,
      subject: "Of these, at level 4",
      unit: "SERVICE",
      doubt: LEVELS_DO_NOT_ADD_UP,
    }),
    ttcntt("seed-003-ministries-own-level-3", 22, { subject: `Ministries, ${OWN}, at level 3`, unit: "SERVICE" }),
    ttcntt("seed-003-ministries-own-level-4", 12, { subject: `Ministries, ${OWN}, at level 4`, unit: "SERVICE" }),
  ];
}

function ofProvinces(): readonly ReportedFigure[] {
  const delivered = {
    listId: LIST_2016,
    period: "to 2017-03",
    doubt: PROVINCES_DO_NOT_ADD_UP,
  };
  return [
    ttcntt("seed-003-provinces-upper-half", 32, {
      ...delivered,
      subject: "Provinces that did 22 to 44 of the 44 services",
      unit: "PROVINCE",
    }),
    ttcntt("seed-003-services-upper-half", 22, {
      ...delivered,
      subject: "Services of the list that each of those 32 provinces did",
      unit: "SERVICE",
      upperValue: 44,
      qualifier: "RANGE",
      printed: "22–44 of 44",
    }),
    ttcntt("seed-003-provinces-lower-half", 27, {
      ...delivered,
      subject: "Provinces that did 2 to 20 of the 44 services",
      unit: "PROVINCE",
    }),
    ttcntt("seed-003-services-lower-half", 2, {
      ...delivered,
      subject: "Services of the list that each of those 27 provinces did",
      unit: "SERVICE",
      upperValue: 20,
      qualifier: "RANGE",
      printed: "2–20 of 44",
    }),
    ttcntt("seed-003-provinces-not-deployed", 3, {
      ...delivered,
      subject: "Of these 27 provinces, not deployed",
      unit: "PROVINCE",
    }),
  ];
}

/** A total with its parts at level 3 and level 4; these four sets add up. */
function byLevel(key: string, subject: string, counts: readonly [number, number, number]): readonly ReportedFigure[] {
  const [total, third, fourth] = counts;
  return [
    ttcntt(`seed-003-${key}`, total, { subject, unit: "SERVICE" }),
    ttcntt(`seed-003-${key}-level-3`, third, { subject: `${subject}, at level 3`, unit: "SERVICE" }),
    ttcntt(`seed-003-${key}-level-4`, fourth, { subject: `${subject}, at level 4`, unit: "SERVICE" }),
  ];
}
