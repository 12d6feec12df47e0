import { z } from "../../kit";
import { logDayOf } from "../reconcile";
import type { Control, ListFault } from "./control";

/** Where the stand-in gives the lists of a day. No documented interface has it: a real platform's lists are imported. */
export const DAY_LIST_PATH = "/day-lists";

const line = z.object({
  reference: z.string(),
  transaction: z.string(),
  amount: z.number(),
  at: z.iso.datetime().transform((text) => new Date(text)),
});

/** The answer of {@link DAY_LIST_PATH}. */
export const dayListAnswer = z.array(
  z.object({ agency: z.string(), source: z.enum(["PLATFORM", "TREASURY"]), lines: z.array(line) }),
);

/** A payment as the lists need it. */
interface Paid {
  readonly reference: string;
  readonly transaction: string;
  readonly amount: number;
  readonly agency: string;
  readonly paidAt: Date | null;
}

/**
 * The lists of a day, by agency: what the platform took, and what a Treasury would advise as credited. This Treasury stands in
 * too: it credits everything on the same day.
 */
export function dayListsOf(payments: readonly Paid[], day: string, behaviour: Control): object[] {
  const ofDay = payments.filter(({ paidAt }) => paidAt !== null && logDayOf(paidAt) === day);
  return [...new Set(ofDay.map((payment) => payment.agency))].flatMap((agency) => {
    const lines = ofDay
      .filter((payment) => payment.agency === agency)
      .map(({ reference, transaction, amount, paidAt }) => ({ reference, transaction, amount, at: paidAt }));
    return [
      { agency, source: "PLATFORM", lines: faulty(lines, behaviour.platformList) },
      { agency, source: "TREASURY", lines: faulty(lines, behaviour.treasuryList) },
    ];
  });
}

function faulty<Line extends { readonly amount: number }>(lines: readonly Line[], fault: ListFault): readonly Line[] {
  const [first, ...rest] = lines;
  if (first === undefined || fault === "nothing") return lines;
  if (fault === "missing") return rest;
  return fault === "amount" ? [{ ...first, amount: first.amount + 1 }, ...rest] : [first, first, ...rest];
}
