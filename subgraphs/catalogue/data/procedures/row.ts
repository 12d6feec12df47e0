import type { Channel, FeeLine, FilingChannel, ProcedureCase, ProcedureRow, TimeLimit, TimeUnit } from "../types";

type Required = "code" | "name" | "sector" | "source" | "confidence";

/** A procedure from the facts that were read; everything else stands as "not read". */
export function procedure(facts: Pick<ProcedureRow, Required> & Partial<Omit<ProcedureRow, Required>>): ProcedureRow {
  return {
    shortTitle: false,
    levels: [],
    publishingAgency: null,
    executor: null,
    cases: [],
    legalBases: [],
    afterCutoff: null,
    observedCodes: [],
    portalId: null,
    linked: null,
    notes: [],
    ...facts,
  };
}

/** The only case of a procedure. */
export function onlyCase(...channels: readonly FilingChannel[]): readonly ProcedureCase[] {
  return [{ name: null, channels }];
}

/** One channel with one limit; `channel` is null where the source names none. */
export function filing(channel: Channel | null, limit: TimeLimit): FilingChannel {
  return { channel, timeLimits: [limit] };
}

/** A limit of the whole country with the fees that hang under it. */
export function within(amount: number, unit: TimeUnit, fees: readonly FeeLine[] = []): TimeLimit {
  return { amount, unit, jurisdiction: null, note: null, fees };
}

/** No time limit was read, but fees were. */
export function feesOnly(fees: readonly FeeLine[]): TimeLimit {
  return { amount: null, unit: null, jurisdiction: null, note: "no time limit read", fees };
}

/** A fixed amount in đồng, for the whole country and without dates. */
export function fixed(amount: number, description: string | null = null): FeeLine {
  return { kind: null, state: "FIXED", amount, description, jurisdiction: null, applyFrom: null, applyTo: null };
}

/** "Miễn phí". */
export const free: FeeLine = {
  kind: null,
  state: "FREE",
  amount: 0,
  description: null,
  jurisdiction: null,
  applyFrom: null,
  applyTo: null,
};
