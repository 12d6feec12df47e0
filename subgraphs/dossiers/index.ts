import { defineSubgraph, entity, reference } from "../kit";
import { loadById, loadByNumber } from "./loaders";
import { AgencyDossierResolver, CitizenDossierResolver, DossierResolver, ProcedureDossierResolver } from "./resolvers";
import { seedDossiers } from "./seed";
import { type DossierStore, openDossierStore } from "./store";
import { Agency, Citizen, Dossier, Procedure } from "./types";

/** Dossiers (hồ sơ): filed by citizens, handled by agencies, counted for everybody. */
export const dossiers = defineSubgraph<DossierStore, Record<string, never>>({
  name: "dossiers",
  description: "Dossiers of administrative procedures and their history. Hồ sơ thủ tục hành chính.",
  resolvers: [DossierResolver, CitizenDossierResolver, ProcedureDossierResolver, AgencyDossierResolver],
  entities: [
    entity(Dossier, { id: loadById, number: loadByNumber }),
    reference(Citizen),
    reference(Procedure),
    reference(Agency),
  ],
  settings: {},
  requiredInProduction: ["MONGODB_URI"],
  async open(_settings, environment) {
    const store = await openDossierStore(await environment.mongo("dossiers"));
    return { store, ready: () => store.ping(), close: async () => undefined };
  },
  seed: seedDossiers,
});
