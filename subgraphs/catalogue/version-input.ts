import { canonicalAgencyCode } from "../kit";
import { type Refusal, textOf } from "./command";
import type {
  Applicant,
  Channel,
  Collection,
  FeeLine,
  LegalBasis,
  Level,
  ProcedureCase,
  RequiredPaper,
  TimeUnit,
} from "./data/types";
import type { ProcedureContent } from "./records";

type Maybe<Value> = Value | null | undefined;

/** What an officer sends as a version, not checked yet. Days are `yyyy-MM-dd` and amounts whole already. */
export interface VersionInput {
  readonly name: string;
  readonly sector?: Maybe<string>;
  readonly levels: readonly Level[];
  readonly executor?: Maybe<string>;
  readonly applicants: readonly Applicant[];
  readonly cases: readonly CaseInput[];
  readonly results: readonly { readonly code?: Maybe<string>; readonly name: string }[];
  readonly legalBases: readonly LegalBasisInput[];
  readonly requirements?: Maybe<string>;
  readonly feeCollection: Collection;
  readonly afterFifteen: boolean;
  readonly effectiveFrom: string;
}

interface CaseInput {
  readonly name?: Maybe<string>;
  readonly channels: readonly { readonly channel: Channel; readonly timeLimits: readonly LimitInput[] }[];
  readonly papers: readonly PaperInput[];
}

interface LimitInput {
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly jurisdiction?: Maybe<string>;
  readonly note?: Maybe<string>;
  readonly fees: readonly FeeInput[];
}

interface FeeInput {
  readonly kind: "PHI" | "LE_PHI";
  readonly code?: Maybe<string>;
  readonly state: FeeLine["state"];
  readonly amount?: Maybe<number>;
  readonly unit?: Maybe<string>;
  readonly description?: Maybe<string>;
  readonly jurisdiction?: Maybe<string>;
  readonly applyFrom?: Maybe<string>;
  readonly applyTo?: Maybe<string>;
}

interface PaperInput {
  readonly code?: Maybe<string>;
  readonly name: string;
  readonly originals: number;
  readonly copies: number;
  readonly form?: Maybe<string>;
  readonly replacedByResultOf?: Maybe<string>;
  readonly replacingResult?: Maybe<string>;
}

export interface LegalBasisInput {
  readonly number: string;
  readonly title?: Maybe<string>;
  readonly issuedOn: string;
  readonly effectiveFrom?: Maybe<string>;
  readonly note?: Maybe<string>;
}

/** What {@link readVersion} gives: the content as it is kept, and other records that it names, by the field that names them. */
export interface ReadVersion {
  readonly content: Omit<ProcedureContent, "publishingAgencyCode" | "decision" | "linked">;
  readonly agencies: ReadonlyMap<string, string>;
  readonly procedures: ReadonlyMap<string, string>;
}

const LONGEST = { name: 1_000, text: 10_000, list: 100, limit: 10_000, sheets: 1_000 } as const;
/** The first day without a district level. */
const NO_DISTRICTS = "2025-07-01";

/** Checks a version by itself, without looking anything up, and reports every fault at once. */
export function readVersion(input: VersionInput): { readonly read: ReadVersion; readonly faults: readonly Refusal[] } {
  const faults: Refusal[] = [];
  const agencies = new Map<string, string>();
  const procedures = new Map<string, string>();
  const check = (field: string, holds: boolean) => {
    if (!holds) faults.push({ code: "INVALID", field });
  };
  const text = (field: string, value: Maybe<string>, longest: number = LONGEST.text) => {
    const read = textOf(value);
    check(field, read === null || read.length <= longest);
    return read;
  };
  const required = (field: string, value: string) => {
    const read = text(field, value, LONGEST.name);
    check(field, read !== null);
    return read ?? "";
  };
  const list = <Item, Read>(field: string, items: readonly Item[], read: (item: Item, field: string) => Read) => {
    check(field, items.length <= LONGEST.list);
    return items.slice(0, LONGEST.list).map((item, index) => read(item, `${field}.${index}`));
  };
  const place = (field: string, value: Maybe<string>) => {
    const given = textOf(value);
    if (given === null) return null;
    const code = canonicalAgencyCode(given) ?? given;
    agencies.set(field, code);
    return code;
  };

  const fee = (line: FeeInput, field: string): FeeLine => {
    const { kind, state } = line;
    const amount = line.amount ?? null;
    const description = text(`${field}.description`, line.description);
    const [applyFrom, applyTo] = [line.applyFrom ?? null, line.applyTo ?? null];
    check(`${field}.applyTo`, applyFrom === null || applyTo === null || applyFrom <= applyTo);
    check(`${field}.amount`, amountFits(state, amount));
    check(`${field}.description`, state !== "SEE_DESCRIPTION" || description !== null);
    const terms = {
      code: text(`${field}.code`, line.code, LONGEST.name),
      unit: text(`${field}.unit`, line.unit, LONGEST.name),
      kind,
      jurisdiction: place(`${field}.jurisdiction`, line.jurisdiction),
      applyFrom,
      applyTo,
    };
    if (state === "FIXED") return { ...terms, description, state, amount: amount ?? 0 };
    if (state === "FREE") return { ...terms, description, state, amount: 0 };
    if (state === "SEE_DESCRIPTION") return { ...terms, state, amount: null, description: description ?? "" };
    return { ...terms, description, state, amount: null };
  };
  const limit = (each: LimitInput, field: string) => {
    check(`${field}.amount`, each.amount >= 0 && each.amount <= LONGEST.limit);
    return {
      amount: each.amount,
      unit: each.unit,
      jurisdiction: place(`${field}.jurisdiction`, each.jurisdiction),
      note: text(`${field}.note`, each.note),
      fees: list(`${field}.fees`, each.fees, fee),
    };
  };
  const paper = (each: PaperInput, field: string): RequiredPaper => {
    check(`${field}.originals`, each.originals >= 0 && each.originals <= LONGEST.sheets);
    check(`${field}.copies`, each.copies >= 0 && each.copies <= LONGEST.sheets);
    const replacedByResultOf = textOf(each.replacedByResultOf);
    if (replacedByResultOf !== null) procedures.set(`${field}.replacedByResultOf`, replacedByResultOf);
    const replacingResult = text(`${field}.replacingResult`, each.replacingResult, LONGEST.name);
    check(`${field}.replacingResult`, replacingResult === null || replacedByResultOf !== null);
    return {
      code: text(`${field}.code`, each.code, LONGEST.name),
      name: required(`${field}.name`, each.name),
      originals: each.originals,
      copies: each.copies,
      form: text(`${field}.form`, each.form, LONGEST.name),
      replacedByResultOf,
      replacingResult,
    };
  };
  const oneCase = (each: CaseInput, field: string): ProcedureCase => {
    const name = text(`${field}.name`, each.name, LONGEST.name);
    check(`${field}.name`, name !== null || input.cases.length === 1);
    const channels = each.channels.map(({ channel }) => channel);
    check(`${field}.channels`, channels.length > 0 && new Set(channels).size === channels.length);
    return {
      name,
      channels: list(`${field}.channels`, each.channels, ({ channel, timeLimits }, at) => {
        check(`${at}.timeLimits`, timeLimits.length > 0);
        return { channel, timeLimits: list(`${at}.timeLimits`, timeLimits, limit) };
      }),
      papers: list(`${field}.papers`, each.papers, paper),
    };
  };

  check("cases", input.cases.length > 0);
  check("levels", levelsFit(input.levels, input.effectiveFrom));
  const content = {
    name: required("name", input.name),
    shortTitle: false,
    sectorCode: textOf(input.sector),
    levels: [...new Set(input.levels)],
    executor: text("executor", input.executor, LONGEST.name),
    applicants: [...new Set(input.applicants)],
    cases: list("cases", input.cases, oneCase),
    results: list("results", input.results, (each, field) => ({
      code: text(`${field}.code`, each.code, LONGEST.name),
      name: required(`${field}.name`, each.name),
    })),
    legalBases: list(
      "legalBases",
      input.legalBases,
      (each, field): LegalBasis => ({
        number: required(`${field}.number`, each.number),
        title: text(`${field}.title`, each.title, LONGEST.name),
        issuedOn: each.issuedOn,
        effectiveFrom: each.effectiveFrom ?? null,
        note: text(`${field}.note`, each.note, LONGEST.name),
      }),
    ),
    requirements: text("requirements", input.requirements),
    feeCollection: input.feeCollection,
    afterCutoff: input.afterFifteen ? ("15:00" as const) : null,
    notes: [],
    source: [],
    confidence: null,
  };
  return { read: { content, agencies, procedures }, faults };
}

/** The four states of a fee and what each lets the amount be; 0 đồng is FREE, never FIXED. */
function amountFits(state: FeeLine["state"], amount: number | null): boolean {
  if (state === "FIXED") return amount !== null && amount > 0;
  if (state === "FREE") return amount === null || amount === 0;
  return amount === null;
}

function levelsFit(levels: readonly Level[], effectiveFrom: string): boolean {
  if (levels.length === 0) return false;
  return !levels.includes("DISTRICT") || effectiveFrom < NO_DISTRICTS;
}
