import { batched, type Context } from "../kit";
import type { PortalAccount } from "./portal-account";
import type { RegistryRecord } from "./registry-client";
import { may } from "./service";
import type { CitizenStore } from "./store";

export type CitizensContext = Context<CitizenStore>;

/**
 * The registry's record of a citizen, for callers who may read it; null for everybody else, for ids of nobody and for
 * people who are not registered. All records that one request asks for together cost one registry message. Nothing outlives the request.
 */
export async function recordOf(citizenId: string, context: CitizensContext): Promise<RegistryRecord | null> {
  if (!may(context.caller, "record", citizenId)) return null;
  return recordWithoutRights(citizenId, context);
}

/** Whether somebody is registered. The caller of this function has checked the right to know. */
export async function isRegistered(citizenId: string, context: CitizensContext): Promise<boolean> {
  return (await recordWithoutRights(citizenId, context)) !== null;
}

/** The record, for callers who may see numbers: of it they may get numbers and nothing else. Null for everybody else. */
export async function numbersOf(
  citizenId: string,
  context: CitizensContext,
): Promise<Pick<RegistryRecord, "personalNumber" | "oldNumber"> | null> {
  return may(context.caller, "number", citizenId) ? recordWithoutRights(citizenId, context) : null;
}

/** The record that belongs to a number. The caller of this function has checked the right to look up. */
export const recordByNumber = batched<string, RegistryRecord | null, CitizenStore>((numbers, context) =>
  context.store.people(numbers, context.signal),
);

/** The portal account of a citizen. What of it a caller may see is for its fields to check. */
export const accountOf = batched<string, PortalAccount | null, CitizenStore>((ids, context) =>
  context.store.accounts(ids),
);

async function recordWithoutRights(citizenId: string, context: CitizensContext): Promise<RegistryRecord | null> {
  const number = context.store.ids.numberOf(citizenId);
  return number === null ? null : recordByNumber(number, context);
}
