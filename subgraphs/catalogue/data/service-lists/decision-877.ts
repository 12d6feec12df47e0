import { count, type ListCount, type ListSide, serviceList } from "./types";

/** Decision 877/QĐ-TTg of 18 July 2018: Q (SEED-001, SEED-004); the sums over the service levels are D. */
export const decision877 = serviceList({
  id: "877-qd-ttg-2018-07-18",
  number: "QĐ 877/QĐ-TTg",
  title: "List of level 3 and level 4 online services for 2018-2019",
  decidedOn: "2018-07-18",
  counts: [
    atServiceLevel("MINISTRIES", 3, 89),
    atServiceLevel("MINISTRIES", 4, 68),
    atServiceLevel("LOCALITIES", 3, 38),
    atServiceLevel("LOCALITIES", 4, 59),
    sum("MINISTRIES", 157, "89 + 68"),
    sum("LOCALITIES", 97, "38 + 59"),
  ],
  namedBodies: [
    { printed: "Công an", agency: "G01" },
    { printed: "Công Thương", agency: "G02" },
    { printed: "GD&ĐT", agency: "G03" },
    { printed: "KH&ĐT", agency: "G05" },
    { printed: "KH&CN", agency: "G06" },
    { printed: "LĐ-TB&XH", agency: "G07" },
    { printed: "NN&PTNT", agency: "G10" },
    { printed: "Ngoại giao", agency: "G08" },
    { printed: "Nội vụ", agency: "G09" },
    { printed: "Quốc phòng", agency: "G11" },
    { printed: "GTVT", agency: "G04" },
    { printed: "TN&MT", agency: "G13" },
    { printed: "Tài chính", agency: "G12" },
    { printed: "TT&TT", agency: "G14" },
    { printed: "Xây dựng", agency: "G17" },
    { printed: "Y tế", agency: "G18" },
    { printed: "VH-TT&DL", agency: "G16" },
    { printed: "Ngân hàng Nhà nước", agency: "G19" },
  ],
  localFields: [
    "Công an",
    "Công Thương",
    "GD&ĐT",
    "KH&ĐT",
    "LĐ-TB&XH",
    "NN&PTNT",
    "GTVT",
    "TN&MT",
    "Tư pháp",
    "TT&TT",
    "Xây dựng",
    "Y tế",
    "VH-TT&DL",
  ],
  doubt: 'The article says "17 Bộ" and then names 18 bodies.',
  notes: ["Chosen: essential to people and business, and with a large number of transactions."],
  source: ["SEED-001", "SEED-004"],
  confidence: "Q",
});

function atServiceLevel(side: ListSide, serviceLevel: 3 | 4, printed: number): ListCount {
  return count({ kind: "SERVICE_LEVEL", side, serviceLevel, count: printed, source: ["SEED-001"], confidence: "Q" });
}

function sum(side: ListSide, total: number, note: string): ListCount {
  return count({ kind: "TOTAL", side, count: total, note, source: ["SEED-001"], confidence: "D" });
}
