import { dayOf, type Random, randomOf, type SampleWorld, startOf } from "../kit";
import { quarterStart } from "./calendar";
import {
  type Actor,
  agencyRole,
  type Component,
  DigitalCopy,
  DossierChannel,
  type DossierRecord,
  UNTOUCHED,
} from "./dossier";
import { rootOf } from "./figures-sheet";
import { DossierResultForm } from "./life";
import { officialNumber, requestNumber, serialName } from "./number";
import { weighted } from "./sample-draw";
import { lifeOf } from "./sample-life";
import { isFamiliar, type Outline, outlineOf, type SampleFrame } from "./sample-outline";
import { samplePlaces } from "./sample-places";
import { DossierStatus } from "./status";

/** Samples, made when they are asked for, and for each agency and day the highest serial that their numbers use. */
export interface Samples {
  readonly count: number;
  /** The sample of an index, without the signatures of its results; the same whenever it is asked for. */
  dossier(index: number): DossierRecord;
  readonly serials: ReadonlyMap<string, number>;
}

/** The world as far as samples hang on it. */
export type SampleSource = Pick<SampleWorld, "now" | "size" | "agencies" | "procedures" | "citizens">;

/**
 * Invents dossiers of the four quarters before the present one and of this one up to `now`. The same world gives the same dossiers;
 * their ids depend on its seed alone.
 */
export function sampleDossiers(world: SampleSource): Samples {
  const { now, size } = world;
  const begin = startOf(quarterStart(dayOf(now), 4));
  const frame = { seed: size.seed, begin, now, places: samplePlaces(world) };
  const { numbers, serials } = numbersOf(size.dossiers, frame);
  return {
    count: size.dossiers,
    serials,
    dossier: (index) => sample(index, frame, { number: numbers[index] ?? null, citizens: world.citizens }),
  };
}

/** Official numbers in the order of reception. */
function numbersOf(count: number, frame: SampleFrame) {
  const received = Array.from({ length: count }, (_, index) => {
    const { agency, receivedAt } = outlineOf(index, frame);
    return { index, agency, at: receivedAt?.getTime() ?? null };
  }).filter((one): one is { index: number; agency: string; at: number } => one.at !== null);
  const serials = new Map<string, number>();
  const numbers: string[] = [];
  for (const { index, agency, at } of received.sort((a, b) => a.at - b.at)) {
    const day = dayOf(new Date(at));
    const serial = (serials.get(serialName(agency, day)) ?? 0) + 1;
    serials.set(serialName(agency, day), serial);
    numbers[index] = officialNumber(agency, day, serial);
  }
  return { numbers, serials };
}

function sample(
  index: number,
  frame: SampleFrame,
  given: { readonly number: string | null; readonly citizens: readonly string[] },
): DossierRecord {
  const outline = outlineOf(index, frame);
  const { agency, procedure, channel, filedAt, feeLines, path, steps } = outline;
  const random = randomOf(`dossiers:${frame.seed}:${index}`);
  // The first two citizens are those that a developer can sign in as: they get more than others.
  const drawnOwner = random.pick(random.next() < 0.08 ? given.citizens.slice(0, 2) : given.citizens);
  const owner = isFamiliar(index) ? (given.citizens[0] ?? drawnOwner) : drawnOwner;
  const submitter = random.next() < 0.12 && !isFamiliar(index) ? random.pick(given.citizens) : owner;
  const elsewhere = random.next() < 0.1 && !isFamiliar(index) ? frame.places.agency(random) : agency;
  const account = `sample-officer-${agency}-${1 + random.below(5)}`;
  const officer: Actor = { role: "officer", account, agency };
  const life = lifeOf(path, steps, { citizen: { role: "citizen", account: submitter, agency: null }, officer });
  return {
    id: randomOf(`dossiers:${frame.seed}:${index}:id`).uuid(),
    number: given.number,
    requestNumber: requestNumber(filedAt, random.bytes(10)),
    procedureCode: procedure.code,
    procedureVersion: procedure.version,
    serviceCode: null,
    feeLines,
    owner: { citizen: owner, organisation: null },
    submitter,
    receiving: agencyRole(agency),
    helping: elsewhere === agency ? null : agencyRole(agency),
    deciding: agencyRole(frame.places.many ? rootOf(elsewhere) : elsewhere),
    channel,
    filedAt,
    summary: `Hồ sơ mẫu số ${index + 1}, không có thật: thủ tục ${procedure.code}`,
    ...UNTOUCHED,
    ...life,
    components: componentsOf(random, channel),
    resultForm: life.finishedAt === null ? null : resultFormOf(random, channel),
    vneidAccount: channel === DossierChannel.ONLINE ? random.next() < 0.9 : null,
    paidOnline: paidOnlineOf(outline),
    version: steps.length,
    synthetic: true,
  };
}

function componentsOf(random: Random, channel: DossierChannel): Component[] {
  const digital = (none: number) =>
    weighted(random, [
      [DigitalCopy.NONE, none],
      [DigitalCopy.DIGITISED, 55],
      [DigitalCopy.COMPONENT_REUSED, 12],
      [DigitalCopy.RESULT_REUSED, 8],
    ]);
  const none = channel === DossierChannel.ONLINE ? 5 : 40;
  return [
    { name: "Tờ khai (mẫu thử)", code: null, originals: 1, copies: 0, digital: digital(none) },
    { name: "Giấy tờ kèm theo (mẫu thử)", code: null, originals: 0, copies: 1, digital: digital(none) },
  ];
}

function resultFormOf(random: Random, channel: DossierChannel): DossierResultForm {
  const electronic = random.next() < (channel === DossierChannel.ONLINE ? 0.85 : 0.35);
  return electronic ? DossierResultForm.ELECTRONIC : DossierResultForm.PAPER;
}

/** What was asked for on the way is paid online; what was not is paid at the counter, or not at all. */
function paidOnlineOf({ steps, feeLines }: Outline): boolean | null {
  if (!feeLines.some(({ amount }) => (amount ?? 0) > 0)) return null;
  const asked = steps.findIndex(({ to }) => to === DossierStatus.PAYMENT_REQUESTED);
  return asked < 0 ? false : steps[asked + 1] !== undefined;
}
