import { expect } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import type { RunningCatalogue } from "./run-catalogue";

const VERSION = `number state effectiveFrom effectiveTo name levels executor requirements feeCollection afterCutoff applicants
  decision { number issuedOn } publishedBy { code } publishingAgency { code } sector { code } results { code name }
  legalBases { number issuedOn }
  cases { name channels { channel timeLimits { amount unit jurisdiction { code }
    fees { kind code state amount unit description jurisdiction { code } applyFrom applyTo } } }
    papers { code name originals copies form replacingResult replacedByResultOf { code name } } }`;

export const PUBLISH = `mutation ($input: PublishProcedureVersionInput!) { publishProcedureVersion(input: $input) {
  procedure { code name version latestVersion state } version { ${VERSION} } errors { code field } } }`;

export const REPEAL = `mutation ($input: RepealProcedureInput!) { repealProcedure(input: $input) {
  procedure { code state version replacedBy { code } } version { number state replacedBy { code } } errors { code field } } }`;

export const VERSIONS = `query ($code: ID!, $first: Int = 20, $after: String) { procedure(code: $code) {
  code name version latestVersion state
  versions(first: $first, after: $after) { edges { node { ${VERSION} } } pageInfo { hasNextPage endCursor } } } }`;

/** What {@link PUBLISH} gives. */
export interface Published {
  readonly procedure: { readonly code: string; readonly version: number; readonly latestVersion: number } | null;
  readonly version: { readonly number: number } | null;
  readonly errors: readonly { readonly code: string; readonly field: string | null }[];
}

/** Of the procedures of the Ministry of Public Security, which publishes them. */
export const VERSION_INPUT = {
  procedureCode: "1.004222",
  expectedVersion: 1,
  decision: { number: "QĐ 10/QĐ-BCA", issuedOn: "2026-11-01" },
  effectiveFrom: "2026-11-10",
  name: "Đăng ký thường trú",
  sector: "cu-tru",
  levels: ["COMMUNE"],
  executor: "Công an cấp xã",
  applicants: ["CITIZEN", "CIVIL_SERVANT"],
  cases: [
    {
      channels: [
        {
          channel: "ONLINE",
          timeLimits: [
            {
              amount: 5,
              unit: "WORKING_DAY",
              fees: [
                { kind: "LE_PHI", code: "LP01", state: "FIXED", amount: 10_000, unit: "đồng/lần" },
                { kind: "LE_PHI", state: "FREE", jurisdiction: "H24", applyFrom: "2026-11-10", applyTo: "2026-12-31" },
              ],
            },
          ],
        },
        { channel: "IN_PERSON", timeLimits: [{ amount: 7, unit: "WORKING_DAY", fees: [] }] },
      ],
      papers: [
        { name: "Tờ khai CT01", originals: 1, copies: 0, form: "CT01" },
        { name: "Giấy khai sinh", originals: 0, copies: 1, replacedByResultOf: "1.001193", replacingResult: "KQ1" },
      ],
    },
  ],
  results: [{ code: "KQ.G01.000001", name: "Thông báo kết quả" }],
  legalBases: [{ number: "68/2020/QH14", issuedOn: "2020-11-13" }],
  requirements: null,
  feeCollection: "AFTER",
  afterFifteen: true,
  idempotencyKey: "publish-0001",
};

/** Publishes with some members of the input replaced; fails when the request itself was refused. */
export async function publish(catalogue: RunningCatalogue, caller: Caller, members: object = {}): Promise<Published> {
  const input = { ...VERSION_INPUT, ...members };
  const { data, codes } = await catalogue.ask<{ publishProcedureVersion: Published }>(PUBLISH, { input }, caller);
  expect(codes).toEqual([]);
  return data.publishProcedureVersion;
}

/** The refusals of a version that must not be published, as code and field. */
export async function publishRefusals(catalogue: RunningCatalogue, caller: Caller, members: object = {}) {
  const { procedure, version, errors } = await publish(catalogue, caller, members);
  expect([procedure, version]).toEqual([null, null]);
  return errors.map(({ code, field }) => [code, field]);
}
