import type { LinkedFlow, ProcedureRow } from "../types";
import { filing, free, onlyCase, procedure, within } from "./row";

/** Deadlines Q (VB); the portal's split runs in three stages. The link of each part to its own procedure is D. */
const CHILDBIRTH_FLOW: LinkedFlow = {
  paymentFirst: true,
  parts: [
    {
      name: "đăng ký khai sinh",
      procedure: "1.001193",
      system: "civil-status system of the Ministry of Justice",
      stage: 1,
      limit: { amount: 24, unit: "HOUR" },
      limitWhenVerified: null,
    },
    {
      name: "đăng ký thường trú",
      procedure: "1.004222",
      system: "residence system",
      stage: 2,
      limit: { amount: 2, unit: "WORKING_DAY" },
      limitWhenVerified: { amount: 5, unit: "WORKING_DAY" },
    },
    {
      name: "cấp thẻ BHYT",
      procedure: "1.014137",
      system: "social insurance",
      stage: 2,
      limit: { amount: 2, unit: "WORKING_DAY" },
      limitWhenVerified: null,
    },
    {
      name: "cấp thẻ căn cước cho trẻ em dưới 6 tuổi",
      procedure: "1.116410",
      system: "identity-card system",
      stage: 3,
      limit: { amount: 5, unit: "WORKING_DAY" },
      limitWhenVerified: null,
    },
  ],
  overall: { amount: 3, unit: "WORKING_DAY" },
  overallWhenVerified: { amount: 5, unit: "WORKING_DAY" },
  supplementWithin: { amount: 7, unit: "WORKING_DAY" },
};

/**
 * The linked procedure for a birth and the single procedures copied with it, domain reference 3.7: Q (VB), its decrees S (LEG).
 * The overall limit of 3 working days is shorter than the 5 of the identity card: printed so.
 */
export const linkedProcedures: readonly ProcedureRow[] = [
  procedure({
    code: "3.000722",
    name: "Liên thông điện tử: đăng ký khai sinh, đăng ký thường trú, cấp thẻ BHYT, cấp thẻ căn cước cho trẻ em dưới 6 tuổi",
    sector: null,
    cases: onlyCase({
      channel: "ONLINE",
      timeLimits: [
        within(3, "WORKING_DAY"),
        { ...within(5, "WORKING_DAY"), note: "when the residence must be verified" },
      ],
    }),
    linked: CHILDBIRTH_FLOW,
    legalBases: [
      {
        number: "NĐ 63/2024/NĐ-CP",
        title: null,
        issuedOn: "2024-06-10",
        effectiveFrom: null,
        note: "amended by NĐ 301/2026/NĐ-CP; S",
      },
      {
        number: "NĐ 301/2026/NĐ-CP",
        title: null,
        issuedOn: "2026-07-30",
        effectiveFrom: "2026-09-01",
        note: "parts from 1 January 2027 and 1 March 2027; S",
      },
    ],
    notes: [
      "One submission, payment first; then the portal splits it between the systems of the parts.",
      "Without a supplement within 7 working days the handling stops.",
    ],
    source: ["VB", "LEG"],
    confidence: "Q",
  }),
  procedure({
    code: "1.014137",
    name: "Thủ tục cấp thẻ bảo hiểm y tế",
    sector: "bao-hiem-y-te",
    executor: "BHXH tỉnh",
    cases: onlyCase(
      filing("IN_PERSON", within(5, "WORKING_DAY")),
      filing("ONLINE", within(5, "WORKING_DAY")),
      filing("POST", within(5, "WORKING_DAY")),
    ),
    source: ["VB"],
    confidence: "Q",
  }),
  procedure({
    code: "1.116410",
    name: "Cấp thẻ căn cước cho người dưới 06 tuổi",
    sector: "can-cuoc",
    levels: ["COMMUNE"],
    executor: "Công an cấp xã",
    cases: onlyCase(filing(null, within(7, "WORKING_DAY", [free]))),
    source: ["VB"],
    confidence: "Q",
  }),
  procedure({
    code: "1.003116",
    name: "Cấp thẻ bảo hiểm y tế (thực hiện tại cấp trung ương)",
    sector: "bao-hiem-y-te",
    levels: ["MINISTRY"],
    cases: onlyCase(filing("IN_PERSON", within(10, "DAY"))),
    source: ["VB"],
    confidence: "Q",
  }),
];
