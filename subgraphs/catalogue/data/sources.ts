/**
 * Where the facts come from, by the source ids of the project's domain reference. A `P-` id is a web page, by its host.
 * `domain.md` stands where a row of the reference names no source of its own.
 */
export const sources = {
  "SEED-000": "Báo Chính phủ, 2017: the list of 707 procedures at level 3 and 4",
  "SEED-001": "viettimes.vn through a provincial portal, 3 August 2018: the list for 2018-2019",
  "SEED-002": "ICTnews, June 2017: inside Decision 846/QĐ-TTg",
  "SEED-003": "TTCNTT / ICTnews, 24 April 2017: the portal before 30 June 2017",
  "SEED-004": "Quảng Bình Portal, August 2019",
  HV: "GitHub HuanVu201/DichVuCong_KhoaLuan_PASETO: a provincial one-stop system with its exchange with the portal",
  Q766: "GitHub ChippedTopaz/qd766: captured answers of the portal's public statistics API, 2026",
  BCA: "GitHub ttrungtin2910/ai-thuc-chien-2025: portal texts of Ministry of Public Security procedures",
  VB: "GitHub DungVu06/AITroLyDichVuCong: portal records copied on 12 September 2026",
  DL: "GitHub phamhungVpdklk/TTHC-2228: land procedures with code and title",
  HP: "public code: Hải Phòng fee table under Resolution 23/2026",
  LST: "public code: a mixed list of procedure codes and names, not cross-checked",
  XB: "public code: portal data naming 1.003868",
  HN: "public code: research report on the Hanoi system, 2 October 2026",
  GSC: "public code: seed data listing ministry codes, citing Decision 20/2020/QĐ-TTg",
  LEG: "public code: table of legal documents with effect dates, 2026",
  "P-anninhthudo.vn": "web page",
  "P-cafef.vn": "web page",
  "P-dichvucong.gov.vn": "web page: text of the national portal",
  "P-fds.vn": "web page",
  "P-moinhat123.blogspot.com": "web page: copy of the appendix of Circular 07/2016/TT-BCA",
  "P-motcua.tiengiang.gov.vn": "web page",
  "P-mst.gov.vn": "web page",
  "P-nghean24h.vn": "web page (excerpt): the mergers of provinces, June 2025",
  "P-news.laodong.vn": "web page on Resolution 176/2025/QH15",
  "P-pleiku.gialai.gov.vn": "web page",
  "P-truyenhinhdulich.vn": "web page",
  "P-vietbao.vn": "web page",
  "P-vietnamnet.vn": "web page",
  "P-vnptmedia.vn": "web page",
  "P-vanban123.vn": "web page: Decision 3739/QĐ-UBND of Quảng Ninh, 2016",
  ictnews: "press",
  "public code": "a public repository that the reference does not name",
  "domain.md": "the domain reference, in a row without a source of its own",
} satisfies Readonly<Record<string, string>>;

/** The id of a source. */
export type SourceId = keyof typeof sources;
