import type { Caller } from "../../schema/caller";
import { fail } from "../../schema/errors";
import { canonicalAgencyCode, DAY, startOf } from "../kit";
import type { DossierRecord, HistoryEvent } from "./dossier";
import { availableActions } from "./service/deed";
import { STATUSES } from "./status";
import type { ListFilter } from "./store-document";
import type { Dossier } from "./types";
import { DossierAgencyRole } from "./types-enums";
import type { DossierFilterInput } from "./types-filter";
import type { DossierEvent } from "./types-parts";

/** A dossier as the graph shows it to this caller, who may see it. */
export function toDossier(record: DossierRecord, caller: Caller): Dossier {
  const { owner, submitter, receiving, helping, deciding, history, source, reports, outbox, sync, ...same } = record;
  return {
    ...same,
    procedure: { code: record.procedureCode },
    owner: owner.citizen === null ? null : { id: owner.citizen },
    ownerOrganisation: owner.organisation,
    submitter: submitter === null ? null : { id: submitter },
    receivingAgency: { code: receiving.code },
    helpingAgency: helping === null ? null : { code: helping.code },
    decidingAgency: deciding === null ? null : { code: deciding.code },
    statusCode: STATUSES[record.status].code,
    source: source === null ? null : { system: source.system, agency: { code: source.agency } },
    reports: caller.role === "citizen" ? null : reports,
    availableActions: availableActions(record, caller),
    history: history.map((event) => toEvent(event, caller)),
  };
}

function toEvent({ actor, ...event }: HistoryEvent, caller: Caller): DossierEvent {
  const visible = caller.role !== "citizen" || actor.account === caller.subject;
  return {
    ...event,
    actorRole: actor.role,
    actorAccount: visible ? actor.account : null,
    actorAgency: actor.agency === null ? null : { code: actor.agency },
  };
}

/** A filter as the store takes it. @throws BAD_USER_INPUT */
export function listFilterOf(filter: DossierFilterInput): ListFilter {
  const { agency, agencyRole, status, procedureCode, filedFrom, filedTo } = filter;
  const role = agencyRole == null ? null : ROLES[agencyRole];
  return {
    agency: agency == null ? null : { code: agencyCode(agency), role },
    status,
    procedureCode,
    filedFrom: filedFrom == null ? null : startOf(filedFrom),
    filedBefore: filedTo == null ? null : new Date(startOf(filedTo).getTime() + DAY),
  };
}

const ROLES = {
  [DossierAgencyRole.RECEIVING]: "receiving",
  [DossierAgencyRole.HELPING]: "helping",
  [DossierAgencyRole.DECIDING]: "deciding",
} as const;

/** The canonical form of an agency code that was given as an argument. @throws BAD_USER_INPUT */
export function agencyCode(input: string): string {
  const code = canonicalAgencyCode(input);
  if (code === null) throw fail("BAD_USER_INPUT", { field: "agency", rule: "an agency code" });
  return code;
}
