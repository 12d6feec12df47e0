import { defineSubgraph, entity } from "../kit";
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
} from "./resolvers/lists";
import {
  OnlineServiceFields,
  OnlineServiceQueries,
  OverlappingProposalFields,
  ProposalFields,
} from "./resolvers/online-services";
import {
  FeeLineFields,
  LinkedPartFields,
  LocalFeeRuleFields,
  ProcedureFields,
  ProcedureQueries,
  TimeLimitFields,
} from "./resolvers/procedures";
import { type CatalogueStore, openCatalogueStore } from "./store";
import { Agency } from "./types/agency";
import { OnlineService } from "./types/online-service";
import { Procedure } from "./types/procedure";
import { Sector } from "./types/sector";
import { ServiceList } from "./types/service-list";

/**
 * The catalogue (danh mục): agencies, sectors, administrative procedures, the Prime Minister's lists of online services, what
 * was reported about them, and what agencies propose. Everybody may read it; only agencies propose. Its reference data is
 * real and is written when it opens, so that there are no samples to seed.
 */
export const catalogue = defineSubgraph<CatalogueStore, Record<string, never>>({
  name: "catalogue",
  description: "Agencies, procedures, lists of online services and reported figures, each fact with its source",
  resolvers: [
    AgencyQueries,
    AgencyFields,
    ProcedureQueries,
    ProcedureFields,
    LinkedPartFields,
    TimeLimitFields,
    FeeLineFields,
    LocalFeeRuleFields,
    ListQueries,
    ListCountFields,
    ListedProcedureFields,
    NamedBodyFields,
    ReportedFigureFields,
    OnlineServiceQueries,
    OnlineServiceFields,
    ProposalFields,
    OverlappingProposalFields,
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
  async open(_settings, environment) {
    const store = openCatalogueStore(await environment.mongo("catalogue"));
    await store.createIndexes();
    const written = await ensureReferenceData(store);
    if (written !== null) environment.log.info({ written }, "reference data written");
    return { store, ready: () => store.ping(), close: async () => undefined };
  },
});

type Load<Found> = (key: string, context: CatalogueContext) => Promise<Found | null>;

/** An entity whose references share the cache of the request with the fields that lead to it. */
function byCode(type: new () => { code: string }, load: Load<{ readonly code: string }>) {
  return entity<CatalogueStore, { code: string }>(type, { code: allOf(load) });
}

function allOf<Found>(load: Load<Found>) {
  return (keys: readonly string[], context: CatalogueContext) => Promise.all(keys.map((key) => load(key, context)));
}
