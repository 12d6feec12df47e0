import { trusted } from "mongoose";
import { byId, type OfferingDocument, withId } from "./documents";
import { type Offering, type OnlineServiceRecord, type OnlineSpan, onlineSpanOf, servicesOf } from "./offering";
import type { OfferingStore } from "./online-service";
import { ALL, type Conditions, DEADLINE, find, groupedBy, insertNew, isDuplicateKey, saveNext } from "./store-query";
import type { Models } from "./store-schema";

/** A page of codes that come after a code; `openOn` narrows to what is offered online on a day. */
export interface CodePage {
  readonly after: string | null;
  readonly limit: number;
  readonly openOn: string | null;
}

/** Pages of codes, by the code that they were asked for. */
export type CodePages = Promise<ReadonlyMap<string, readonly string[]>>;

/** Who offers what. */
export interface OfferingsStore extends Omit<OfferingStore, "procedures"> {
  /** The agencies that offer procedures: one command for all, which looks at no more than a page when one is asked. */
  agenciesOffering(procedureCodes: readonly string[], page: CodePage): CodePages;
  /** The procedures that agencies offer: the same the other way round. */
  proceduresOfferedBy(agencyCodes: readonly string[], page: CodePage): CodePages;
  /** Everything that agencies offer online, or did; one command for all. */
  onlineSpans(agencyCodes: readonly string[]): Promise<ReadonlyMap<string, readonly OnlineSpan[]>>;
  /** Services of an agency in the order of procedures and codes. */
  servicesOfAgencies(
    agencyCodes: readonly string[],
    page: { readonly after: { readonly procedureCode: string; readonly code: string } | null; readonly limit: number },
  ): Promise<ReadonlyMap<string, readonly OnlineServiceRecord[]>>;
  /** By their codes, in the order asked. */
  onlineServices(codes: readonly string[]): Promise<readonly (OnlineServiceRecord | null)[]>;
  /** Which of these pairs of procedure and agency are offered online on a day. */
  openOfferings(ids: readonly string[], day: string): Promise<ReadonlySet<string>>;
  insertOfferings(offerings: readonly Offering[]): Promise<void>;
}

/** Online offerings that are read at once; more than 100 agencies have. */
const MOST_OFFERINGS = 200_000;
const LONG = 10_000;
/** Milliseconds for a page of each of many: one of them may have thousands. */
const LONGER = 4_000;

export function openOfferingsStore({ offerings }: Models): OfferingsStore {
  const one = async (filter: Conditions) => {
    const [found] = await find(offerings, filter, 1);
    return found === undefined ? null : toOffering(found);
  };
  const pages = async (by: Sides, keys: readonly string[], { after, limit, openOn }: CodePage) => {
    const rest: Conditions = {
      ...(after === null ? {} : { [by.other]: trusted({ $gt: after }) }),
      ...(openOn === null ? {} : openOnDay(openOn)),
    };
    const [key] = keys;
    if (key === undefined) return new Map();
    if (keys.length === 1) {
      const rows = await find(offerings, { [by.key]: key, ...rest }, limit, { [by.key]: 1, [by.other]: 1 });
      return new Map([[key, rows.map((row) => row[by.other])]]);
    }
    const groups = await offerings
      .aggregate<{ _id: string; codes: string[] }>([
        { $match: { [by.key]: { $in: [...keys] }, ...plain(rest) } },
        { $sort: { [by.key]: 1, [by.other]: 1 } },
        { $group: { _id: `$${by.key}`, all: { $push: `$${by.other}` } } },
        { $project: { codes: { $slice: ["$all", limit] } } },
      ])
      .option({ batchSize: ALL, maxTimeMS: LONGER });
    return new Map(groups.map((group) => [group._id, group.codes]));
  };

  return {
    offering: (id) => one({ _id: id }),
    offeringOfService: (code) => one({ "services.code": code }),
    offeringByKey: (account, key) => one({ commandIds: commandId({ account, key }) }),
    async writeOffering(offering, expectedVersion) {
      const document = toOfferingDocument(offering);
      try {
        if (expectedVersion > 0) return await saveNext(offerings, document, expectedVersion);
        await offerings.insertMany([document]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    agenciesOffering: (codes, page) => pages({ key: "procedureCode", other: "agencyCode" }, codes, page),
    proceduresOfferedBy: (codes, page) => pages({ key: "agencyCode", other: "procedureCode" }, codes, page),
    async onlineSpans(agencyCodes) {
      const filter = { agencyCode: trusted({ $in: [...agencyCodes] }), online: true };
      const rows = await offerings
        .find(filter)
        .select({ agencyCode: 1, procedureCode: 1, services: 1 })
        .sort({ agencyCode: 1, procedureCode: 1 })
        .limit(MOST_OFFERINGS)
        .maxTimeMS(DEADLINE)
        .batchSize(MOST_OFFERINGS)
        .lean<OfferingDocument[]>();
      const spans = rows.map((row) => ({ agencyCode: row.agencyCode, span: onlineSpanOf(row) }));
      const byAgency = groupedBy(spans, ({ agencyCode }) => agencyCode);
      return new Map(
        [...byAgency].map(([code, all]) => [code, all.flatMap(({ span }) => (span === null ? [] : [span]))]),
      );
    },
    async servicesOfAgencies(agencyCodes, { after, limit }) {
      const [key] = agencyCodes;
      const filter = {
        agencyCode: agencyCodes.length === 1 ? key : trusted({ $in: [...agencyCodes] }),
        online: true,
        ...(after === null ? {} : { procedureCode: trusted({ $gte: after.procedureCode }) }),
      };
      const most = agencyCodes.length === 1 ? limit + 1 : LONG * agencyCodes.length;
      const rows = await find(offerings, filter, most, { agencyCode: 1, procedureCode: 1 });
      const services = rows.map(toOffering).flatMap(servicesOf);
      const unread = services.filter(
        ({ procedureCode, code }) => after === null || procedureCode > after.procedureCode || code > after.code,
      );
      const byAgency = groupedBy(unread, ({ agencyCode }) => agencyCode);
      return new Map([...byAgency].map(([code, all]) => [code, all.slice(0, limit)]));
    },
    async onlineServices(codes) {
      const rows = await find(offerings, { "services.code": trusted({ $in: [...codes] }) }, codes.length);
      const byCode = new Map(
        rows
          .map(toOffering)
          .flatMap(servicesOf)
          .map((service) => [service.code, service]),
      );
      return codes.map((code) => byCode.get(code) ?? null);
    },
    async openOfferings(ids, day) {
      const rows = await find(offerings, { _id: trusted({ $in: [...ids] }), ...openOnDay(day) }, ids.length);
      return new Set(rows.map(({ _id }) => _id));
    },
    async insertOfferings(rows) {
      await insertNew(offerings, rows.map(toOfferingDocument));
    },
  };
}

interface Sides {
  readonly key: "procedureCode" | "agencyCode";
  readonly other: "procedureCode" | "agencyCode";
}

/** The text of a caller's key in a unique index. */
export function commandId({ account, key }: { readonly account: string; readonly key: string }): string {
  return JSON.stringify([account, key]);
}

/** What is open on a day: begun, not ended, and not only tried out. */
function openOnDay(day: string): Conditions {
  const open = {
    testing: false,
    $and: [{ $or: [{ since: null }, { since: { $lte: day } }] }, { $or: [{ until: null }, { until: { $gte: day } }] }],
  };
  return { online: true, services: trusted({ $elemMatch: open }) };
}

/** A filter for an aggregation, which mongoose does not look through: the marks of trust taken off. */
function plain(filter: Conditions): Conditions {
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : value,
    ]),
  );
}

function toOfferingDocument(offering: Offering): OfferingDocument {
  const commandIds = offering.commands.map(commandId);
  return { ...byId(offering), ...(commandIds.length === 0 ? {} : { commandIds }) };
}

function toOffering({ commandIds: _, ...document }: OfferingDocument): Offering {
  return withId(document);
}
