import { DAY, dayOf, type Random, randomOf, startOf } from "../kit";
import { FREE_ONLINE_IN_HAI_PHONG } from "./data/sample-procedures";
import { DossierChannel, DossierFeeState, type FeeLine } from "./dossier";
import { weighted } from "./sample-draw";
import { type Course, type Path, type Step, samplePath } from "./sample-path";
import type { SampleFiling, SamplePlaces } from "./sample-places";
import { DossierStatus } from "./status";

/** What is drawn of a sample first: what, where, when, and how far it has come. The rest hangs on it. */
export interface Outline {
  readonly agency: string;
  readonly procedure: SampleFiling;
  readonly channel: DossierChannel;
  readonly filedAt: Date;
  readonly feeLines: readonly FeeLine[];
  readonly path: Path;
  /** The steps up to now. */
  readonly steps: readonly Step[];
  readonly receivedAt: Date | null;
}

/** What all samples of a run share. */
export interface SampleFrame {
  readonly seed: number;
  readonly begin: Date;
  readonly now: Date;
  readonly places: SamplePlaces;
}

const HOUR = 3_600_000;
const RECENT = 14 * DAY;

/**
 * The first samples are the first citizen's, whom developers sign in as: one to pay, one that was paid and finished, one finished. They
 * lie in the last weeks.
 */
const FAMILIAR: readonly { readonly course: Course; readonly until: DossierStatus; readonly daysAgo: number }[] = [
  { course: "payment", until: DossierStatus.PAYMENT_REQUESTED, daysAgo: 12 },
  { course: "payment", until: DossierStatus.RETURNED, daysAgo: 60 },
  { course: "plain", until: DossierStatus.RETURNED, daysAgo: 50 },
  { course: "plain", until: DossierStatus.RETURNED, daysAgo: 40 },
];

/** Whether a sample is one of those that the first citizen finds. */
export function isFamiliar(index: number): boolean {
  return FAMILIAR[index] !== undefined;
}

/** The outline of the sample of an index; the same whenever it is asked for. */
export function outlineOf(index: number, frame: SampleFrame): Outline {
  const random = randomOf(`dossiers:${frame.seed}:${index}:outline`);
  const familiar = FAMILIAR[index];
  const { agency, procedure, online } = familiar ? frame.places.familiar(random) : frame.places.draw(random);
  const channel = weighted(random, [
    [DossierChannel.ONLINE, online ? 62 : 0],
    [DossierChannel.IN_PERSON, 32],
    [DossierChannel.POST, 6],
  ]);
  const drawnAt = filingTime(random, frame);
  const filedAt = familiar ? new Date(frame.now.getTime() - familiar.daysAgo * DAY + 9 * HOUR) : drawnAt;
  const feeLines = feesOf(procedure, { agency, channel, filedAt, copies: 1 + random.below(3) });
  const path = samplePath(filedAt, random, {
    atCounter: channel === DossierChannel.IN_PERSON,
    workingDays: procedure.workingDays,
    payable: feeLines.some((line) => line.state === DossierFeeState.FIXED),
    course: familiar?.course,
  });
  const steps = familiar
    ? path.steps.slice(0, path.steps.findIndex(({ to }) => to === familiar.until) + 1)
    : abandoned(path.steps, filedAt, random, frame.now);
  const receivedAt = steps.find(({ to }) => to === DossierStatus.ACCEPTED)?.at ?? null;
  return { agency, procedure, channel, filedAt, feeLines, path, steps, receivedAt };
}

/** One in ten lies in the last two weeks, so that every status is met however few there are. */
function filingTime(random: Random, { begin, now }: SampleFrame): Date {
  const recent = random.next() < 0.1;
  const first = recent ? now.getTime() - RECENT : begin.getTime();
  const last = recent ? now.getTime() - 2 * DAY : now.getTime() - RECENT;
  const day = dayOf(new Date(first + (last - first) * random.next()));
  // Between 8:00 and 16:30.
  return new Date(startOf(day).getTime() + Math.floor((8 + 8.5 * random.next()) * 3600) * 1000);
}

/** The steps up to now; of recent dossiers one in five lies where it is. */
function abandoned(steps: readonly Step[], filedAt: Date, random: Random, now: Date): readonly Step[] {
  const lying = random.next() < 0.2 && now.getTime() - filedAt.getTime() < 2 * RECENT;
  const most = lying ? 1 + random.below(steps.length - 1) : steps.length;
  return steps.slice(0, most).filter((step) => step.at <= now);
}

function feesOf(
  procedure: SampleFiling,
  filing: {
    readonly agency: string;
    readonly channel: DossierChannel;
    readonly filedAt: Date;
    readonly copies: number;
  },
): FeeLine[] {
  const stated = procedure.fee[filing.channel];
  if (stated === null) return [];
  const { code, agency, from } = FREE_ONLINE_IN_HAI_PHONG;
  const freed = procedure.code === code && filing.agency === agency && filing.channel === DossierChannel.ONLINE;
  const free = stated === 0 || (freed && dayOf(filing.filedAt) >= from);
  const amount = free ? 0 : stated * (procedure.perCopy ? filing.copies : 1);
  const name = procedure.perCopy ? `Phí, lệ phí: ${filing.copies} bản sao` : "Phí, lệ phí";
  return [{ kind: null, code: null, name, amount, state: free ? DossierFeeState.FREE : DossierFeeState.FIXED }];
}
