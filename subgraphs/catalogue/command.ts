import { createHash } from "node:crypto";
import type { Caller } from "../../schema/caller";
import { dayOf } from "../kit";
import type { CommandKey } from "./version";

/** An officer or partner system that acts for an agency. */
export interface AgencyCaller {
  readonly account: string;
  readonly agency: string;
}

/** Why a command changes nothing: a code of DomainErrorCode and the input field that is meant. */
export interface Refusal {
  readonly code: "NOT_FOUND" | "INVALID" | "OVERLAP" | "CONFLICT" | "NOT_ALLOWED_NOW" | "IDEMPOTENCY_KEY_REUSED";
  readonly field: string;
}

/** What a command came to: what it made or changed, or why it did nothing. */
export type Outcome<Thing> =
  | { readonly done: Thing; readonly refusals: readonly [] }
  | { readonly done: null; readonly refusals: readonly Refusal[] };

/** Văn phòng Chính phủ: it keeps the national portal, reviews proposals, and acts where a record names no agency. */
export const GOVERNMENT_OFFICE = "G22";

const KEY_LENGTH = { least: 8, most: 100 };

export function done<Thing>(thing: Thing): Outcome<Thing> {
  return { done: thing, refusals: [] };
}

export function refused<Thing>(...refusals: readonly Refusal[]): Outcome<Thing> {
  return { done: null, refusals };
}

/** The agency that a caller acts for; null for everybody who acts for none. */
export function agencyCallerOf({ role, subject, agency }: Caller): AgencyCaller | null {
  if ((role !== "officer" && role !== "partner") || subject === null || agency === null) return null;
  return { account: subject, agency };
}

/** Like {@link agencyCallerOf}, for what only a person may do. */
export function officerOf(caller: Caller): AgencyCaller | null {
  return caller.role === "officer" ? agencyCallerOf(caller) : null;
}

export function keyFaults({ idempotencyKey }: { readonly idempotencyKey: string }): readonly Refusal[] {
  const { length } = idempotencyKey;
  return length < KEY_LENGTH.least || length > KEY_LENGTH.most ? [{ code: "INVALID", field: "idempotencyKey" }] : [];
}

/** A caller's key with the hash of what the command says. */
export function commandKey(caller: AgencyCaller, key: string, content: object): CommandKey {
  return { account: caller.account, key, hash: createHash("sha256").update(JSON.stringify(content)).digest("hex") };
}

/** What a repeated key gives: the first result for the same content. */
export function repeated<Thing>(first: { readonly hash: string }, again: CommandKey, thing: Thing): Outcome<Thing> {
  return first.hash === again.hash ? done(thing) : refused({ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" });
}

/** A text as it is kept: composed, without blanks around; null for nothing. */
export function textOf(text: string | null | undefined): string | null {
  const trimmed = (text ?? "").normalize("NFC").trim();
  return trimmed === "" ? null : trimmed;
}

/** Today in Việt Nam. */
export function today(now: Date = new Date()): string {
  return dayOf(now);
}
