import { figuresOf, type ReportedFigure } from "./figure";

const december2019 = figuresOf({ source: ["domain.md"], confidence: "Q", reportedOn: "2019-12-09" });
const february2020 = figuresOf({ source: ["P-truyenhinhdulich.vn"], confidence: "Q", reportedOn: "2020-02" });
const march2020 = figuresOf({ source: ["domain.md"], confidence: "S", reportedOn: "2020-03" });
const may2020 = figuresOf({ source: ["P-vnptmedia.vn"], confidence: "Q", reportedOn: "2020-05-07" });
const march2021 = figuresOf({ source: ["domain.md"], confidence: "Q", reportedOn: "2021-03-08" });
const june2021 = figuresOf({ source: ["domain.md"], confidence: "S", reportedOn: "2021-06-22" });
const november2021 = figuresOf({ source: ["ictnews"], confidence: "Q", reportedOn: "2021-11-23" });

/** The portal's figures from its opening to 2021, domain reference 10: Q or S by report. */
export const portalOpeningFigures: readonly ReportedFigure[] = [
  december2019("portal-2019-12-services", 8, { subject: "Services with which the portal opens", unit: "SERVICE" }),

  february2020("portal-2020-02-accounts", 44_200, { subject: "Accounts", unit: "ACCOUNT" }),
  february2020("portal-2020-02-visits", 13_400_000, { subject: "Visits", unit: "VISIT", printed: "13.4 M" }),
  february2020("portal-2020-02-synced", 854_000, { subject: "Synced dossiers", unit: "DOSSIER" }),
  february2020("portal-2020-02-online", 6900, {
    subject: "Dossiers filed on the portal and handled",
    unit: "DOSSIER",
  }),

  march2020("portal-2020-03-procedures", 6956, {
    subject: "Procedures standardised and public",
    unit: "PROCEDURE",
  }),
  march2020("portal-2020-03-services", 161, { subject: "Services", unit: "SERVICE" }),
  march2020("portal-2020-03-synced", 2_900_000, { subject: "Synced dossiers", unit: "DOSSIER", printed: "2.9 M" }),
  march2020("portal-2020-03-online", 13_681, { subject: "Online dossiers", unit: "DOSSIER" }),

  may2020("portal-2020-05-visits", 35_000_000, { subject: "Visits", unit: "VISIT", printed: "35 M" }),
  may2020("portal-2020-05-accounts", 134_000, { subject: "Accounts", unit: "ACCOUNT" }),
  may2020("portal-2020-05-synced", 7_000_000, { subject: "Synced dossiers", unit: "DOSSIER", printed: "7 M" }),
  may2020("portal-2020-05-online", 55_000, { subject: "Online dossiers", unit: "DOSSIER" }),
  may2020("portal-2020-05-online-daily", 1400, {
    subject: "Online dossiers a day",
    unit: "DOSSIER_PER_DAY",
    qualifier: "ABOUT",
    printed: "about 1,400",
  }),

  march2021("portal-2021-03-services", 2800, { subject: "Services", unit: "SERVICE" }),
  march2021("portal-2021-03-accounts", 468_000, { subject: "Accounts", unit: "ACCOUNT" }),
  march2021("portal-2021-03-visits", 116_000_000, { subject: "Visits", unit: "VISIT", printed: "116 M" }),

  june2021("portal-2021-06-services", 2829, { subject: "Services", unit: "SERVICE" }),
  june2021("portal-2021-06-accounts", 706_000, { subject: "Accounts", unit: "ACCOUNT" }),
  june2021("portal-2021-06-visits", 177_000_000, { subject: "Visits", unit: "VISIT", printed: "177 M" }),
  june2021("portal-2021-06-synced", 61_000_000, { subject: "Synced dossiers", unit: "DOSSIER", printed: "61 M" }),
  june2021("portal-2021-06-online", 1_400_000, { subject: "Online dossiers", unit: "DOSSIER", printed: "1.4 M" }),
  june2021("portal-2021-06-payments", 123_000, { subject: "Payments", unit: "PAYMENT" }),
  june2021("portal-2021-06-paid", 81_000_000_000, { subject: "Amount paid", unit: "VND", printed: "81 bn VND" }),

  november2021("portal-2021-11-services", 3200, { subject: "Services", unit: "SERVICE" }),
  november2021("portal-2021-11-accounts", 1_200_000, { subject: "Accounts", unit: "ACCOUNT", printed: "1.2 M" }),
  november2021("portal-2021-11-visits", 274_000_000, { subject: "Visits", unit: "VISIT", printed: "274 M" }),
  november2021("portal-2021-11-synced", 83_000_000, { subject: "Synced dossiers", unit: "DOSSIER", printed: "83 M" }),
  november2021("portal-2021-11-online", 2_300_000, { subject: "Online dossiers", unit: "DOSSIER", printed: "2.3 M" }),
  november2021("portal-2021-11-payments", 432_000, { subject: "Payments", unit: "PAYMENT" }),
  november2021("portal-2021-11-paid", 500_000_000_000, {
    subject: "Amount paid",
    unit: "VND",
    qualifier: "MORE_THAN",
    printed: "> 500 bn VND",
  }),
];
