import { dayOf, startOf } from "../kit";
import { quarterStart } from "./calendar";
import {
  FREE_ONLINE_IN_HAI_PHONG,
  SAMPLE_AGENCIES,
  SAMPLE_PROCEDURES,
  type SampleProcedure,
} from "./data/sample-procedures";
import {
  type Actor,
  agencyRole,
  DigitalCopy,
  DossierChannel,
  DossierFeeState,
  type DossierRecord,
  type FeeLine,
  type HistoryEvent,
  type Supplement,
} from "./dossier";
import { officialNumber, requestNumber, serialName } from "./number";
import { type Path, type Step, samplePath } from "./sample-path";
import { type Random, randomOf, uuidOf } from "./sample-random";
import { DossierStatus } from "./status";

/** Samples, and for each agency and day the highest serial that their numbers use. */
export interface Samples {
  readonly dossiers: readonly DossierRecord[];
  readonly serials: ReadonlyMap<string, number>;
}

const COUNT = 400;
const DAY = 24 * 3_600_000;
const RECENT = 14 * DAY;
const BUSY_AGENCIES = ["H24", "H26", "H29"];

/**
 * Invents dossiers of the four quarters before the present one and of this one up to `now`. The same arguments give the same dossiers;
 * their ids depend on `seed` alone.
 */
export function sampleDossiers(now: Date, citizens: readonly string[], seed = 1): Samples {
  const begin = startOf(quarterStart(dayOf(now), 4));
  const drawn = Array.from({ length: COUNT }, (_, index) => {
    const name = `dossiers:${seed}:${index}`;
    const id = uuidOf(randomOf(`${name}:id`).bytes(16));
    return sample(id, index, randomOf(name), { begin, now, citizens });
  });
  return numbered(drawn);
}

function sample(
  id: string,
  index: number,
  random: Random,
  world: { readonly begin: Date; readonly now: Date; readonly citizens: readonly string[] },
): DossierRecord {
  const procedure = random.pick(SAMPLE_PROCEDURES);
  const agency = random.next() < 0.3 ? random.pick(BUSY_AGENCIES) : random.pick(SAMPLE_AGENCIES);
  const elsewhere = random.next() < 0.1 ? random.pick(SAMPLE_AGENCIES) : agency;
  const channel = random.weighted([
    [DossierChannel.ONLINE, 60],
    [DossierChannel.IN_PERSON, 34],
    [DossierChannel.POST, 6],
  ]);
  // The first two citizens are those that a developer can sign in as: they get more than others.
  const owner = random.pick(random.next() < 0.08 ? world.citizens.slice(0, 2) : world.citizens);
  const submitter = random.next() < 0.12 ? random.pick(world.citizens) : owner;
  const filedAt = filingTime(random, world);
  const feeLines = feesOf(procedure, { agency, channel, filedAt, copies: 1 + Math.floor(random.next() * 3) });
  const path = samplePath(filedAt, random, {
    atCounter: channel === DossierChannel.IN_PERSON,
    workingDays: procedure.workingDays,
    payable: feeLines.some((line) => line.state === DossierFeeState.FIXED),
  });
  const left = abandoned(path.steps, filedAt, random, world.now);
  const officer: Actor = {
    role: "officer",
    account: `sample-officer-${agency}-${1 + Math.floor(random.next() * 5)}`,
    agency,
  };
  const actors = { citizen: { role: "citizen", account: submitter, agency: null } as const, officer };
  return {
    id,
    number: null,
    requestNumber: requestNumber(filedAt, random.bytes(10)),
    procedureCode: procedure.code,
    procedureVersion: null,
    serviceCode: null,
    feeLines,
    owner: { citizen: owner, organisation: null },
    submitter,
    receiving: agencyRole(agency),
    helping: elsewhere === agency ? null : agencyRole(agency),
    deciding: agencyRole(elsewhere),
    channel,
    filedAt,
    summary: `Hồ sơ mẫu số ${index + 1}, không có thật: thủ tục ${procedure.code}`,
    components: [{ name: "Tờ khai (mẫu thử)", code: null, originals: 1, copies: 0, digital: DigitalCopy.DIGITISED }],
    ...progress(path, left, officer),
    history: historyOf(left, actors),
    version: left.length,
    synthetic: true,
  };
}

/** A third lies in the last two weeks, so that every status is met. */
function filingTime(random: Random, { begin, now }: { readonly begin: Date; readonly now: Date }): Date {
  const recent = random.next() < 0.33;
  const first = recent ? now.getTime() - RECENT : begin.getTime();
  const last = recent ? now.getTime() - 2 * DAY : now.getTime() - RECENT;
  const day = dayOf(new Date(first + (last - first) * random.next()));
  // Between 8:00 and 16:30.
  return new Date(startOf(day).getTime() + Math.floor((8 + 8.5 * random.next()) * 3600) * 1000);
}

/** The steps up to now; of recent dossiers one in five lies where it is. */
function abandoned(steps: readonly Step[], filedAt: Date, random: Random, now: Date): readonly Step[] {
  const lying = random.next() < 0.2 && now.getTime() - filedAt.getTime() < 2 * RECENT;
  const most = lying ? 1 + Math.floor(random.next() * (steps.length - 1)) : steps.length;
  return steps.slice(0, most).filter((step) => step.at <= now);
}

function feesOf(
  procedure: SampleProcedure,
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

type Progress = Pick<
  DossierRecord,
  "status" | "receivedAt" | "dueAt" | "finishedAt" | "returnedAt" | "endedAt" | "supplements"
>;

function progress(path: Path, steps: readonly Step[], officer: Actor): Progress {
  const timeOf = (...statuses: DossierStatus[]) => steps.find((step) => statuses.includes(step.to))?.at ?? null;
  const receivedAt = timeOf(DossierStatus.ACCEPTED);
  const finishedAt = timeOf(DossierStatus.FINISHED);
  const returnedAt = timeOf(DossierStatus.RETURNED);
  const asked = steps.findIndex((step) => step.to === DossierStatus.SUPPLEMENT_REQUESTED);
  const request = steps[asked];
  const suppliedAt = asked < 0 ? null : (steps[asked + 1]?.at ?? null);
  const dueAfter = suppliedAt === null ? null : path.dueAfterSupplement;
  const supplements: Supplement[] =
    request === undefined
      ? []
      : [
          {
            seq: 1,
            requestedAt: request.at,
            requestedBy: officer,
            content: "Hồ sơ mẫu: bổ sung giấy tờ",
            suppliedAt,
            dueBefore: path.dueAt,
            dueAfter,
          },
        ];
  return {
    status: steps.at(-1)?.to ?? DossierStatus.FILED,
    receivedAt,
    dueAt: receivedAt === null ? null : (dueAfter ?? path.dueAt),
    finishedAt,
    returnedAt,
    endedAt:
      finishedAt ?? returnedAt ?? timeOf(DossierStatus.STOPPED, DossierStatus.NOT_ACCEPTED, DossierStatus.WITHDRAWN),
    supplements,
  };
}

function historyOf(steps: readonly Step[], actors: Readonly<Record<Step["by"], Actor>>): HistoryEvent[] {
  return steps.map(({ to, at, by, note }, index) => ({
    seq: index + 1,
    at,
    actor: actors[by],
    from: steps[index - 1]?.to ?? null,
    to,
    note,
    command: null,
  }));
}

/** Gives official numbers in the order of reception. */
function numbered(drawn: readonly DossierRecord[]): Samples {
  const serials = new Map<string, number>();
  const numbers = new Map<string, string>();
  const received = drawn.flatMap(({ id, receiving, receivedAt }) =>
    receivedAt === null ? [] : [{ id, agency: receiving.code, receivedAt }],
  );
  for (const { id, agency, receivedAt } of received.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())) {
    const day = dayOf(receivedAt);
    const serial = (serials.get(serialName(agency, day)) ?? 0) + 1;
    serials.set(serialName(agency, day), serial);
    numbers.set(id, officialNumber(agency, day, serial));
  }
  return { dossiers: drawn.map((dossier) => ({ ...dossier, number: numbers.get(dossier.id) ?? null })), serials };
}
