import { expect } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import type { RunningCatalogue } from "./run-catalogue";

export const PROPOSE = `mutation ($input: ProposeOnlineServiceInput!) { proposeOnlineService(input: $input) {
  proposal { id procedure { code } agencyCode agency { name } serviceScope legacyLevel reason state version
    events { state at } proposedAt }
  overlaps { lists { id } proposals { agencyCode agency { name } serviceScope state } moreProposals }
  errors { code field message } } }`;

export const OVERLAPS = `query ($code: ID!) { onlineServiceOverlaps(procedureCode: $code) {
  lists { id decisionNumber } proposals { agencyCode } moreProposals } }`;

/** What {@link PROPOSE} gives. */
export interface Payload {
  readonly proposal: { readonly id: string } | null;
  readonly overlaps: object | null;
  readonly errors: readonly { readonly code: string; readonly field: string | null }[];
}

/** A proposal that is taken from an officer of any agency. */
export const INPUT = {
  procedureCode: "2.000635",
  serviceScope: "FULL",
  legacyLevel: 4,
  reason: "Nhiều hồ sơ mỗi năm",
  idempotencyKey: "key-00000001",
};

/** Proposes with some members of the input replaced; fails when the request itself was refused. */
export async function propose(catalogue: RunningCatalogue, caller: Caller, members: object = {}): Promise<Payload> {
  const input = { ...INPUT, ...members };
  const { data, codes } = await catalogue.ask<{ proposeOnlineService: Payload }>(PROPOSE, { input }, caller);
  expect(codes).toEqual([]);
  return data.proposeOnlineService;
}

/** The refusals of a proposal that must not be taken, as code and field. */
export async function refusalOf(catalogue: RunningCatalogue, caller: Caller, members: object = {}) {
  const { proposal, overlaps, errors } = await propose(catalogue, caller, members);
  expect([proposal, overlaps]).toEqual([null, null]);
  return errors.map(({ code, field }) => [code, field]);
}
