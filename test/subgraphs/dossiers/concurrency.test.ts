import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { ACTS, act, done, dossierIn, people } from "./acting";
import { callers, type RunningDossiers, runDossiers } from "./run-dossiers";

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
});
afterAll(() => run.close());

async function stored(status: DossierStatus) {
  const dossier = dossierIn(status);
  await run.store.insert(dossier);
  return { dossierId: dossier.id, expectedVersion: dossier.version };
}

const record = async (id: string) => {
  const found = (await run.store.byIds({ kind: "everything" }, [id])).get(id);
  if (found === undefined) throw new Error("no dossier");
  return found;
};

describe("two officers on one version", () => {
  test("one wins, the other learns that there is a newer version", async () => {
    const command = await stored(DossierStatus.IN_PROGRESS);
    const answers = await Promise.all([
      act(run, callers.officer("H38.3"), "stopDossier", { ...command, reason: "Không đủ điều kiện" }),
      act(run, callers.officer("H38"), "finishDossier", { ...command, resultForm: "PAPER" }),
    ]);
    const errors = answers.flatMap((answer) => answer.errors);
    expect(errors).toMatchObject([{ code: "CONFLICT", field: "expectedVersion" }]);
    const dossier = await record(command.dossierId);
    expect([dossier.version, dossier.history.length]).toEqual([
      command.expectedVersion + 1,
      command.expectedVersion + 1,
    ]);
    const won = answers.find((answer) => answer.dossier !== null)?.dossier;
    expect(won?.status).toBe(dossier.status);
  });

  test("100 at once: one wins", async () => {
    const command = await stored(DossierStatus.IN_PROGRESS);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        act(run, people.deciding, "extendDossier", {
          ...command,
          reason: `Lý do ${index}`,
          dueAt: "2099-01-05T10:00:00Z",
        }),
      ),
    );
    expect(answers.filter(({ dossier }) => dossier !== null)).toHaveLength(1);
    expect(answers.flatMap(({ errors }) => errors).map(({ code }) => code)).toEqual(Array(99).fill("CONFLICT"));
  });

  test("a version that was never there is a conflict too", async () => {
    const command = await stored(DossierStatus.IN_PROGRESS);
    for (const expectedVersion of [0, command.expectedVersion - 1, command.expectedVersion + 1]) {
      const { errors } = await act(run, people.deciding, "finishDossier", {
        ...command,
        expectedVersion,
        resultForm: "PAPER",
      });
      expect(errors).toMatchObject([{ code: "CONFLICT", field: "expectedVersion" }]);
    }
  });
});

describe("an idempotency key", () => {
  test("gives 100 simultaneous calls the one acceptance, with one number", async () => {
    const command = { ...(await stored(DossierStatus.FILED)), idempotencyKey: "accept-it-once" };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => act(run, people.receiving, "acceptDossier", command)),
    );
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(new Set(answers.map(({ dossier }) => dossier?.number)).size).toBe(1);
    expect((await record(command.dossierId)).history.map(({ to }) => to)).toEqual(["FILED", "ACCEPTED"]);
  });

  test("gives the dossier as it is now, whatever version the repetition expects", async () => {
    const command = { ...(await stored(DossierStatus.ACCEPTED)), idempotencyKey: "start-it-once" };
    const first = await done(run, people.deciding, "startProcessing", command);
    await done(run, people.deciding, "finishDossier", {
      dossierId: first.id,
      expectedVersion: first.version,
      resultForm: "PAPER",
    });
    for (const expectedVersion of [command.expectedVersion, first.version + 1]) {
      const again = await done(run, people.deciding, "startProcessing", { ...command, expectedVersion });
      expect(again).toMatchObject({ status: "FINISHED", version: first.version + 1 });
    }
  });

  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    ["other content", "stopDossier", { reason: "Khác" }],
    ["another mutation", "extendDossier", { reason: "Lý do", dueAt: "2099-01-05T10:00:00Z" }],
  ])("is refused with %s on the same dossier", async (_, mutation, changes) => {
    const command = { ...(await stored(DossierStatus.IN_PROGRESS)), idempotencyKey: `same-key-${mutation}` };
    await done(run, people.deciding, "stopDossier", { ...command, reason: "Lý do" });
    const { dossier, errors } = await act(run, people.deciding, mutation, { ...command, ...changes });
    expect([dossier, errors]).toMatchObject([null, [{ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" }]]);
  });

  test("is refused on another dossier, which stays as it was", async () => {
    const key = { idempotencyKey: "one-key-two-dossiers", reason: "Lý do" };
    await done(run, people.deciding, "stopDossier", { ...(await stored(DossierStatus.IN_PROGRESS)), ...key });
    const other = await stored(DossierStatus.IN_PROGRESS);
    const { errors } = await act(run, people.deciding, "stopDossier", { ...other, ...key });
    expect(errors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    expect((await record(other.dossierId)).status).toBe("IN_PROGRESS");
  });

  test("belongs to its caller", async () => {
    const key = { idempotencyKey: "two-callers-one-key", reason: "Lý do" };
    await done(run, callers.officer("H38.3"), "stopDossier", { ...(await stored(DossierStatus.IN_PROGRESS)), ...key });
    await done(run, callers.officer("H38"), "stopDossier", { ...(await stored(DossierStatus.IN_PROGRESS)), ...key });
  });

  test("is free again after a refusal", async () => {
    const command = { ...(await stored(DossierStatus.IN_PROGRESS)), idempotencyKey: "refused-then-good" };
    await act(run, people.deciding, "stopDossier", { ...command, reason: "" });
    expect(await done(run, people.deciding, "stopDossier", { ...command, reason: "Lý do" })).toMatchObject({
      status: "STOPPED",
    });
  });
});

describe("a mutation", () => {
  const status: Readonly<Record<string, DossierStatus>> = {
    acceptDossier: DossierStatus.FILED,
    refuseDossier: DossierStatus.FILED,
    supplyDossier: DossierStatus.SUPPLEMENT_REQUESTED,
    returnResult: DossierStatus.FINISHED,
  };
  test.each(Object.keys(ACTS).map((name) => [name]))(
    "%s writes the dossier once, with its outbox, so that a killed process leaves all of it or nothing",
    async (mutation) => {
      const command = await stored(status[mutation] ?? DossierStatus.ACCEPTED);
      const { by, input } = ACTS[mutation] ?? { by: callers.everything, input: {} };
      run.places.length = 0;
      await done(run, by, mutation, { ...command, ...input });
      const writes = run.places.filter((place) => !place.startsWith("find "));
      expect(writes.filter((place) => place !== "findAndModify serials")).toEqual(["findAndModify dossiers"]);
      expect(writes.includes("findAndModify serials")).toBe(mutation === "acceptDossier");
    },
  );

  test("submitDossier writes the dossier once, and a repetition does not write", async () => {
    const input = {
      procedureCode: "1.001193",
      receivingAgency: "H26",
      summary: "Hồ sơ thử",
      idempotencyKey: "file-it-once",
    };
    const writes = async () => {
      run.places.length = 0;
      await done(run, people.citizen, "submitDossier", input);
      return run.places.filter((place) => !place.startsWith("find "));
    };
    expect(await writes()).toEqual(["insert dossiers"]);
    const { length } = await run.store.list(
      { kind: "everything" },
      { person: "citizen-a" },
      { after: null, limit: 200 },
    );
    await writes();
    const after = await run.store.list({ kind: "everything" }, { person: "citizen-a" }, { after: null, limit: 200 });
    expect(after).toHaveLength(length);
  });
});
