import { batched, type Context, canonicalAgencyCode } from "../kit";
import { today } from "./command";
import type { OnlineServiceRecord, OnlineSpan } from "./offering";
import { canonicalServiceCode } from "./online-service";
import type { AgencyRecord, ProcedureRecord, SectorRecord, ServiceListRecord } from "./records";
import type { CatalogueStore } from "./store";
import type { CodePage } from "./store-offerings";
import type { VersionQuestion } from "./store-versions";
import type { VersionRecord } from "./version";

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
  store.onlineServices(codes.map(canonicalServiceCode)),
);

export const serviceListById = batched<string, ServiceListRecord | null, CatalogueStore>((ids, { store }) =>
  store.serviceLists(ids),
);

/** What an agency offers online of its own. */
export const onlineSpansOf = batched<string, readonly OnlineSpan[], CatalogueStore>(async (codes, { store }) => {
  const found = await store.onlineSpans(codes);
  return codes.map((code) => found.get(code) ?? []);
});

/** A page of something that hangs on a record. */
export interface PageOf<Page> {
  readonly of: string;
  readonly page: Page;
}

type PagesOf<Page, Row> = (
  keys: readonly string[],
  page: Page,
  store: CatalogueStore,
) => Promise<ReadonlyMap<string, readonly Row[]>>;

/** The same page of many records is one command; different pages are one each. */
function paged<Page, Row>(read: PagesOf<Page, Row>) {
  return batched<PageOf<Page>, readonly Row[], CatalogueStore>(
    async (asked, { store }) => {
      const pages = new Map(asked.map(({ page }) => [JSON.stringify(page), page]));
      const found = new Map<string, ReadonlyMap<string, readonly Row[]>>();
      for (const [name, page] of pages) {
        const keys = asked.filter((each) => JSON.stringify(each.page) === name).map(({ of }) => of);
        found.set(name, await read([...new Set(keys)], page, store));
      }
      return asked.map(({ of, page }) => found.get(JSON.stringify(page))?.get(of) ?? []);
    },
    (asked) => JSON.stringify(asked),
  );
}

/** The codes of the agencies that offer a procedure. */
export const agenciesOffering = paged<CodePage, string>((codes, page, store) => store.agenciesOffering(codes, page));

/** The codes of the procedures that an agency offers. */
export const proceduresOfferedBy = paged<CodePage, string>((codes, page, store) =>
  store.proceduresOfferedBy(codes, page),
);

type ServicePage = Parameters<CatalogueStore["servicesOfAgencies"]>[1];

/** The online services of an agency. */
export const servicesOfAgency = paged<ServicePage, OnlineServiceRecord>((codes, page, store) =>
  store.servicesOfAgencies(codes, page),
);

type VersionPage = Parameters<CatalogueStore["versionPages"]>[1];

/** The versions of a procedure, newest first. */
export const versionsOf = paged<VersionPage, VersionRecord>((codes, page, store) => store.versionPages(codes, page));

/** The version of a procedure by number or day. */
export const versionAt = batched<VersionQuestion, VersionRecord | null, CatalogueStore>(
  (questions, { store }) => store.versionsAt(questions),
  (question) => JSON.stringify(question),
);

/** Whether an agency (after `:`) offers a procedure (before it) online today. */
export const isOffered = batched<string, boolean, CatalogueStore>(async (ids, { store }) => {
  const open = await store.openOfferings(ids, today());
  return ids.map((id) => open.has(id));
});

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
