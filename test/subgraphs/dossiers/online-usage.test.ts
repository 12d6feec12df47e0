import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ANONYMOUS } from "../../../schema/caller";
import { dossiers } from "../../../subgraphs/dossiers";
import { agencyRole, DossierChannel, type DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { aDossier, type RunningDossiers, runDossiers } from "./run-dossiers";

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
  const received = (agency: string, procedureCode: string, changes: Partial<DossierRecord> = {}) =>
    aDossier({
      receiving: agencyRole(agency),
      procedureCode,
      receivedAt: new Date("2026-09-30T16:59:59.999Z"),
      status: DossierStatus.ACCEPTED,
      channel: DossierChannel.ONLINE,
      ...changes,
    });
  for (const dossier of [
    received("H26", "1.000001"),
    received("H26.7", "1.000002"),
    received("H26", "1.000003", { channel: DossierChannel.POST }),
    received("H26", "1.000004", { receivedAt: new Date("2026-09-30T17:00:00Z") }),
    received("H261", "1.000005"),
  ])
    await run.store.insert(dossier);
});
afterAll(() => run.close());

const offered = (...codes: string[]) => codes.map((procedure) => ({ procedure, since: null, until: null }));
const usageOf = async (code: string, onlineOfferings: unknown, quarter = "{ year: 2026, quarter: 3 }") => {
  const source = `query ($of: [_Any!]!) {
    _entities(representations: $of) { ... on Agency { onlineUsage(quarter: ${quarter}) { year quarter offered used share } } }
  }`;
  const answer = await run.ask(ANONYMOUS, source, { of: [{ __typename: "Agency", code, onlineOfferings }] });
  return { usage: JSON.parse(JSON.stringify(answer.data))?._entities[0]?.onlineUsage, errors: answer.errors ?? [] };
};
const all = offered("1.000001", "1.000002", "1.000003", "1.000004", "1.000005");

describe("Agency.onlineUsage", () => {
  test("counts what the agency and its units received online in the quarter, of what the agency offers", async () => {
    expect((await usageOf("H26", all)).usage).toEqual({ year: 2026, quarter: 3, offered: 5, used: 2, share: 0.4 });
    expect((await usageOf("H26.7", all)).usage).toMatchObject({ used: 1 });
    expect((await usageOf("H26", all, "{ year: 2026, quarter: 4 }")).usage).toMatchObject({ used: 1 });
  });

  test("trap 13: is without share, not zero, for an agency that offers nothing", async () => {
    expect((await usageOf("H26", [])).usage).toMatchObject({ offered: 0, used: 0, share: null });
  });

  test("is null, not zero, when the catalogue does not say what is offered", async () => {
    expect(await usageOf("H26", null)).toEqual({ usage: null, errors: [] });
  });

  test.each(["{ year: 2026, quarter: 5 }", "{ year: 1999, quarter: 1 }"])("is refused for %s", async (quarter) => {
    const { usage, errors } = await usageOf("H26", all, quarter);
    expect(usage).toBeNull();
    expect(errors).toHaveLength(1);
  });

  test("asks the catalogue for the offerings, and shares their type", () => {
    const sdl = dossiers.sdl();
    expect(sdl).toMatch(
      /onlineUsage\([^)]*\): OnlineUsage @requires\(fields: "onlineOfferings \{ procedure since until \}"\)/,
    );
    expect(sdl).toMatch(/onlineOfferings: \[OnlineOffering!\] @external/);
    expect(sdl).toMatch(/type OnlineOffering[^{]*@shareable/);
  });
});
