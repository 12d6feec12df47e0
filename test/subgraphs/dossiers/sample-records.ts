import type { DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { type SampleSource, sampleDossiers } from "../../../subgraphs/dossiers/sample-dossiers";
import { DEFAULT_SAMPLES, emptyWorld } from "../../../subgraphs/kit";
import { CITIZENS, NOW } from "./run-dossiers";

/** How many samples tests work with. */
export const SAMPLES = 400;

/** The world that `seed` of these tests is given, changed as told. */
export function sampleWorld(changes: Partial<SampleSource> = {}) {
  return emptyWorld({
    now: NOW,
    citizens: CITIZENS,
    size: { ...DEFAULT_SAMPLES, dossiers: SAMPLES },
    ...changes,
  });
}

/** All samples of a world, without the signatures of their results. */
export function sampleRecords(changes: Partial<SampleSource> = {}): readonly DossierRecord[] {
  const samples = sampleDossiers(sampleWorld(changes));
  return Array.from({ length: samples.count }, (_, index) => samples.dossier(index));
}
