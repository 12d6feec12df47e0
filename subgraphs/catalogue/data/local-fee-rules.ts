import type { Channel, FeeLine, PartialDate, Sourced } from "./types";

/** A rule by which a province sets the fees of a whole sector. */
export interface LocalFeeRule extends Sourced {
  readonly jurisdiction: string;
  readonly sector: string;
  readonly channel: Channel;
  readonly state: FeeLine["state"];
  readonly amount: number | null;
  readonly applyFrom: PartialDate;
  readonly applyTo: PartialDate | null;
  readonly legalBasis: string;
  readonly note: string;
}

/** Local fee rules that are known: one, S (HP), domain reference 3.8. */
export const localFeeRules: readonly LocalFeeRule[] = [
  {
    jurisdiction: "H24",
    sector: "ho-tich",
    channel: "ONLINE",
    state: "FREE",
    amount: 0,
    applyFrom: "2026-08-08",
    applyTo: null,
    legalBasis: "Resolution 23/2026 of Hải Phòng",
    note: "Dossiers filed before keep the old fee.",
    source: ["HP"],
    confidence: "S",
  },
];
