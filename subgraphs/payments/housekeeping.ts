import type { Log } from "../kit";
import type { Payments } from "./payments";
import { PlatformUnavailable } from "./platform-client";
import { closedDays, type ListSource } from "./reconcile";
import { isOpen } from "./service";
import type { StatementLine } from "./statement";

/** A list of a closed day, where a platform gives lists by itself. */
export interface DayList {
  readonly agency: string;
  readonly source: ListSource;
  readonly lines: readonly StatementLine[];
}

export interface HousekeepingOptions {
  readonly payments: Payments;
  readonly log: Log;
  /** Gives the lists of a day; null when lists are only imported. */
  readonly dayLists: ((day: string) => Promise<readonly DayList[]>) | null;
}

/** What payments do by themselves. Each can be interrupted anywhere and done again. */
export interface Housekeeping {
  /** Ends unpaid requests whose time is over; where an attempt is open, the platform is asked first. Returns how many ended. */
  expire(signal?: AbortSignal): Promise<number>;
  /** Compares the closed days that are due. Returns how many runs there were. */
  reconcile(signal?: AbortSignal): Promise<number>;
  /** Compares one agency and day now; what a list has and we have not is asked about first. */
  reconcileOne(agency: string, day: string): Promise<void>;
}

const PAGE = 100;
/** Days that are compared again while they have open differences: the Treasury's advice comes a day later, or after a weekend. */
const DAYS = 5;
const AGAIN_AFTER = 60 * 60_000;
/** Payments of one list that are asked about before a run; the next run asks about more. */
const ASKED = 100;

export function createHousekeeping({ payments, log, dayLists }: HousekeepingOptions): Housekeeping {
  const { store, now } = payments;

  /** Whether the platform has told what it knows. */
  const asked = async (reference: string): Promise<boolean> => {
    try {
      await payments.settle(reference);
      return true;
    } catch (error) {
      if (!(error instanceof PlatformUnavailable)) throw error;
      log.warn({ err: error, reference }, "a payment stays in doubt: the platform did not answer");
      return false;
    }
  };

  const importLists = async (day: string): Promise<void> => {
    for (const { agency, source, lines } of (await dayLists?.(day)) ?? []) {
      if ((await store.statement({ agency, day, source })) !== null) continue;
      const command = { caller: "payments", idempotencyKey: `list-${source}-${day}-${agency}`, at: now() };
      await store.importStatement(command, { agency, day, source, expectedVersion: null, lines });
    }
  };

  const reconcileOne = async (agency: string, day: string): Promise<void> => {
    for (const reference of (await store.unbooked({ agency, day })).slice(0, ASKED)) {
      if (!(await asked(reference))) break;
    }
    await store.reconcile({ agency, day }, now());
  };

  return {
    reconcileOne,
    async expire(signal) {
      let ended = 0;
      let away = 0;
      let page = await store.requestsToExpire(now(), null, PAGE);
      while (page.length > 0 && !signal?.aborted) {
        const attempts = await store.attempts(page.map((request) => request.id));
        for (const request of page) {
          const open = attempts.get(request.id)?.find(isOpen);
          if (open !== undefined && away < AWAY && !(await asked(open.reference))) away += 1;
          if (await store.expire(request.id, now())) ended += 1;
        }
        page = await store.requestsToExpire(now(), page.at(-1) ?? null, PAGE);
      }
      return ended;
    },
    async reconcile(signal) {
      let runs = 0;
      for (const day of closedDays(now(), DAYS)) {
        await importLists(day);
        const before = new Date(now().getTime() - AGAIN_AFTER);
        for (;;) {
          const due = await store.dueReconciliations(day, before, PAGE);
          if (due.length === 0 || signal?.aborted) break;
          for (const { agency } of due) await reconcileOne(agency, day);
          runs += due.length;
        }
      }
      return runs;
    },
  };
}

/** Answers that the platform may owe in one run before it is asked no more. */
const AWAY = 5;
