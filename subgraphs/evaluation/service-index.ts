import { digest } from "./assessment";
import type { QuarterId } from "./quarter";

/** The groups of Decision 766/QĐ-TTg as the portal shows them. */
export type IndexGroup =
  | "TRANSPARENCY"
  | "PROGRESS"
  | "DIGITISATION"
  | "ONLINE_SERVICES"
  | "ONLINE_PAYMENT"
  | "SATISFACTION";

/** Why there is no score. None of these is a score of 0. */
export type IndexGap = "NO_SOURCE" | "UNKNOWN" | "NOT_APPLICABLE" | "MAX_NOT_FOUND";

/** Two counts: how many of how many. */
export interface Ratio {
  readonly name: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** The counts that the graph has about an agency with its units in a quarter; null where a part of the graph does not know. */
export interface IndexFigures {
  readonly dossiers: DossierCounts | null;
  readonly services: { readonly offered: number; readonly used: number } | null;
  readonly reception: { readonly answered: number; readonly disliked: number } | null;
  readonly petitions: {
    readonly received: number;
    readonly onTime: number;
    readonly rated: number;
    readonly satisfied: number;
  } | null;
}

/** Of the dossiers received in the quarter, as the dossiers' own subgraph counts them. */
export interface DossierCounts {
  readonly received: number;
  readonly onTime: number;
  readonly overdue: number;
  readonly onlineWithElectronicResult: number;
  readonly withFee: number;
  readonly paidOnline: number;
  readonly digitised: number;
  readonly reused: number;
  readonly electronicResult: number;
  readonly finished: number;
  readonly vneidAccount: number;
}

/** How one component is computed, in one version of the formula. */
export interface ComponentRule {
  readonly code: string;
  readonly group: IndexGroup;
  readonly name: string;
  /** The metric code of the portal; null where it was not found. */
  readonly portalCode: string | null;
  /** Null where it was not found how the group's points are divided. */
  readonly max: number | null;
  /** The rate that gives all points; 1 unless a target is known. */
  readonly target: number;
  /** What a denominator of 0 means. */
  readonly whenNone: "ZERO" | "NOT_APPLICABLE" | "FULL";
  /** One ratio: it is the rate. Several: shares of what went wrong, taken from 1. Null: the figures are not known now. */
  readonly ratios: ((figures: IndexFigures) => readonly Ratio[] | null) | null;
  readonly note: string | null;
}

/** One component as it was computed. */
export interface IndexComponent {
  readonly code: string;
  readonly max: number | null;
  readonly target: number;
  readonly ratios: readonly Ratio[];
  /** Of the rate: of several ratios their common fraction. Null when nothing was counted. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** 0 to 1. */
  readonly rate: number | null;
  /** How far the rate comes to its target, 0 to 1. */
  readonly attainment: number | null;
  /** Points, with two decimals. */
  readonly score: number | null;
  readonly gap: IndexGap | null;
}

/** An agency's index for a quarter by one version of the formula, as counted at a time. */
export interface ServiceIndexCount {
  readonly id: string;
  readonly agency: string;
  readonly quarter: QuarterId;
  readonly formula: string;
  /** From 1; the highest is the newest. */
  readonly sequence: number;
  readonly computedAt: Date;
  /** When the same counts were last found again. */
  readonly confirmedAt: Date;
  readonly contentHash: string;
  readonly components: readonly IndexComponent[];
}

/** Computes one component. Null is never taken for 0: each null has its reason. */
export function componentOf(rule: ComponentRule, figures: IndexFigures): IndexComponent {
  const { code, max, target } = rule;
  const blank = { code, max, target, ratios: [], numerator: null, denominator: null, rate: null, attainment: null };
  if (rule.ratios === null) return { ...blank, score: null, gap: "NO_SOURCE" };
  const ratios = rule.ratios(figures);
  if (ratios === null) return { ...blank, score: null, gap: "UNKNOWN" };

  const { numerator, denominator } = commonFraction(ratios);
  const counted = { ...blank, ratios, numerator, denominator };
  if (denominator === 0 && rule.whenNone === "NOT_APPLICABLE")
    return { ...counted, score: null, gap: "NOT_APPLICABLE" };
  if (denominator === 0 && rule.whenNone === "FULL") return { ...counted, score: max, gap: null };
  const rate = denominator === 0 ? 0 : numerator / denominator;
  const attainment = Math.min(1, rate / target);
  const score = max === null ? null : rate >= target ? max : rounded((rate * max) / target);
  return { ...counted, rate, attainment, score, gap: score === null ? "MAX_NOT_FOUND" : null };
}

/** All components of a formula, in its order. */
export function componentsOf(rules: readonly ComponentRule[], figures: IndexFigures): readonly IndexComponent[] {
  return rules.map((rule) => componentOf(rule, figures));
}

/** Points reached, and points possible over the components that have a score: those without are in neither. */
export function pointsOfIndex(components: readonly IndexComponent[]): { readonly scored: number; possible: number } {
  const scored = components.filter((component) => component.score !== null);
  return {
    scored: rounded(scored.reduce((sum, component) => sum + (component.score ?? 0), 0)),
    possible: scored.reduce((sum, component) => sum + (component.max ?? 0), 0),
  };
}

/** Whether two counts say the same. */
export function indexHash(formula: string, components: readonly IndexComponent[]): string {
  return digest([formula, components]);
}

/** One ratio as it is; of several the fraction 1 − a − b …, not below 0, over their common denominator. */
function commonFraction(ratios: readonly Ratio[]): { readonly numerator: number; readonly denominator: number } {
  const [only, ...others] = ratios;
  if (only !== undefined && others.length === 0) return { numerator: only.numerator, denominator: only.denominator };
  const denominator = ratios.reduce((product, ratio) => product * ratio.denominator, 1);
  if (denominator === 0) return { numerator: 0, denominator };
  const wrong = ratios.reduce((sum, ratio) => sum + ratio.numerator * (denominator / ratio.denominator), 0);
  return { numerator: Math.max(0, denominator - wrong), denominator };
}

/** Two decimals, half up; twelve digits first, so that 1.005 is not read as 1.00499…. */
function rounded(value: number): number {
  return Math.round(Number((value * 100).toPrecision(12))) / 100;
}
