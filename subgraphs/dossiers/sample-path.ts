import { dayOf, type Random, startOf } from "../kit";
import { addWorkingDays } from "./calendar";
import { weighted } from "./sample-draw";
import { DossierStatus } from "./status";

/** A step that a sample takes, by the citizen or by an officer. */
export interface Step {
  readonly to: DossierStatus;
  readonly at: Date;
  readonly by: "citizen" | "officer";
  readonly note: string | null;
}

/** The life of a sample from filing on, with the appointments it was given. */
export interface Path {
  readonly steps: readonly Step[];
  readonly dueAt: Date | null;
  /** The appointment after a supplement; null when none was asked for. */
  readonly dueAfterSupplement: Date | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPENING = 8 * HOUR;
const CLOSING = 17 * HOUR;

/** How samples go, in parts of a hundred. */
const COURSES = [
  ["plain", 70],
  ["supplement", 12],
  ["kept", 4],
  ["refused", 6],
  ["withdrawn", 4],
  ["stopped", 4],
] as const;

/** How a sample goes. */
export type Course = (typeof COURSES)[number][0] | "payment";

/** Invents the life of a sample. Steps may lie in the future: the caller leaves those out. */
export function samplePath(
  filedAt: Date,
  random: Random,
  facts: {
    readonly atCounter: boolean;
    readonly workingDays: number | null;
    readonly payable: boolean;
    /** Drawn when it is not given. */
    readonly course?: Course;
  },
): Path {
  const drawn = weighted(random, COURSES);
  const usual = drawn === "plain" && facts.payable && random.next() < 0.6 ? "payment" : drawn;
  const course = facts.course ?? usual;
  const received = officeTime(later(filedAt, random, facts.atCounter ? [0.1, 0.4] : [1, 20]));
  const dueAt = facts.workingDays === null ? null : appointment(received, facts.workingDays);
  const steps: Step[] = [{ to: DossierStatus.FILED, at: filedAt, by: "citizen", note: null }];
  const step = (to: DossierStatus, at: Date, note: string | null = null) => {
    const by = to === DossierStatus.WITHDRAWN ? "citizen" : "officer";
    const taken = by === "citizen" ? at : officeTime(at);
    steps.push({ to, at: taken, by, note });
    return taken;
  };
  const done = (due: Date | null, dueAfterSupplement: Date | null = null): Path => ({
    steps,
    dueAt: due,
    dueAfterSupplement,
  });

  if (course === "refused") {
    step(DossierStatus.NOT_ACCEPTED, received, "Hồ sơ mẫu: không được tiếp nhận");
    return done(null);
  }
  let at = step(DossierStatus.ACCEPTED, received);
  let due = dueAt;
  if (course === "withdrawn") {
    step(DossierStatus.WITHDRAWN, later(at, random, [1, 20]));
    return done(dueAt);
  }
  if (course === "supplement") {
    at = step(DossierStatus.SUPPLEMENT_REQUESTED, later(at, random, [0.5, 3]), "Hồ sơ mẫu: yêu cầu bổ sung giấy tờ");
    at = step(DossierStatus.ACCEPTED, later(at, random, [20, 120]));
    if (facts.workingDays !== null) due = appointment(at, facts.workingDays);
  }
  if (course === "payment") {
    at = step(DossierStatus.PAYMENT_REQUESTED, later(at, random, [0.5, 2]));
    at = step(DossierStatus.ACCEPTED, later(at, random, [2, 240]));
  }
  const dueAfter = course === "supplement" ? due : null;
  at = step(DossierStatus.IN_PROGRESS, later(at, random, [0.1, 1]));
  if (course === "stopped") {
    step(DossierStatus.STOPPED, later(at, random, [2, 60]), "Hồ sơ mẫu: dừng xử lý");
    return done(dueAt, dueAfter);
  }
  at = step(DossierStatus.FINISHED, finish(at, due, random));
  if (course !== "kept") step(DossierStatus.RETURNED, later(at, random, [0.5, 72]));
  return done(dueAt, dueAfter);
}

/** Mostly before the appointment, sometimes after it. */
function finish(begun: Date, due: Date | null, random: Random): Date {
  if (due === null) return later(begun, random, [4, 140]);
  if (random.next() < 0.15 || due <= begun) return later(due < begun ? begun : due, random, [1, 48]);
  return new Date(begun.getTime() + Math.ceil((due.getTime() - begun.getTime()) * random.next()));
}

function later(moment: Date, random: Random, [least, most]: readonly [number, number]): Date {
  return new Date(moment.getTime() + Math.ceil((least + (most - least) * random.next()) * HOUR));
}

/** The moment itself between 8:00 and 17:00 from Monday to Friday, else soon after the next opening. */
function officeTime(moment: Date): Date {
  const day = startOf(dayOf(moment)).getTime();
  const time = moment.getTime() - day;
  const opens = new Date((time < CLOSING ? day : day + DAY) + OPENING + (time % HOUR));
  const next = time < OPENING || time >= CLOSING ? opens : moment;
  const monday = addWorkingDays(new Date(next.getTime() - DAY), 1);
  if (monday.getTime() === next.getTime()) return next;
  return new Date(startOf(dayOf(monday)).getTime() + OPENING + (time % HOUR));
}

/** Closing time of the last day; what came after 15:00 counts from the next working day (domain reference 5.3). */
function appointment(received: Date, workingDays: number): Date {
  const late = received.getTime() - startOf(dayOf(received)).getTime() > 15 * HOUR;
  const last = addWorkingDays(received, workingDays + (late ? 1 : 0));
  return new Date(startOf(dayOf(last)).getTime() + CLOSING);
}
