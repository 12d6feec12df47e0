import { figuresOf, type ReportedFigure } from "./figure";

const mid2022 = figuresOf({ source: ["P-vietbao.vn"], confidence: "Q", reportedOn: "2022" });
const half2022 = figuresOf({ source: ["domain.md"], confidence: "Q", reportedOn: "2022" });
const september2022 = figuresOf({ source: ["P-anninhthudo.vn"], confidence: "Q", reportedOn: "2022" });
const april2023 = figuresOf({ source: ["P-cafef.vn"], confidence: "Q", reportedOn: "2023-04" });
const endOfApril2023 = figuresOf({ source: ["domain.md"], confidence: "Q", reportedOn: "2023-04" });
const year2023 = figuresOf({ source: ["public code"], confidence: "S", reportedOn: null });

/** The portal's and the exchange platform's figures of 2022 and 2023, domain reference 10: Q or S by report. */
export const portalGrowthFigures: readonly ReportedFigure[] = [
  mid2022("portal-2022-mid-services", 3680, { subject: "Services", unit: "SERVICE", period: "mid-2022" }),
  mid2022("portal-2022-mid-accounts", 2_100_000, {
    subject: "Accounts",
    unit: "ACCOUNT",
    printed: "2.1 M",
    period: "mid-2022",
  }),
  mid2022("portal-2022-mid-visits", 473_000_000, {
    subject: "Visits",
    unit: "VISIT",
    printed: "473 M",
    period: "mid-2022",
  }),
  mid2022("portal-2022-mid-synced", 122_700_000, {
    subject: "Synced dossiers",
    unit: "DOSSIER",
    printed: "122.7 M",
    period: "mid-2022",
  }),
  mid2022("portal-2022-mid-online", 4_100_000, {
    subject: "Online dossiers",
    unit: "DOSSIER",
    printed: "4.1 M",
    period: "mid-2022",
  }),
  mid2022("portal-2022-mid-payments", 1_000_000, {
    subject: "Payments",
    unit: "PAYMENT",
    qualifier: "MORE_THAN",
    printed: "> 1 M",
    period: "mid-2022",
  }),
  mid2022("portal-2022-mid-paid", 2_200_000_000_000, {
    subject: "Amount paid",
    unit: "VND",
    qualifier: "MORE_THAN",
    printed: "> 2,200 bn VND",
    period: "mid-2022",
  }),

  half2022("portal-2022-h1-visits", 102_000_000, {
    subject: "Visits",
    unit: "VISIT",
    printed: "102 M",
    period: "2022-H1",
  }),
  half2022("portal-2022-h1-synced", 32_000_000, {
    subject: "Synced dossiers",
    unit: "DOSSIER",
    printed: "32 M",
    period: "2022-H1",
  }),
  half2022("portal-2022-h1-online", 1_400_000, {
    subject: "Online dossiers",
    unit: "DOSSIER",
    printed: "1.4 M",
    period: "2022-H1",
  }),
  half2022("portal-2022-h1-payments", 531_000, { subject: "Payments", unit: "PAYMENT", period: "2022-H1" }),
  half2022("portal-2022-h1-paid", 1_500_000_000_000, {
    subject: "Amount paid",
    unit: "VND",
    qualifier: "MORE_THAN",
    printed: "> 1,500 bn VND",
    period: "2022-H1",
  }),

  september2022("ndxp-2022-total", 661_000_000, {
    subject: "Transactions of the exchange platform NDXP since its start",
    unit: "TRANSACTION",
    printed: "661 M",
    period: "to 2022-09",
  }),
  september2022("ndxp-2022-09", 58_397_139, {
    subject: "Transactions of the exchange platform NDXP in a month",
    unit: "TRANSACTION",
    period: "2022-09",
  }),
  september2022("ndxp-2022-daily", 1_600_000, {
    subject: "Transactions of the exchange platform NDXP a day",
    unit: "TRANSACTION_PER_DAY",
    qualifier: "ABOUT",
    printed: "≈ 1.6 M",
    period: "2022",
  }),

  april2023("portal-2023-04-online", 1_800_000, {
    subject: "Online dossiers through the portal in one month (a headline)",
    unit: "DOSSIER",
    qualifier: "MORE_THAN",
    printed: "more than 1.8 M",
    period: "2023-04",
  }),
  april2023("ndxp-2023-04", 27_247_394, {
    subject: "Transactions of the exchange platform NDXP",
    unit: "TRANSACTION",
    period: "to 2023-04-20",
  }),
  april2023("ndxp-2023-04-daily", 1_360_000, {
    subject: "Transactions of the exchange platform NDXP a day",
    unit: "TRANSACTION_PER_DAY",
    qualifier: "ABOUT",
    printed: "≈ 1.36 M",
    period: "2023-04",
  }),
  endOfApril2023("portal-2023-04-services-used", 51.3, {
    subject: "Share of services with dossiers",
    unit: "PERCENT",
    printed: "51.3 %",
  }),
  endOfApril2023("portal-2023-04-dossiers-online", 54.8, {
    subject: "Share of dossiers filed online",
    unit: "PERCENT",
    printed: "54.8 %",
  }),
  year2023("portal-2023-online", 36_800_000, {
    subject: "Online dossiers in the year",
    unit: "DOSSIER",
    upperValue: 40_800_000,
    qualifier: "RANGE",
    printed: "36.8 M (range 36.8–40.8 M)",
    period: "2023",
  }),
];
