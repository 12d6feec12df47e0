import { batched, type Context } from "../kit";
import { maySeeAgency, maySeeRequest } from "./access";
import { isPlainText, isRequestId } from "./input";
import type * as records from "./payment";
import type { Payments } from "./payments";

/** The context of resolvers here. */
export type PaymentsContext = Context<Payments>;

/** Requests by id, null for absent ones and for those that the caller may not see: one query for all. */
export async function readRequests(
  ids: readonly string[],
  { store, caller }: PaymentsContext,
): Promise<(records.PaymentRequest | null)[]> {
  const possible = ids.filter(isRequestId);
  const read = possible.length === 0 ? [] : await store.store.requests(possible);
  const found = new Map(read.map((request) => [request.id, request]));
  return ids.map((id) => {
    const request = found.get(id);
    return request !== undefined && maySeeRequest(caller, request) ? request : null;
  });
}

/** The visible requests of a dossier, oldest first. */
export const requestsOfDossier = batched<string, readonly records.PaymentRequest[], Payments>(
  async (dossierIds, { store, caller }) => {
    const possible = dossierIds.filter(isPlainText);
    const found = possible.length === 0 ? [] : await store.store.requestsOfDossiers(possible);
    const visible = found.filter((request) => maySeeRequest(caller, request));
    return dossierIds.map((id) => visible.filter((request) => request.dossierId === id));
  },
);

export const feeLinesOf = batched<string, readonly records.FeeLine[], Payments>(async (ids, { store }) => {
  const found = await store.store.feeLines(ids);
  return ids.map((id) => found.get(id) ?? []);
});

export const attemptsOf = batched<string, readonly records.PaymentAttempt[], Payments>(async (ids, { store }) => {
  const found = await store.store.attempts(ids);
  return ids.map((id) => found.get(id) ?? []);
});

export const receiptsOf = batched<string, readonly records.Receipt[], Payments>(async (ids, { store }) => {
  const found = await store.store.receipts(ids);
  return ids.map((id) => found.get(id) ?? []);
});

export const refundsOf = batched<string, readonly records.Refund[], Payments>(async (ids, { store }) => {
  const found = await store.store.refundsOfRequests(ids);
  return ids.map((id) => found.get(id) ?? []);
});

export const reportsOf = batched<string, readonly records.Report[], Payments>(async (ids, { store }) => {
  const found = await store.store.reportsOfRequests(ids);
  return ids.map((id) => found.get(id) ?? []);
});

/** A request by id for fields of other things; null where the caller may not see it. */
export const requestById = batched<string, records.PaymentRequest | null, Payments>(readRequests);

interface CollectionsKey {
  readonly agency: string;
  readonly from: Date;
  readonly before: Date;
}

/** What agencies collected; null where the caller may not know. */
export const collectionsOf = batched<CollectionsKey, { count: number; total: number } | null, Payments>(
  async (asked, { store, caller }) => {
    const allowed = asked.filter(({ agency }) => isPlainText(agency) && maySeeAgency(caller, agency));
    const found = allowed.length === 0 ? [] : await store.store.collections(allowed);
    const byAsked = new Map(allowed.map((each, index) => [each, found[index] ?? null]));
    return asked.map((each) => byAsked.get(each) ?? null);
  },
  ({ agency, from, before }) => `${agency}|${from.getTime()}|${before.getTime()}`,
);
