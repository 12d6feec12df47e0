import type { Caller } from "../../../schema/caller";
import { fail } from "../../../schema/errors";
import { coversAgency } from "../../kit";
import { type Actor, commandId, type DossierRecord, type HistoryEvent } from "../dossier";
import { scopeOf } from "../scope";
import type { DossierStatus } from "../status";
import type { DossierStore } from "../store";
import { ACTORS, type DossierAction, type Party, statusAfter } from "../transitions";
import { hashOf, isIdempotencyKey } from "./content";

/** Why a mutation changed nothing, and the input field that is meant. */
export interface Refusal {
  readonly refused: "NOT_FOUND" | "NOT_ALLOWED_NOW" | "CONFLICT" | "IDEMPOTENCY_KEY_REUSED" | "INVALID" | "UNAVAILABLE";
  readonly field: string | null;
}

/** The dossier as it is after the command, or why there was none. */
export type Outcome = { readonly dossier: DossierRecord } | Refusal;

/** Who calls, when, and with what store. */
export interface Desk {
  readonly caller: Caller;
  readonly store: DossierStore;
  readonly now: Date;
}

/** What every mutation of a dossier that exists states. */
export interface DossierCommand {
  readonly dossierId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** A change that an action makes, beside the step itself. */
export interface Change {
  /** Members of the dossier. */
  readonly set?: Partial<Omit<DossierRecord, "id" | "history" | "outbox" | "version" | "status">>;
  readonly note?: string | null;
  readonly outbox?: DossierRecord["outbox"];
}

/** Decides what an action changes in a dossier that allows it; `to` is the status it leads to. Touches nothing. */
export type Decide = (
  dossier: DossierRecord,
  step: { readonly to: DossierStatus; readonly now: Date; readonly actor: Actor },
) => Promise<Change | Refusal> | Change | Refusal;

/**
 * Carries out an action on a dossier, THE way in which dossiers change: one compare-and-set write with the history event, the command
 * and the outbox in it. The same command again gives the dossier that it changed, as it is now.
 * @param content what else the command says, in its normal form; null when a member was not acceptable, and then `decide` is not asked
 * @throws UNAUTHENTICATED, FORBIDDEN for callers whose role never does this
 */
export async function carryOut(
  desk: Desk,
  command: DossierCommand & { readonly action: DossierAction; readonly content: object },
  decide: Decide,
): Promise<Outcome> {
  const { caller, store, now } = desk;
  const { action, dossierId, expectedVersion, idempotencyKey, content } = command;
  const account = accountOf(caller, action);
  if (!isIdempotencyKey(idempotencyKey)) return refusal("INVALID", "idempotencyKey");
  const mark = { id: commandId(account, idempotencyKey), hash: hashOf({ action, dossierId, content }) };
  const dossier = (await store.byIds(scopeOf(caller), [dossierId])).get(dossierId);
  // An agency that handed its dossier on may not see it any more, and still learns what became of its own command.
  const known = dossier ?? (await store.byCommand(mark.id));
  const earlier = known === null ? null : outcomeOf(known, mark);
  if (earlier !== null) return earlier;
  if (dossier === undefined || !mayDo(dossier, action, caller)) return refusal("NOT_FOUND", "dossierId");
  if (dossier.version !== expectedVersion) return refusal("CONFLICT", "expectedVersion");
  const to = statusAfter(dossier, action);
  if (to === null) return refusal("NOT_ALLOWED_NOW", null);
  const actor = { role: caller.role, account, agency: caller.agency };
  const change = await decide(dossier, { to, now, actor });
  if ("refused" in change) return change;
  const next = stepped(dossier, change, { to, actor, mark, now });
  if ((await store.change(dossier, next)) === "written") return { dossier: next };
  const winner = await store.byCommand(mark.id);
  return (winner === null ? null : outcomeOf(winner, mark)) ?? refusal("CONFLICT", "expectedVersion");
}

/** The dossier after a step: a version more, an event more. */
export function stepped(
  dossier: DossierRecord,
  change: Change,
  step: {
    readonly to: DossierStatus;
    readonly actor: Actor;
    readonly mark: HistoryEvent["command"];
    readonly now: Date;
  },
): DossierRecord {
  const { history, outbox, version, status } = dossier;
  const { to, actor, mark, now } = step;
  const seq = history.length + 1;
  const event = { seq, at: now, actor, from: status, to, note: change.note ?? null, command: mark };
  return {
    ...dossier,
    ...change.set,
    status: to,
    history: [...history, event],
    outbox: [...outbox, ...(change.outbox ?? [])],
    version: version + 1,
  };
}

/** What a command that was carried out before gives now; null when this dossier does not know it. */
export function outcomeOf(
  dossier: DossierRecord,
  mark: { readonly id: string; readonly hash: string },
): Outcome | null {
  const event = dossier.history.find(({ command }) => command?.id === mark.id);
  if (event === undefined) return null;
  return event.command?.hash === mark.hash ? { dossier } : refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
}

/** Makes a refusal. */
export function refusal(refused: Refusal["refused"], field: string | null): Refusal {
  return { refused, field };
}

/** Whether the caller's place in this dossier allows the action, whatever its status. */
export function mayDo(dossier: DossierRecord, action: DossierAction, caller: Caller): boolean {
  const parties = partiesOf(dossier, caller);
  return ACTORS[action].some((party) => parties.has(party));
}

/** What the caller is to the dossier. While no deciding agency is stated, the receiving one decides. */
function partiesOf({ owner, submitter, receiving, helping, deciding }: DossierRecord, caller: Caller): Set<Party> {
  const { role, subject, agency, scopes } = caller;
  const covers = (other: { readonly code: string } | null) => other !== null && coversAgency(agency, other.code);
  const isCitizen = role === "citizen" && subject !== null && (owner.citizen === subject || submitter === subject);
  const isOfficer = role === "officer";
  const held: readonly (readonly [Party, boolean])[] = [
    ["CITIZEN", isCitizen],
    ["RECEIVING", isOfficer && covers(receiving)],
    ["HELPING", isOfficer && covers(helping)],
    ["DECIDING", isOfficer && covers(deciding ?? receiving)],
    ["PAYMENTS", role === "service" && scopes.includes(PAYMENT_SCOPE)],
  ];
  return new Set(held.flatMap(([party, holds]) => (holds ? [party] : [])));
}

/** The scope with which the payments subgraph reports. */
export const PAYMENT_SCOPE = "dossier:payment";

/** The account of a caller whose role can do this at all: a citizen with a VNeID account, or an officer. */
function accountOf({ role, subject, agency, vneidLevel }: Caller, action: DossierAction): string {
  if (role === "anonymous" || subject === null) throw fail("UNAUTHENTICATED");
  const citizen = role === "citizen" && vneidLevel !== null && ACTORS[action].includes("CITIZEN");
  const officer = role === "officer" && agency !== null && ACTORS[action].some((party) => OFFICES.has(party));
  if (!citizen && !officer) throw fail("FORBIDDEN");
  return subject;
}

const OFFICES: ReadonlySet<Party> = new Set<Party>(["RECEIVING", "HELPING", "DECIDING"]);

/** The actions that the caller can do on the dossier now. */
export function availableActions(dossier: DossierRecord, caller: Caller): readonly DossierAction[] {
  return ALL_ACTIONS.filter((action) => mayDo(dossier, action, caller) && statusAfter(dossier, action) !== null);
}

const ALL_ACTIONS = Object.keys(ACTORS).filter((name): name is DossierAction => Object.hasOwn(ACTORS, name));
