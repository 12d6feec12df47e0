import { type Random, randomOf, type SampleAgency } from "../kit";
import { procedures } from "./data/procedures";

import { legacyLevels, serviceScopes } from "./data/service-levels";
import type { ProcedureRow } from "./data/types";
import { type Offering, offeringId, type StoredService } from "./offering";
import { serviceCode } from "./online-service";

/** Offered by every province, so that sample dossiers meet each other at them. */
const EVERYWHERE: readonly string[] =
  "2.000635 1.001193 1.000656 1.000894 1.004873 2.000815 2.000908 1.004222 1.004194 1.116410 1.014137 3.000333 3.000722".split(
    " ",
  );
/** Besides these, drawn for each province. */
const OTHERS = 12;
/** What some ministries offer: only procedures that a source places at a ministry or that it publishes. */
const MINISTRIES: readonly string[] = ["G01", "G16"];

/** What the samples let an agency offer, as documents and as the other subgraphs' samples need it. */
export interface SampleOffers {
  readonly agency: SampleAgency;
  readonly offerings: readonly Offering[];
}

/**
 * Who offers which real procedure: invented, since no source of ours tells, and marked so. Seven in ten are online, most since before
 * July 2025, so that the quarters of 2025 and 2026 can be computed; some were opened or stopped in between.
 */
export function realOffers(provinces: readonly string[], seed: number): readonly SampleOffers[] {
  const local = procedures.filter(({ levels }) => levels.length === 0 || levels.some((level) => level !== "MINISTRY"));
  const others = local.map(({ code }) => code).filter((code) => !EVERYWHERE.includes(code));
  return [
    ...MINISTRIES.map((agency) => offersOf(agency, procedures.filter((row) => isOf(row, agency)).map(codeOf), seed)),
    ...provinces.map((agency) => {
      const random = randomOf(`catalogue:${seed}:offers:${agency}`);
      return offersOf(agency, [...EVERYWHERE, ...drawn(others, OTHERS, random)], seed);
    }),
  ];
}

/** The offerings of an agency, each drawn for itself. */
export function offersOf(agencyCode: string, codes: readonly string[], seed: number): SampleOffers {
  const random = randomOf(`catalogue:${seed}:services:${agencyCode}`);
  const sorted = [...new Set(codes)].sort();
  const offerings = sorted.map((code) => sampleOffering(code, agencyCode, random));
  const online = offerings.filter(isOnline).map(({ procedureCode }) => procedureCode);
  return { agency: { code: agencyCode, procedures: sorted, online }, offerings };
}

/** Some of a list, each once. */
export function drawn<Item>(items: readonly Item[], count: number, random: Random): readonly Item[] {
  const different = [...new Set(items)];
  const chosen = new Set<Item>();
  while (chosen.size < Math.min(count, different.length)) chosen.add(random.pick(different));
  return [...chosen];
}

function codeOf({ code }: ProcedureRow): string {
  return code;
}

function isOf({ publishingAgency, levels }: ProcedureRow, agency: string): boolean {
  return publishingAgency === agency && (levels.length === 0 || levels.includes("MINISTRY"));
}

function isOnline({ services }: Offering): boolean {
  return services.some(({ until }) => until === null);
}

function sampleOffering(procedureCode: string, agencyCode: string, random: Random): Offering {
  const online = random.next() < 0.75;
  const service = online ? [sampleService(procedureCode, agencyCode, random)] : [];
  return {
    id: offeringId(procedureCode, agencyCode),
    procedureCode,
    agencyCode,
    since: null,
    until: null,
    online,
    services: service,
    version: 1,
    origin: "SAMPLE",
    commands: [],
  };
}

function sampleService(procedureCode: string, agencyCode: string, random: Random): StoredService {
  const scope = random.next() < 0.6 ? "FULL" : "PARTIAL";
  const fate = random.next();
  // Of ten, eight run through from before July 2025, one was opened since, and one has been stopped.
  const since = fate < 0.9 ? dayIn(random, 2019, 6.4) : dayIn(random, 2025.6, 1);
  const level = since < "2022-06-24" ? (random.next() < 0.5 ? 4 : 3) : null;
  const until = fate >= 0.8 && fate < 0.9 ? dayIn(random, 2025.7, 0.9) : null;
  return {
    code: serviceCode(procedureCode, agencyCode, "01"),
    name: null,
    serviceScope: scope,
    serviceScopeBasis: serviceScopes.find((row) => row.scope === scope)?.legalBasis ?? null,
    legacyLevel: level,
    legacyLevelBasis: legacyLevels.find((row) => row.level === level)?.legalBasis ?? null,
    testing: false,
    since,
    until,
    earlier: [],
  };
}

/** A day in a span of years, such as 2019 and the 6.4 years after its beginning. */
function dayIn(random: Random, from: number, years: number): string {
  const year = 365.25 * 86_400_000;
  const start = Date.UTC(2000, 0, 1) + (from - 2000) * year;
  return new Date(start + random.next() * years * year).toISOString().slice(0, 10);
}
