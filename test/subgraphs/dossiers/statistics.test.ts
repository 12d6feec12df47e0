import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ANONYMOUS } from "../../../schema/caller";
import { SAMPLE_AGENCIES, SAMPLE_PROCEDURES } from "../../../subgraphs/dossiers/data/sample-procedures";
import { agencyRole, DossierChannel, type DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { aDossier, type RunningDossiers, runDossiers } from "./run-dossiers";
import { sampleRecords } from "./sample-records";

/** Units under H26, which the samples do not have: one received at the very end of a Vietnamese quarter, one just after. */
const ofUnits = [
  aDossier({
    receiving: agencyRole("H26.7"),
    receivedAt: new Date("2026-06-30T16:59:59.999Z"),
    dueAt: new Date("2026-07-01T10:00:00Z"),
    status: DossierStatus.IN_PROGRESS,
  }),
  aDossier({
    receiving: agencyRole("H26.7.1"),
    receivedAt: new Date("2026-06-30T17:00:00Z"),
    dueAt: new Date("2026-07-02T10:00:00Z"),
    endedAt: new Date("2026-07-02T10:00:00Z"),
    finishedAt: new Date("2026-07-02T10:00:00Z"),
    status: DossierStatus.FINISHED,
    channel: DossierChannel.POST,
  }),
];
const stored = [...sampleRecords(), ...ofUnits];

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
  await run.seed();
  for (const dossier of ofUnits) await run.store.insert(dossier);
});
afterAll(() => run.close());

/** The definition, counted one by one. */
function counted(chosen: readonly DossierRecord[], from: string | null, to: string | null) {
  const begin = from === null ? Number.NEGATIVE_INFINITY : Date.parse(`${from}T00:00:00+07:00`);
  const end = to === null ? Number.POSITIVE_INFINITY : Date.parse(`${to}T24:00:00+07:00`);
  const asOf = Math.min(end, Date.now());
  const received = chosen.filter(
    ({ receivedAt }) => receivedAt && receivedAt.getTime() >= begin && receivedAt.getTime() < end,
  );
  const late = ({ dueAt, endedAt, supplements }: DossierRecord) =>
    dueAt !== null && ((endedAt?.getTime() ?? asOf) > dueAt.getTime() || supplements.length > 1);
  const count = (test: (dossier: DossierRecord) => boolean) => received.filter(test).length;
  return {
    received: received.length,
    inProgress: count(({ status }) => ["ACCEPTED", "IN_PROGRESS"].includes(status)),
    finished: count(({ status }) => ["FINISHED", "RETURNED"].includes(status)),
    onTime: count((dossier) => dossier.dueAt !== null && !late(dossier)),
    overdue: count((dossier) => dossier.dueAt !== null && late(dossier)),
    byChannel: ["IN_PERSON", "ONLINE", "POST"].map((channel) => ({
      channel,
      count: count((one) => one.channel === channel),
    })),
  };
}

const FIGURES = "{ received inProgress finished onTime overdue byChannel { channel count } }";
const entities = (type: string, given: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { dossierStatistics${given} ${FIGURES} } } }`;
const figuresOf = async (type: string, codes: readonly string[], given: string) => {
  const answer = await run.ask(ANONYMOUS, entities(type, given), {
    of: codes.map((code) => ({ __typename: type, code })),
  });
  expect(answer.errors).toBeUndefined();
  const data: { _entities: { dossierStatistics: unknown }[] } = JSON.parse(JSON.stringify(answer.data));
  return data._entities.map(({ dossierStatistics }) => dossierStatistics);
};
const under = (agency: string) => (dossier: DossierRecord) =>
  dossier.receiving.code === agency || dossier.receiving.code.startsWith(`${agency}.`);

const PERIODS: [string | null, string | null][] = [
  [null, null],
  ["2026-04-01", "2026-06-30"],
  ["2026-07-01", "2026-09-30"],
  ["2026-07-01", "2026-07-01"],
  ["2030-01-01", "2030-12-31"],
];

describe("public figures", () => {
  test.each(PERIODS)("of agencies from %s to %s are what a count one by one gives", async (from, to) => {
    const agencies = [...SAMPLE_AGENCIES, "H26.7", "H26.7.1", "G99"];
    const given = from === null ? "" : `(period: { from: "${from}", to: "${to}" })`;
    expect(await figuresOf("Agency", agencies, given)).toEqual(
      agencies.map((agency) => counted(stored.filter(under(agency)), from, to)),
    );
  });

  test.each(PERIODS)("of procedures from %s to %s are what a count one by one gives", async (from, to) => {
    const codes = [...SAMPLE_PROCEDURES.map(({ code }) => code), "9.999999"];
    const period = from === null ? "" : `, period: { from: "${from}", to: "${to}" }`;
    for (const agency of ["H26", "H29"]) {
      expect(await figuresOf("Procedure", codes, `(agency: "${agency}"${period})`)).toEqual(
        codes.map((code) =>
          counted(
            stored.filter((one) => one.procedureCode === code && under(agency)(one)),
            from,
            to,
          ),
        ),
      );
    }
    expect(await figuresOf("Procedure", codes, period === "" ? "" : `(${period.slice(2)})`)).toEqual(
      codes.map((code) =>
        counted(
          stored.filter((one) => one.procedureCode === code),
          from,
          to,
        ),
      ),
    );
  });

  test("hold dossiers that are on time, overdue, ended and open, in the samples", () => {
    const figures = counted(stored, null, null);
    for (const figure of [figures.inProgress, figures.finished, figures.onTime, figures.overdue])
      expect(figure).toBeGreaterThan(5);
  });

  test("put a dossier into the quarter of its Vietnamese day", async () => {
    const [second] = await figuresOf("Agency", ["H26.7"], '(period: { from: "2026-04-01", to: "2026-06-30" })');
    const [third] = await figuresOf("Agency", ["H26.7"], '(period: { from: "2026-07-01", to: "2026-09-30" })');
    expect(second).toMatchObject({ received: 1, inProgress: 1, onTime: 1, overdue: 0 });
    expect(third).toMatchObject({ received: 1, finished: 1, onTime: 1, overdue: 0 });
  });

  test.each([
    '(period: { from: "2026-07-02", to: "2026-07-01" })',
    '(period: { from: "2026-02-30", to: "2026-07-01" })',
  ])("are refused for %s", async (given) => {
    const answer = await run.ask(ANONYMOUS, entities("Agency", given), { of: [{ __typename: "Agency", code: "H26" }] });
    expect(answer.errors).toHaveLength(1);
  });

  test("take no operator in place of a code", async () => {
    const of = [{ __typename: "Agency", code: { $gte: "" } }];
    const answer = await run.ask(ANONYMOUS, entities("Agency", ""), { of });
    expect(answer.data).toEqual({ _entities: [null] });
  });
});
