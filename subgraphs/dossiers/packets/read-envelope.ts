import { canonicalAgencyCode } from "../../kit";
import type { PacketService, Reading } from "./packet";
import { readDossierEntry } from "./read-dossier";
import { readProgressEntry } from "./read-progress";
import type { Sender } from "./senders";
import { type Fault, type Fields, fieldsOf, isObject } from "./wire-values";

/** A message that was read: its entries, each on its own. */
export interface ReadMessage {
  /** "False": the sender takes its dossiers for new ones. Null when it does not say. */
  readonly isUpdating: boolean | null;
  readonly entries: readonly Reading[];
}

/** What stands around the entries. */
export interface Envelope {
  readonly service: PacketService;
  readonly sender: Sender;
  readonly agency: string;
  readonly now: Date;
}

/** The most entries of one message. */
export const MOST_ENTRIES = 1_000;

/**
 * Reads a message of JSON: `{session, madonvi, service, isUpdating, data[]}`. A fault of the envelope spoils the message, one of an
 * entry that entry alone. Null when it is no JSON object.
 * @param now when it was received: what it states of later days is a fault, since it would stand above everything to come
 */
export function readMessage(
  body: string,
  { service, sender, now }: { service: PacketService; sender: Sender; now: Date },
): ReadMessage | { readonly faults: readonly Fault[] } | null {
  const message = parse(body);
  if (!isObject(message)) return null;
  const faults: Fault[] = [];
  const fields = fieldsOf(message, "", faults);
  const stated = fields.text("service", 100);
  if (stated !== null && stated.toLowerCase() !== service.toLowerCase()) fields.fault("service", `is not ${service}`);
  fields.text("session", 500);
  const isUpdating = fields.flag("isUpdating");
  const agency = agencyOf(fields, sender);
  const data = dataOf(fields);
  if (agency === null || data === null || faults.length > 0) return { faults };
  const envelope: Envelope = { service, sender, agency, now };
  const read = service === "DongBoHoSoMC" ? readDossierEntry : readProgressEntry;
  return { isUpdating, entries: data.map((entry, index) => readEntry(entry, index, { envelope, read })) };
}

function parse(body: string): unknown {
  try {
    // A mark of the byte order is no JSON, but some systems send one.
    return JSON.parse(body.replace(/^\uFEFF/, ""));
  } catch {
    // Not JSON: the sender is told so.
    return null;
  }
}

function agencyOf(fields: Fields, sender: Sender): string | null {
  const stated = fields.text("madonvi", 100);
  if (stated === null) {
    fields.require("madonvi");
    return null;
  }
  const agency = canonicalAgencyCode(stated);
  if (agency === null) fields.fault("madonvi", "is no agency code, neither H38.10 nor 000.00.10.H38");
  else if (!sender.covers(agency)) fields.fault("madonvi", "is no agency that this system writes for");
  else return agency;
  return null;
}

function dataOf(fields: Fields): readonly unknown[] | null {
  const data = fields.raw("data");
  const entries: readonly unknown[] | null = Array.isArray(data) ? data : isObject(data) ? [data] : null;
  if (entries === null) fields.fault("data", "is not a list");
  else if (entries.length === 0) fields.fault("data", "is empty");
  else if (entries.length > MOST_ENTRIES) fields.fault("data", `has more than ${MOST_ENTRIES} entries`);
  else return entries;
  return null;
}

function readEntry(
  entry: unknown,
  index: number,
  { envelope, read }: { envelope: Envelope; read: typeof readDossierEntry },
): Reading {
  const faults: Fault[] = [];
  if (!isObject(entry)) return { index, number: null, faults: [{ field: `data[${index}]`, rule: "is not an object" }] };
  const fields = fieldsOf(entry, `data[${index}].`, faults);
  const number = readNumber(fields);
  const packet = read(fields, number ?? "", envelope);
  return packet === null || number === null || faults.length > 0 ? { index, number, faults } : { index, packet };
}

/**
 * MaHoSo: five shapes of it are live, so it is opaque text here. A bare personal number is refused, since dossier numbers are kept and
 * shown in clear.
 */
function readNumber(fields: Fields): string | null {
  const number = fields.text("MaHoSo", 60);
  if (number === null) {
    fields.require("MaHoSo");
    return null;
  }
  if (NUMBER.test(number) && !PERSONAL_NUMBER.test(number)) return number;
  fields.fault("MaHoSo", "is no dossier number");
  return null;
}

const NUMBER = /^[\p{L}\p{Nd}][\p{L}\p{Nd}./_-]{2,58}[\p{L}\p{Nd}]$/u;
const PERSONAL_NUMBER = /^(\d{9}|\d{12})$/;
