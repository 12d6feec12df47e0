import { fail } from "../../schema/errors";
import {
  batched,
  type Connection,
  type Context,
  type KeysetRequest,
  keysetRequest,
  type PageArguments,
  toConnection,
} from "../kit";
import type { DossierRecord } from "./dossier";
import { scopeOf } from "./scope";
import type { DossierStore } from "./store";
import type { DueFilter, Keyset, ListFilter } from "./store-document";
import type { Dossier } from "./types";
import { toDossier } from "./view";

type DossierContext = Context<DossierStore>;
type Page = Pick<PageArguments, "first" | "after">;

/** Reads dossiers by id for the caller; the batch function of the entity. */
export async function loadById(ids: readonly string[], context: DossierContext): Promise<(Dossier | null)[]> {
  const found = await context.store.byIds(scopeOf(context.caller), ids);
  return ids.map((id) => shown(found.get(id), context));
}

/** Reads dossiers by official number for the caller. */
export async function loadByNumber(numbers: readonly string[], context: DossierContext): Promise<(Dossier | null)[]> {
  const found = await context.store.byNumbers(scopeOf(context.caller), numbers);
  return numbers.map((number) => shown(found.get(number), context));
}

function shown(record: DossierRecord | undefined, context: DossierContext): Dossier | null {
  return record === undefined ? null : toDossier(record, context.caller);
}

/** One dossier; null when it is absent or not for the caller. */
export const dossierById = batched(loadById);
/** One dossier by its official number. */
export const dossierByNumber = batched(loadByNumber);

/** One page of what the caller may see. @throws PAGE_TOO_LARGE, INVALID_CURSOR */
export async function pageOf(filter: ListFilter, page: Page, context: DossierContext): Promise<Connection<Dossier>> {
  const keyset = keysetOf(keysetRequest(page, 2));
  const rows = await context.store.list(scopeOf(context.caller), filter, keyset);
  return connectionOf(rows, page, context);
}

function connectionOf(rows: readonly DossierRecord[], page: Page, context: DossierContext): Connection<Dossier> {
  const shownRows = rows.map((row) => toDossier(row, context.caller));
  return toConnection(shownRows, page, (row) => [row.filedAt.toISOString(), row.id]);
}

/** One page of what the caller may see whose clock runs, by appointment. @throws PAGE_TOO_LARGE, INVALID_CURSOR */
export async function duePageOf(filter: DueFilter, page: Page, context: DossierContext): Promise<Connection<Dossier>> {
  const { after, limit } = keysetOf(keysetRequest(page, 2));
  const from = after === null ? null : { dueAt: after.filedAt, id: after.id };
  const rows = await context.store.listDue(scopeOf(context.caller), filter, { after: from, limit });
  const shownRows = rows.map((row) => toDossier(row, context.caller));
  return toConnection(shownRows, page, (row) => [row.dueAt?.toISOString() ?? "", row.id]);
}

function keysetOf({ after, limit }: KeysetRequest): Keyset {
  if (after === null) return { after, limit };
  const [filedAt, id] = after;
  if (typeof filedAt !== "string" || typeof id !== "string" || Number.isNaN(Date.parse(filedAt)))
    throw fail("INVALID_CURSOR");
  return { after: { filedAt: new Date(filedAt), id }, limit };
}

interface CitizenPage {
  readonly citizen: string;
  readonly page: Page;
  readonly keyset: Keyset;
}

const citizenPage = batched(loadCitizenPages, ({ citizen, page }) => JSON.stringify([citizen, pageName(page)]));

/** A page of a citizen's dossiers; the same page of many citizens is one command. @throws PAGE_TOO_LARGE, INVALID_CURSOR */
export function dossiersOfCitizen(citizen: string, page: Page, context: DossierContext): Promise<Connection<Dossier>> {
  return citizenPage({ citizen: String(citizen), page, keyset: keysetOf(keysetRequest(page, 2)) }, context);
}

function pageName({ first, after }: Page): string {
  return JSON.stringify([first, after ?? null]);
}

async function loadCitizenPages(
  asked: readonly CitizenPage[],
  context: DossierContext,
): Promise<readonly Connection<Dossier>[]> {
  const scope = scopeOf(context.caller);
  const found = await oncePerName(
    asked,
    ({ page }) => pageName(page),
    (group, { keyset }) =>
      context.store.listByOwner(
        scope,
        group.map(({ citizen }) => citizen),
        keyset,
      ),
  );
  return asked.map(({ citizen, page }) => connectionOf(found.get(pageName(page))?.get(citizen) ?? [], page, context));
}

/** Asks once for all keys of one name. */
async function oncePerName<Key, Answer>(
  keys: readonly Key[],
  nameOf: (key: Key) => string,
  ask: (group: readonly Key[], any: Key) => Promise<Answer>,
): Promise<ReadonlyMap<string, Answer>> {
  const groups = new Map<string, Key[]>();
  for (const key of keys) groups.set(nameOf(key), [...(groups.get(nameOf(key)) ?? []), key]);
  const answers = [...groups].map(async ([name, group]): Promise<readonly [string, Answer][]> => {
    const [any] = group;
    return any === undefined ? [] : [[name, await ask(group, any)]];
  });
  return new Map((await Promise.all(answers)).flat());
}
