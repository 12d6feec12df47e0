import { coversAgency } from "../kit";
import { type DossierChannel, DossierFeeKind, DossierFeeState, type DossierRecord, type FeeLine } from "./dossier";
import type { TimeLimit } from "./life";
import type { PayableLine } from "./messages";
import type { FeeRule, ProcedureVersion } from "./rules";

/** How and where a dossier is filed, and on what day (`yyyy-MM-dd`). */
export interface Filing {
  readonly channel: DossierChannel;
  readonly agency: string;
  readonly day: string;
}

/**
 * The fee lines of a filing: of each fee the row that holds there and says most about it. A place is more than a channel: what a province
 * decides for itself goes before what holds in the whole country (domain reference 3.8).
 */
export function feeLinesOf(version: ProcedureVersion, filing: Filing): FeeLine[] {
  const holding = version.fees.filter((fee) => holds(fee, filing));
  const names = [...new Set(holding.map(nameOf))];
  return names.flatMap((name) => {
    const [first] = holding.filter((fee) => nameOf(fee) === name).sort((a, b) => compare(weightOf(b), weightOf(a)));
    if (first === undefined) return [];
    const { kind, code, name: text, amount, state } = first;
    return [{ kind, code, name: text, amount, state }];
  });
}

function holds({ channel, agency, from, to }: FeeRule, filing: Filing): boolean {
  return (
    (channel === null || channel === filing.channel) &&
    (agency === null || coversAgency(agency, filing.agency)) &&
    (from === null || from <= filing.day) &&
    (to === null || to >= filing.day)
  );
}

function nameOf({ code, name }: FeeRule): string {
  return code === null ? `name ${name}` : `code ${code}`;
}

/** How much a row says: the depth of its place, whether it names the channel, since when it holds. */
function weightOf({ agency, channel, from }: FeeRule): readonly [number, number, string] {
  return [agency === null ? 0 : agency.split(".").length, channel === null ? 0 : 1, from ?? ""];
}

function compare(a: ReturnType<typeof weightOf>, b: ReturnType<typeof weightOf>): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : Number(a[2] > b[2]));
}

/** The time limit of a channel: its own, else the one of any channel. */
export function timeLimitOf({ timeLimits }: ProcedureVersion, channel: DossierChannel): TimeLimit | null {
  const found =
    timeLimits.find((limit) => limit.channel === channel) ?? timeLimits.find((limit) => limit.channel === null);
  return found === undefined ? null : { amount: found.amount, unit: found.unit };
}

/** What is to be paid of a dossier's fee lines. A line without kind or code gets those of last resort: PHI, and its place. */
export function payableLines({
  feeLines,
  procedureCode,
}: Pick<DossierRecord, "feeLines" | "procedureCode">): PayableLine[] {
  return feeLines.flatMap(({ kind, code, name, amount, state }, index) =>
    state === DossierFeeState.FIXED && amount !== null && amount > 0
      ? [{ kind: kind ?? DossierFeeKind.PHI, code: code ?? `${procedureCode}/${index + 1}`, name, amount }]
      : [],
  );
}
