import type { SampleDossier, SampleWorld } from "../kit";
import { sampleDossiers } from "./sample-dossiers";
import { REPORTING_GROUPS } from "./status";
import type { DossierStore } from "./store";

/**
 * Puts the sample dossiers in, and completes them when an earlier seed was cut short; a store with other dossiers only is left alone.
 * `world.dossiers` becomes the samples that have an official number and a citizen as owner, whether or not they were written now.
 */
export async function seedDossiers(store: DossierStore, world: SampleWorld): Promise<string> {
  if (world.citizens.length === 0) return "no dossiers, since there are no citizens";
  const { dossiers, serials } = sampleDossiers(world.now, world.citizens);
  const finished: readonly string[] = REPORTING_GROUPS.finished;
  world.dossiers = dossiers.flatMap((dossier): SampleDossier[] => {
    const { id, number, owner, receiving, procedureCode, status, feeLines } = dossier;
    if (number === null || owner.citizen === null) return [];
    const fee = feeLines.reduce((sum, line) => sum + (line.amount ?? 0), 0);
    const base = { id, number, owner: owner.citizen, agency: receiving.code, procedure: procedureCode };
    return [{ ...base, finished: finished.includes(status), fee }];
  });
  const written = await store.insertSamples(dossiers, serials);
  return `${written} new sample dossiers`;
}
