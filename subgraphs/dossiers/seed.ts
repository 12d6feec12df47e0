import { randomOf, type SampleDossier, type SampleWorld } from "../kit";
import { DossierFeeKind, type DossierRecord } from "./dossier";
import { payableLines } from "./fees";
import type { DossierOffice } from "./office";
import { sampleDossiers } from "./sample-dossiers";
import { withResults } from "./sample-results";
import { DossierStatus, REPORTING_GROUPS } from "./status";

/**
 * Puts the sample dossiers in, and completes them when an earlier seed was cut short; a store with other dossiers only is left alone.
 * `world.dossiers` becomes the samples that have an official number and a citizen as owner, whether or not they were written now.
 */
export async function seedDossiers(office: DossierOffice, world: SampleWorld): Promise<string> {
  if (world.citizens.length === 0) return "no dossiers, since there are no citizens";
  const samples = sampleDossiers(world);
  const { authority } = office;
  const made: (SampleDossier | null)[] = [];
  const written = await office.insertSamples({
    count: samples.count,
    serials: samples.serials,
    id: (index) => randomOf(`dossiers:${world.size.seed}:${index}:id`).uuid(),
    dossier: async (index) => {
      const dossier = samples.dossier(index);
      made[index] = shown(dossier);
      return authority === null ? dossier : withResults(dossier, authority);
    },
    progress: (done) => world.progress(done, samples.count),
  });
  for (let index = 0; index < samples.count; index += 1) made[index] ??= shown(samples.dossier(index));
  world.dossiers = made.filter((dossier) => dossier !== null);
  return `${written} new sample dossiers`;
}

/** A sample as the seeds of other subgraphs see it; null for one that no agency has received. */
function shown(dossier: DossierRecord): SampleDossier | null {
  const { id, number, owner, submitter, receiving, procedureCode, status, filedAt, finishedAt } = dossier;
  if (number === null || owner.citizen === null || submitter === null) return null;
  const finished: readonly string[] = REPORTING_GROUPS.finished;
  const fees = payableLines(dossier).map(({ kind, ...line }) => ({
    ...line,
    kind: kind === DossierFeeKind.PHI ? ("PHI" as const) : ("LE_PHI" as const),
  }));
  return {
    id,
    number,
    owner: owner.citizen,
    submitter,
    agency: receiving.code,
    procedure: procedureCode,
    finished: finished.includes(status),
    filedAt,
    finishedAt,
    fees,
    fee: fees.reduce((sum, { amount }) => sum + amount, 0),
    payment: paymentOf(dossier),
  };
}

function paymentOf({ history }: DossierRecord): SampleDossier["payment"] {
  const asked = history.findIndex(({ to }) => to === DossierStatus.PAYMENT_REQUESTED);
  const requestedAt = history[asked]?.at ?? null;
  if (requestedAt === null) return { state: "NONE", requestedAt: null, paidAt: null };
  const paidAt = history[asked + 1]?.at ?? null;
  return { state: paidAt === null ? "REQUESTED" : "PAID", requestedAt, paidAt };
}
