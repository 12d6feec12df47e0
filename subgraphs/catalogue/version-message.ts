import { DAY, dayOf, startOf } from "../kit";
import type { FeeLine } from "./data/types";
import type { ProcedureContent } from "./records";
import type { VersionMessage, VersionRecord } from "./version";

/** "As long as is known", where a day is needed: before anything that the graph holds. */
export const SINCE_EVER = "2000-01-01";

interface Span {
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
}

type Stated = Pick<VersionRecord, "procedureCode" | "number" | "content" | "effectiveFrom">;

/**
 * What dossiers are told when a version follows another: the new one first, so that there is no day without any; then until when the
 * one before it may be filed under. A repeal tells the latter only.
 */
export function versionMessages(
  before: Stated | null,
  version: Stated & { readonly repealed?: boolean },
): readonly VersionMessage[] {
  const { procedureCode, number, content, effectiveFrom } = version;
  const own = version.repealed
    ? null
    : versionMessage(procedureCode, number, content, { effectiveFrom, effectiveTo: null });
  const ended =
    before === null || effectiveFrom === null
      ? null
      : versionMessage(before.procedureCode, before.number, before.content, {
          effectiveFrom: before.effectiveFrom,
          effectiveTo: lastDay(before.effectiveFrom ?? SINCE_EVER, effectiveFrom),
        });
  return [own, ended].filter((message) => message !== null);
}

/** The day before the next version's; its own first day for one that was followed on that day, since a span holds a day at least. */
function lastDay(from: string, next: string): string {
  const last = dayBefore(next);
  return last < from ? from : last;
}

/**
 * What dossiers must know of a version: its time limits and fees, and that it has ended. Null when there is nothing of it to know.
 * Limits of one place only are left out, since the message has no place for them; of several cases all limits are told, in their order.
 */
export function versionMessage(
  procedureCode: string,
  version: number,
  content: ProcedureContent,
  { effectiveFrom, effectiveTo }: Span,
): VersionMessage | null {
  const filings = content.cases.flatMap((each) => each.channels);
  const timeLimits = filings.flatMap(({ channel, timeLimits: limits }) =>
    limits.flatMap(({ amount, unit, jurisdiction }) =>
      amount === null || unit === null || jurisdiction !== null ? [] : [{ channel, amount, unit }],
    ),
  );
  const fees = filings.flatMap(({ channel, timeLimits: limits }) =>
    limits.flatMap((limit) => limit.fees.map((line) => ({ ...feeOf(line), channel }))),
  );
  if (timeLimits.length === 0 && fees.length === 0 && effectiveTo === null) return null;
  const payable = fees.some(({ state }) => state !== "FREE");
  return {
    procedureCode,
    version,
    effectiveFrom: effectiveFrom ?? SINCE_EVER,
    effectiveTo,
    collection: content.feeCollection ?? (content.linked?.paymentFirst ? "BEFORE" : payable ? "AFTER" : "NONE"),
    afterFifteen: content.afterCutoff !== null,
    timeLimits: distinct(timeLimits),
    fees: distinct(fees),
  };
}

/** The day before a day. */
export function dayBefore(day: string): string {
  return dayOf(new Date(startOf(day).getTime() - DAY));
}

const KINDS = { PHI: "Phí", LE_PHI: "Lệ phí" } as const;

function feeOf({ kind, code = null, amount, state, description, jurisdiction, applyFrom, applyTo }: FeeLine) {
  return {
    kind,
    code,
    name: description ?? (kind === null ? "Phí, lệ phí" : KINDS[kind]),
    amount,
    state,
    agency: jurisdiction,
    from: wholeDay(applyFrom, "first"),
    to: wholeDay(applyTo, "last"),
  };
}

/** A date that is known to the month or year only, as the day at that end of it. */
function wholeDay(date: string | null, end: "first" | "last"): string | null {
  if (date === null || date.length === 10) return date;
  const [year = "", month] = date.split("-");
  if (end === "first") return `${year}-${month ?? "01"}-01`;
  const lastDay = new Date(Date.UTC(Number(year), Number(month ?? "12"), 0));
  return lastDay.toISOString().slice(0, 10);
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
