import { decision846 } from "./service-lists/decision-846";
import { decision877 } from "./service-lists/decision-877";
import { count, type ServiceListRow, serviceList } from "./service-lists/types";

const list2016 = serviceList({
  id: "list-2016-04",
  number: null,
  title: "List of online services for 2016",
  decidedOn: "2016-04",
  counts: [
    count({
      kind: "TOTAL",
      side: "MINISTRIES",
      count: 83,
      note: "20 ministries and agencies",
      source: ["SEED-002", "SEED-003"],
      confidence: "Q",
    }),
    count({ kind: "TOTAL", side: "LOCALITIES", count: 44, source: ["SEED-002", "SEED-003"], confidence: "Q" }),
  ],
  notes: ["Approved in the middle of April 2016; its number is not given."],
  source: ["SEED-002", "SEED-003"],
  confidence: "Q",
});

/**
 * The Prime Minister's lists of online services, domain reference 1 and 3.6, oldest first. Counts exactly as the articles print
 * them (Q) or as follows from them by arithmetic (D). Where no count was found it is null, never zero.
 */
export const serviceLists: readonly ServiceListRow[] = [
  list2016,
  decision846,
  decision877,
  serviceList({
    id: "06-qd-ttg-2022-01-06",
    number: "QĐ 06/QĐ-TTg",
    title: "Đề án 06: the essential services",
    decidedOn: "2022-01-06",
    notes: ["No verified count."],
    source: ["domain.md"],
    confidence: "Q",
  }),
  serviceList({
    id: "422-qd-ttg-2022-04-04",
    number: "QĐ 422/QĐ-TTg",
    title: "List of online services, 2022",
    decidedOn: "2022-04-04",
    notes: [
      "Count not found.",
      "Another QĐ 422/QĐ-TTg, of 10 March 2026, is about the digitisation of criminal procedure: the number alone is not a key.",
    ],
    source: ["public code"],
    confidence: "Q",
  }),
  serviceList({
    id: "206-qd-ttg-2024-02-28",
    number: "QĐ 206/QĐ-TTg",
    title: "Further essential services",
    decidedOn: "2024-02-28",
    notes: ["No verified count."],
    source: ["domain.md"],
    confidence: "Q",
  }),
];
