import { batched, type Context, canonicalAgencyCode } from "../kit";
import type { AgencyRecord, OnlineServiceRecord, ProcedureRecord, SectorRecord, ServiceListRecord } from "./records";
import type { CatalogueStore } from "./store";

export type CatalogueContext = Context<CatalogueStore>;

/**
 * Everything that list items ask for by key. All calls of one request that happen together are one store command, whether
 * they come from fields or from references of the gateway.
 */

/** By canonical code or any alias. */
export const agencyByCode = batched<string, AgencyRecord | null, CatalogueStore>((codes, { store }) =>
  store.agencies(codes.map((code) => canonicalAgencyCode(code) ?? code)),
);

export const sectorByCode = batched<string, SectorRecord | null, CatalogueStore>((codes, { store }) =>
  store.sectors(codes),
);

export const procedureByCode = batched<string, ProcedureRecord | null, CatalogueStore>((codes, { store }) =>
  store.procedures(codes),
);

export const onlineServiceByCode = batched<string, OnlineServiceRecord | null, CatalogueStore>((codes, { store }) =>
  store.onlineServices(codes),
);

export const serviceListById = batched<string, ServiceListRecord | null, CatalogueStore>((ids, { store }) =>
  store.serviceLists(ids),
);

/** One by a key that may be absent. */
export function optional<Found>(
  load: (key: string, context: CatalogueContext) => Promise<Found | null>,
  key: string | null,
  context: CatalogueContext,
): Promise<Found | null> | null {
  return key === null ? null : load(key, context);
}

/** Several by their keys; those that are absent are left out. */
export async function several<Found>(
  load: (key: string, context: CatalogueContext) => Promise<Found | null>,
  keys: readonly string[],
  context: CatalogueContext,
): Promise<readonly Found[]> {
  const found = await Promise.all(keys.map((key) => load(key, context)));
  return found.filter((each) => each !== null);
}
