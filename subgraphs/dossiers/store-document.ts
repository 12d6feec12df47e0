import { trusted } from "mongoose";
import type { DossierRecord } from "./dossier";
import type { Scope } from "./scope";
import type { DossierStatus } from "./status";

/** A dossier as a document. What the record does not have is there for the indexes, made by {@link toDocument} alone. */
export interface DossierDocument extends Omit<DossierRecord, "id" | "number"> {
  readonly _id: string;
  /** Left out while there is none, so that the unique index holds only numbers. */
  readonly number?: string;
  /** Owner and submitter. */
  readonly people: readonly string[];
  /** Every agency of the three roles and everything above each. */
  readonly agencies: readonly string[];
  /** The ids of all commands in the history; left out when there are none, for the unique index. */
  readonly commands?: readonly string[];
  /** The appointment while the clock runs; left out otherwise, so that the index holds only open dossiers. */
  readonly openDueAt?: Date;
  /** Not after the moment when the oldest waiting entry of the outbox is due; left out when none waits. */
  readonly nextDelivery?: Date;
  /** When it was written last without being counted for the public figures; left out when it has been counted since. */
  readonly uncountedSince?: Date;
  /** Sheets of figures that may still hold its row, since its agency or its day of reception was corrected. */
  readonly leftSheets?: readonly string[];
}

/** The document of a dossier. */
export function toDocument(dossier: DossierRecord): DossierDocument {
  const { id, number, ...rest } = dossier;
  const paths = [dossier.receiving, dossier.helping, dossier.deciding].flatMap((role) => role?.path ?? []);
  const commands = dossier.history.flatMap((event) => event.command?.id ?? []);
  const waiting = dossier.outbox.find((entry) => entry.state === "WAITING");
  return {
    _id: id,
    ...(number === null ? {} : { number }),
    ...rest,
    people: [...new Set([dossier.owner.citizen, dossier.submitter])].filter((person) => person !== null),
    agencies: [...new Set(paths)],
    ...(commands.length === 0 ? {} : { commands }),
    ...(dossier.dueAt === null || dossier.endedAt !== null ? {} : { openDueAt: dossier.dueAt }),
    ...(waiting === undefined ? {} : { nextDelivery: waiting.dueAt }),
    uncountedSince: new Date(),
  };
}

/** The dossier of a document. */
export function toRecord(document: DossierDocument): DossierRecord {
  const { _id, number = null, people, agencies, commands, openDueAt, nextDelivery, ...counted } = document;
  const { uncountedSince, leftSheets, ...rest } = counted;
  return { id: _id, number, ...rest };
}

/** Where a page begins: after the dossier with this time of filing and id, newest first. */
export interface Keyset {
  readonly after: { readonly filedAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Where a page of dossiers by appointment begins. */
export interface DueKeyset {
  readonly after: { readonly dueAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** What a list by appointment is narrowed to. */
export interface DueFilter {
  /** This agency or a unit under it, in any role. */
  readonly agency: string | null;
  /** Appointments before this moment. */
  readonly before: Date | null;
}

/** What a list is narrowed to. Null members narrow nothing. */
export interface ListFilter {
  /** Owner or submitter. */
  readonly person?: string | null;
  /** This agency or a unit under it, in the role named or in any. */
  readonly agency?: { readonly code: string; readonly role: "receiving" | "helping" | "deciding" | null } | null;
  readonly status?: DossierStatus | null;
  readonly procedureCode?: string | null;
  readonly filedFrom?: Date | null;
  readonly filedBefore?: Date | null;
}

/** One condition of a query. Its operators are marked as ours (`trusted`): what comes from outside is only ever a value. */
export type Condition = Readonly<Record<string, unknown>>;

/** THE place where rights become a query; null when nothing can be seen, and then nothing is asked. */
export function within(scope: Scope, conditions: readonly Condition[]): Condition | null {
  switch (scope.kind) {
    case "everything":
      return conditions.length === 0 ? {} : { $and: [...conditions] };
    case "person":
      return { $and: [{ people: scope.citizen }, ...conditions] };
    case "agency":
      return { $and: [{ agencies: scope.agency }, ...conditions] };
    case "nothing":
      return null;
  }
}

/** A list's filter as conditions. */
export function conditionsOf(filter: ListFilter): readonly Condition[] {
  const { person, agency, status, procedureCode, filedFrom, filedBefore } = filter;
  return [
    ...(person == null ? [] : [{ people: person }]),
    ...(agency == null ? [] : [{ [agency.role === null ? "agencies" : `${agency.role}.path`]: agency.code }]),
    ...(status == null ? [] : [{ status }]),
    ...(procedureCode == null ? [] : [{ procedureCode }]),
    ...(filedFrom == null ? [] : [{ filedAt: trusted({ $gte: filedFrom }) }]),
    ...(filedBefore == null ? [] : [{ filedAt: trusted({ $lt: filedBefore }) }]),
  ];
}

/** The field is one of the values. */
export function anyOf(field: string, values: readonly string[]): Condition {
  return { [field]: trusted({ $in: values }) };
}

/** The rows behind a page, as conditions. */
export function after(keyset: Keyset): readonly Condition[] {
  if (keyset.after === null) return [];
  const { filedAt, id } = keyset.after;
  return [
    { filedAt: trusted({ $lte: filedAt }) },
    { $or: [{ filedAt: trusted({ $lt: filedAt }) }, { _id: trusted({ $lt: id }) }] },
  ];
}
