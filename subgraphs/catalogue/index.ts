import { createJob, createRelay, defineSubgraph, entity } from "../kit";
import { today } from "./command";
import {
  agencyByCode,
  type CatalogueContext,
  onlineServiceByCode,
  procedureByCode,
  sectorByCode,
  serviceListById,
} from "./loaders";
import { ensureReferenceData } from "./reference-data";
import { AgencyFields, AgencyQueries } from "./resolvers/agencies";
import {
  ListCountFields,
  ListedProcedureFields,
  ListQueries,
  NamedBodyFields,
  ReportedFigureFields,
  ServiceListFields,
} from "./resolvers/lists";
import { OnlineServiceFields, OnlineServiceQueries } from "./resolvers/online-services";
import {
  FeeLineFields,
  LinkedPartFields,
  LocalFeeRuleFields,
  ProcedureFields,
  ProcedureQueries,
  RequiredPaperFields,
  TimeLimitFields,
} from "./resolvers/procedures";
import { OverlappingProposalFields, ProposalFields, ProposalMutations, ProposalQueries } from "./resolvers/proposals";
import { ProcedureVersionFields, VersionMutations, VersionsOfProcedure } from "./resolvers/versions";
import { YearListBodyFields, YearListEntryFields, YearListFields, YearListQueries } from "./resolvers/year-lists";
import { seedCatalogue } from "./seed";
import { type CatalogueStore, openCatalogueStore } from "./store";
import { Agency } from "./types/agency";
import { OnlineService } from "./types/online-service";
import { Procedure } from "./types/procedure";
import { Sector } from "./types/sector";
import { ServiceList } from "./types/service-list";

/** Milliseconds between looks for versions whose day has come. */
const SETTLE_EVERY = 60_000;

/**
 * The catalogue (danh mục): agencies, sectors, administrative procedures with their versions, who offers them online, the Prime
 * Minister's lists, what was reported about them, and what agencies propose for the list of a year. Everybody may read it; agencies
 * publish, offer and propose, and the Government Office reviews. Its reference data is real and is written when it opens; who
 * offers what is in no source, so that these are samples.
 */
export const catalogue = defineSubgraph<CatalogueStore, Record<string, never>>({
  name: "catalogue",
  description: "Agencies, procedures, lists of online services and reported figures, each fact with its source",
  resolvers: [
    AgencyQueries,
    AgencyFields,
    ProcedureQueries,
    ProcedureFields,
    VersionsOfProcedure,
    VersionMutations,
    ProcedureVersionFields,
    RequiredPaperFields,
    LinkedPartFields,
    TimeLimitFields,
    FeeLineFields,
    LocalFeeRuleFields,
    ListQueries,
    ServiceListFields,
    ListCountFields,
    ListedProcedureFields,
    NamedBodyFields,
    ReportedFigureFields,
    OnlineServiceQueries,
    OnlineServiceFields,
    ProposalQueries,
    ProposalMutations,
    ProposalFields,
    OverlappingProposalFields,
    YearListQueries,
    YearListFields,
    YearListEntryFields,
    YearListBodyFields,
  ],
  entities: [
    byCode(Agency, agencyByCode),
    byCode(Sector, sectorByCode),
    byCode(Procedure, procedureByCode),
    byCode(OnlineService, onlineServiceByCode),
    entity<CatalogueStore, { id: string }>(ServiceList, { id: allOf(serviceListById) }),
  ],
  settings: {},
  requiredInProduction: ["MONGODB_URI"],
  graphScopes: ["dossier:procedures"],
  async open(_settings, environment) {
    const { log } = environment;
    let wake: () => void = () => undefined;
    const store = openCatalogueStore(await environment.mongo("catalogue"), () => wake());
    await store.createIndexes();
    const written = await ensureReferenceData(store);
    if (written !== null) log.info({ written }, "reference data written");
    await store.settleVersions(today());
    await store.learnWords();
    const relay = createRelay({
      name: "catalogue: relay",
      outbox: store.outbox,
      graph: environment.graph("catalogue"),
      log,
    });
    wake = () => relay.wake();
    const settle = createJob({
      name: "catalogue: versions",
      every: SETTLE_EVERY,
      run: () => store.settleVersions(today()),
    });
    return { store, ready: () => store.ping(), close: async () => undefined, jobs: [relay, settle] };
  },
  seed: seedCatalogue,
});

type Load<Found> = (key: string, context: CatalogueContext) => Promise<Found | null>;

/** An entity whose references share the cache of the request with the fields that lead to it. */
function byCode(type: new () => { code: string }, load: Load<{ readonly code: string }>) {
  return entity<CatalogueStore, { code: string }>(type, { code: allOf(load) });
}

function allOf<Found>(load: Load<Found>) {
  return (keys: readonly string[], context: CatalogueContext) => Promise.all(keys.map((key) => load(key, context)));
}
