import { createRelay, defineSubgraph, entity, type Job, reference } from "../kit";
import { loadById, loadByNumber } from "./loaders";
import { OUTBOX_SCOPES } from "./messages";
import type { DossierOffice } from "./office";
import {
  openPacketStore,
  PACKET_SETTINGS,
  packetResumeJob,
  packetRoutes,
  requireSafePackets,
  sendersOf,
} from "./packets";
import { CitizenDossierResolver, DossierResolver } from "./resolvers";
import { DossierActionResolver } from "./resolvers-actions";
import { DossierContractResolver } from "./resolvers-contract";
import { RESULT_SETTINGS, resultRoots } from "./result-roots";
import { seedDossiers } from "./seed";
import { openDevelopmentAuthority, verifyResult } from "./signature";
import { AgencyDossierResolver, ProcedureDossierResolver } from "./statistics-resolvers";
import { openDossierStore } from "./store";
import { Agency, Citizen, Dossier, Procedure } from "./types";

export {
  openDevelopmentAuthority,
  RESULT_QUERY,
  readCertificates,
  signCommand,
  verifyCommand,
} from "./signature";

const SETTINGS = { ...RESULT_SETTINGS, ...PACKET_SETTINGS };

/** Dossiers (hồ sơ): filed by citizens, handled by agencies, counted for everybody. */
export const dossiers = defineSubgraph<DossierOffice, typeof SETTINGS>({
  name: "dossiers",
  description: "Dossiers of administrative procedures and their history. Hồ sơ thủ tục hành chính.",
  resolvers: [
    DossierResolver,
    DossierActionResolver,
    DossierContractResolver,
    CitizenDossierResolver,
    ProcedureDossierResolver,
    AgencyDossierResolver,
  ],
  entities: [
    entity(Dossier, { id: loadById, number: loadByNumber }),
    reference(Citizen),
    reference(Procedure),
    reference(Agency),
  ],
  settings: SETTINGS,
  requiredInProduction: ["MONGODB_URI"],
  graphScopes: OUTBOX_SCOPES,
  async open(settings, environment) {
    const roots = await resultRoots(settings.RESULT_TRUST_ROOTS, environment);
    const authority = environment.production ? null : await openDevelopmentAuthority(environment);
    const packetSettings = requireSafePackets(settings, environment);
    const connection = await environment.mongo("dossiers");
    const relays: Job[] = [];
    const wake = () => {
      for (const relay of relays) relay.wake();
    };
    const store = await openDossierStore(connection, wake);
    const { log } = environment;
    const graph = environment.graph("dossiers");
    relays.push(createRelay({ name: "dossiers: relay", outbox: store.outbox, graph, log }));
    const packets = await openPacketStore(connection, packetSettings.key);
    const senders = sendersOf(packetSettings.systems);
    return {
      store: { ...store, authority, verifyResult: (result, facts) => verifyResult(result, { ...facts, roots }) },
      ready: () => store.ping(),
      close: async () => undefined,
      routes: packetRoutes({ store: packets, senders, log }),
      jobs: [...relays, store.figures.job, packetResumeJob({ store: packets, senders })],
    };
  },
  seed: seedDossiers,
});
