import { defineSubgraph, entity, reference } from "../kit";
import { AccountFields, AccountMutations, ConsentFields } from "./account-resolvers";
import { Agency } from "./account-types";
import type { CitizensContext } from "./loaders";
import { CitizenFields, CitizenQueries } from "./resolvers";
import { seedAccounts } from "./seed";
import { isVisible } from "./service";
import { CITIZENS_SETTINGS, requireSafeSettings } from "./settings";
import { populationRegistryStandIn } from "./stand-in";
import { type CitizenStore, openCitizenStore } from "./store";
import { Citizen } from "./types";

export { syntheticCitizenIds } from "./seed";

/**
 * Citizens: the national population database by messages of QCVN 109, and accounts of the portal in MongoDB. People are
 * known to the graph by opaque ids; loading an entity asks nobody, and fields ask once for all citizens of a request.
 */
export const citizens = defineSubgraph({
  name: "citizens",
  description: "Công dân: the national population database and the accounts of the portal.",
  resolvers: [CitizenQueries, CitizenFields, AccountMutations, AccountFields, ConsentFields],
  entities: [
    entity<CitizenStore, Citizen>(Citizen, { id: async (ids, context) => ids.map((id) => stubFor(id, context)) }),
    reference<CitizenStore>(Agency),
  ],
  settings: CITIZENS_SETTINGS,
  requiredInProduction: ["MONGODB_URI", "POPULATION_REGISTRY_URL", "CITIZEN_ID_KEY"],
  standIns: [populationRegistryStandIn],
  async open(settings, environment) {
    const idKey = requireSafeSettings(settings, environment);
    const store = openCitizenStore({
      connection: await environment.mongo("citizens"),
      idKey,
      registryUrl: settings.POPULATION_REGISTRY_URL,
      registryTimeout: settings.POPULATION_REGISTRY_TIMEOUT_MS,
      sexCodes: settings.POPULATION_REGISTRY_SEX_CODES ?? new Map(),
      log: environment.log,
    });
    return { store, ready: () => store.ping(), close: () => store.close() };
  },
  seed: seedAccounts,
});

function stubFor(id: string, context: CitizensContext): Pick<Citizen, "id"> | null {
  return isVisible(context.caller, id) && context.store.ids.numberOf(id) !== null ? { id } : null;
}
