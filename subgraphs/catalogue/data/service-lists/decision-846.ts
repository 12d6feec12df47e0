import { proceduresWithoutCode } from "../procedures-without-code";
import type { SourceId } from "../sources";
import type { Level } from "../types";
import { count, type ListCount, type ListedProcedure, serviceList } from "./types";

/** Ministry counts as the articles print them, by the agency code of that time. */
const NAMED_BODIES: Readonly<Record<"SEED-000" | "SEED-002", Readonly<Record<string, number>>>> = {
  "SEED-000": { G18: 85, G16: 74, G04: 56 },
  "SEED-002": { G11: 6, G01: 7, G08: 21, G15: 14, G12: 28, G02: 12, G07: 12, G14: 7 },
};

/** Decision 846/QĐ-TTg of 9 June 2017: Q (SEED-000, SEED-002), with what follows by subtraction marked D. */
export const decision846 = serviceList({
  id: "846-qd-ttg-2017-06-09",
  number: "QĐ 846/QĐ-TTg",
  title: "List of level 3 and level 4 online services of ministries and localities, 2017",
  decidedOn: "2017-06-09",
  signedBy: "Deputy Prime Minister Vũ Đức Đam",
  count: 707,
  counts: [
    count({ kind: "TOTAL", side: null, count: 707, source: ["SEED-000"], confidence: "Q" }),
    count({ kind: "TOTAL", side: "MINISTRIES", count: 354, source: ["SEED-000"], confidence: "Q" }),
    count({ kind: "TOTAL", side: "LOCALITIES", count: 353, source: ["SEED-000", "SEED-002"], confidence: "Q" }),
    ...bodies("SEED-000"),
    ...bodies("SEED-002"),
    count({
      kind: "REMAINDER",
      side: "MINISTRIES",
      count: 32,
      note: "354 less the 322 of the eleven bodies that the articles name; not broken down",
      source: ["SEED-000", "SEED-002"],
      confidence: "D",
    }),
    {
      ...atLevel("PROVINCE", 316),
      note: "353 - 35 - 2 = 316 = 89.5 %, as the article says: more than 89 %",
      confidence: "D",
    },
    atLevel("DISTRICT", 35),
    atLevel("COMMUNE", 2),
  ],
  namedProcedures: [
    atCommune("Cấp bản sao trích lục hộ tịch", "2.000635"),
    atCommune("Cấp giấy xác nhận tình trạng hôn nhân", "1.004873"),
    ofInformationMinistry("Cấp giấy phép xuất bản tài liệu không kinh doanh", "1.003868"),
    ...proceduresWithoutCode.map(({ name }) => ofInformationMinistry(name, null)),
  ],
  notes: ["A service is counted once, by procedure, not by place."],
  source: ["SEED-000", "SEED-002", "SEED-004"],
  confidence: "Q",
});

function bodies(source: keyof typeof NAMED_BODIES): readonly ListCount[] {
  return Object.entries(NAMED_BODIES[source]).map(([agency, printed]) =>
    count({ kind: "BODY", side: "MINISTRIES", agency, count: printed, source: [source], confidence: "Q" }),
  );
}

function atLevel(executingLevel: Level, printed: number): ListCount {
  const source: readonly SourceId[] = ["SEED-002"];
  return count({
    kind: "EXECUTING_LEVEL",
    side: "LOCALITIES",
    executingLevel,
    count: printed,
    source,
    confidence: "Q",
  });
}

function atCommune(name: string, procedure: string): ListedProcedure {
  return {
    name,
    procedure,
    side: "LOCALITIES",
    agency: null,
    executingLevel: "COMMUNE",
    source: ["SEED-002"],
    confidence: "Q",
  };
}

function ofInformationMinistry(name: string, procedure: string | null): ListedProcedure {
  return {
    name,
    procedure,
    side: "MINISTRIES",
    agency: "G14",
    executingLevel: null,
    source: ["SEED-002"],
    confidence: "Q",
  };
}
