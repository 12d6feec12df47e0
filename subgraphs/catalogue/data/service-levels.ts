import type { SourceId } from "./sources";
import type { Confidence, LegalBasis, Sourced } from "./types";

/** A level of the scale of 2011. */
export interface LegacyLevelRow extends Sourced {
  readonly level: 1 | 2 | 3 | 4;
  readonly name: string;
  readonly description: string;
  readonly legalBasis: LegalBasis;
}

export type ServiceScope = "FULL" | "PARTIAL" | "INFORMATION_ONLY";

/** A scope of the scale of 2022. */
export interface ServiceScopeRow extends Sourced {
  readonly scope: ServiceScope;
  readonly name: string;
  readonly description: string;
  /** Null for INFORMATION_ONLY: a name of practice, not of the decree. */
  readonly legalBasis: LegalBasis | null;
  /** The code `MucDo` of a provincial system (C, HV). */
  readonly wireCode: "2" | "3" | "4";
  /** The old levels that practice reads as this scope (D): the two scales test different things, so a record keeps both. */
  readonly practiceFromLegacy: readonly (1 | 2 | 3 | 4)[];
}

const DECREE_2011: LegalBasis = {
  number: "NĐ 43/2011/NĐ-CP",
  title: "Điều 3 khoản 4",
  issuedOn: "2011-06-13",
  effectiveFrom: null,
  note: null,
};

const DECREE_2022: LegalBasis = {
  number: "NĐ 42/2022/NĐ-CP",
  title: "Điều 11 khoản 1",
  issuedOn: "2022-06-24",
  effectiveFrom: null,
  note: null,
};

const READ_2011: { readonly source: readonly SourceId[]; readonly confidence: Confidence } = {
  source: ["P-pleiku.gialai.gov.vn", "P-fds.vn"],
  confidence: "Q",
};

const READ_2022: { readonly source: readonly SourceId[]; readonly confidence: Confidence } = {
  source: ["P-motcua.tiengiang.gov.vn", "HV"],
  confidence: "Q",
};

/** The four levels of Decree 43/2011/NĐ-CP (Q). The scale ended in 2022; lists and figures before that year speak it. */
export const legacyLevels: readonly LegacyLevelRow[] = [
  {
    level: 1,
    name: "Mức độ 1",
    description: "The user can read complete information on the procedure and its documents.",
    legalBasis: DECREE_2011,
    ...READ_2011,
  },
  {
    level: 2,
    name: "Mức độ 2",
    description: "Level 1, and forms to download, print and fill in; the dossier goes in person or by post.",
    legalBasis: DECREE_2011,
    ...READ_2011,
  },
  {
    level: 3,
    name: "Mức độ 3",
    description:
      "Level 2, and forms filled in and sent online; processing and exchange online; fee and result in person at the agency.",
    legalBasis: DECREE_2011,
    ...READ_2011,
  },
  {
    level: 4,
    name: "Mức độ 4",
    description: "Level 3, and the fee, if any, paid online; the result online, in person or by post.",
    legalBasis: DECREE_2011,
    ...READ_2011,
  },
];

/** The scopes of Decree 42/2022/NĐ-CP (Q), and the name that practice gives to what is below them (C, HV). */
export const serviceScopes: readonly ServiceScopeRow[] = [
  {
    scope: "FULL",
    name: "toàn trình",
    description:
      "Complete information, the whole filing and handling online, the result returned online or by public post.",
    legalBasis: DECREE_2022,
    wireCode: "4",
    practiceFromLegacy: [4],
    ...READ_2022,
  },
  {
    scope: "PARTIAL",
    name: "một phần",
    description:
      "An online service that does not meet all of that, for example where the law demands presence or an on-site check.",
    legalBasis: DECREE_2022,
    wireCode: "3",
    practiceFromLegacy: [3],
    ...READ_2022,
  },
  {
    scope: "INFORMATION_ONLY",
    name: "DVC cung cấp thông tin",
    description: "Not an online service: information only.",
    legalBasis: null,
    wireCode: "2",
    practiceFromLegacy: [1, 2],
    source: ["HV"],
    confidence: "C",
  },
];
