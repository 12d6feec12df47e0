import { createHash } from "node:crypto";
import type { Random, SampleAgency, SampleWorld } from "../kit";
import { PROCEDURE_FACTS, type ProcedureFacts, SAMPLE_AGENCIES, SAMPLE_PROCEDURES } from "./data/sample-procedures";

/** What is filed where: drawn from the catalogue's samples, or from a small list of our own while it has none. */
export interface SamplePlaces {
  /** An agency, some much busier than others, and one of the procedures that it offers. */
  draw(random: Random): { readonly agency: string; readonly procedure: SampleFiling; readonly online: boolean };
  /** The place for what everybody must find in the samples: a procedure with a fee at an agency; drawn where it is not offered. */
  familiar(random: Random): { readonly agency: string; readonly procedure: SampleFiling; readonly online: boolean };
  /** Some agency. */
  agency(random: Random): string;
  /** Whether there are so many agencies that units leave the decision, and the signing, to the province or ministry above them. */
  readonly many: boolean;
}

/** A procedure as a sample is filed under it. */
export interface SampleFiling extends ProcedureFacts {
  readonly code: string;
  readonly version: number | null;
}

/** Where the developers' sample officer works, and a procedure whose fee was read. */
const FAMILIAR = { agency: "H26", procedure: "2.000635" };

const BUSY = ["H24", "H26", "H29"];
const MANY_AGENCIES = 300;
/** What an officer states as appointment where no time limit was read: up to so many working days, the same for a procedure always. */
const LONGEST_DAYS = 15;

/** The places of a world. */
export function samplePlaces(world: Pick<SampleWorld, "agencies" | "procedures">): SamplePlaces {
  const codes = SAMPLE_PROCEDURES.map(({ code }) => code);
  const own = SAMPLE_AGENCIES.map((code): SampleAgency => ({ code, procedures: codes, online: codes }));
  const offering = world.agencies.filter(({ procedures }) => procedures.length > 0);
  const agencies = offering.length === 0 ? own : offering;
  const versions = new Map(world.procedures.map(({ code, version }) => [code, version]));
  const busy = agencies.filter(({ code }) => BUSY.includes(code));
  const onlineOf = new Map(agencies.map(({ code, online }) => [code, new Set(online)]));
  const place = (agency: string, code: string) => {
    const facts = PROCEDURE_FACTS.get(code) ?? { fee: NOT_READ, perCopy: false, workingDays: daysOf(code) };
    const procedure = { code, version: versions.get(code) ?? null, ...facts };
    return { agency, procedure, online: onlineOf.get(agency)?.has(code) ?? false };
  };
  const draw = (random: Random) => {
    const isBusy = random.next() < 0.3 && busy.length > 0;
    const { code: agency, procedures } = random.pick(isBusy ? busy : agencies);
    // Half of them fall on what we have read something of, where the agency offers that.
    const known = random.next() < 0.5 ? procedures.filter((code) => PROCEDURE_FACTS.has(code)) : [];
    return place(agency, random.pick(known.length > 0 ? known : procedures));
  };
  const { agency: home, procedure: usual } = FAMILIAR;
  const offered = agencies.some(({ code, procedures }) => code === home && procedures.includes(usual));
  return {
    many: agencies.length > MANY_AGENCIES,
    agency: (random) => random.pick(agencies).code,
    draw,
    familiar: (random) => (offered ? place(home, usual) : draw(random)),
  };
}

const NOT_READ = { IN_PERSON: null, ONLINE: null, POST: null };

function daysOf(code: string): number {
  return 1 + (createHash("sha256").update(code).digest().readUInt8() % LONGEST_DAYS);
}
