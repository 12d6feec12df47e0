import type { SampleAgency, SampleWorld } from "../kit";
import { agencies } from "./data/agencies";
import { procedures } from "./data/procedures";
import { sectors } from "./data/sectors";
import { referenceData } from "./reference-data";
import { realOffers } from "./sample-offerings";
import type { CatalogueStore } from "./store";
import { syntheticAgency, syntheticOffers, syntheticProcedure } from "./synthetic-catalogue";

const BATCH = 500;
/** Changes when the samples do, so that they are completed. */
const EDITION = 1;

/**
 * Puts in who offers what, which no source tells, and as many synthetic procedures and agencies as the world wants. Tells the world
 * what dossiers may be filed under and where, whether or not it was written now.
 */
export async function seedCatalogue(store: CatalogueStore, world: SampleWorld): Promise<string> {
  const { seed } = world.size;
  const mark = [EDITION, seed, world.size.procedures, world.size.agencies].join(":");
  const fresh = (await store.sampleMark()) !== mark;
  const provinces = referenceData().agencies.filter(({ kind, validTo }) => kind === "PROVINCE" && validTo === null);
  const total = world.size.procedures + world.size.agencies;
  let done = 0;
  const advance = (count: number) => {
    done += count;
    if (fresh && total > 0) world.progress(done, total);
  };

  world.procedures = procedures.map(({ code, name }) => ({ code, version: 1, name }));
  const places = {
    sectors: sectors.map(({ key }) => key),
    publishers: agencies.filter(({ kind, validTo }) => kind === "MINISTRY" && validTo === null).map(({ code }) => code),
  };
  for (const numbers of batches(world.size.procedures)) {
    const batch = numbers.map((number) => syntheticProcedure(number, seed, places));
    world.procedures = [
      ...world.procedures,
      ...batch.map(({ procedure: { code, name } }) => ({ code, version: 1, name })),
    ];
    if (fresh) {
      await store.insertProcedures(
        batch.map(({ procedure }) => procedure),
        batch.map(({ version }) => version),
      );
    }
    advance(numbers.length);
  }

  const offers = realOffers(
    provinces.map(({ code }) => code),
    seed,
  );
  const offering: SampleAgency[] = offers.map(({ agency }) => agency);
  if (fresh) await store.insertOfferings(offers.flatMap(({ offerings }) => offerings));
  for (const numbers of batches(world.size.agencies)) {
    const units = numbers.map((number) => syntheticAgency(number, provinces));
    const of = { seed, procedures: world.size.procedures, provinces: provinces.length };
    const batch = units.map((agency, index) => syntheticOffers(agency, numbers[index] ?? 0, of));
    offering.push(...batch.map(({ agency }) => agency));
    if (fresh) {
      await store.insertAgencies(units);
      await store.insertOfferings(batch.flatMap(({ offerings }) => offerings));
    }
    advance(numbers.length);
  }
  world.agencies = offering;
  if (fresh) await store.markSamples(mark);
  const count = offering.reduce((sum, agency) => sum + agency.procedures.length, 0);
  const what = `${count} offerings of ${offering.length} agencies, ${world.size.procedures} synthetic procedures`;
  return fresh ? what : `${what}: there already`;
}

/** The numbers from 1, in pieces. */
function batches(count: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(count / BATCH) }, (_, batch) =>
    Array.from({ length: Math.min(BATCH, count - batch * BATCH) }, (_each, index) => batch * BATCH + index + 1),
  );
}
