import { createJob, createRelay, defineSubgraph, entity, reference } from "../kit";
import { createHousekeeping } from "./housekeeping";
import { ipnRoute } from "./ipn";
import { readRequests } from "./loaders";
import { createPayments, type Payments } from "./payments";
import { createPlatformClient } from "./platform-client";
import { AgencyListQueries, PaymentRefundFields } from "./resolvers/agency-lists";
import { AgencyFields, DossierFields, PaymentRequestFields } from "./resolvers/fields";
import { OfficerMutations } from "./resolvers/officer-mutations";
import { PaymentQueries } from "./resolvers/queries";
import {
  DifferenceFields,
  ReconciliationFields,
  ReconciliationMutations,
  ReconciliationQueries,
} from "./resolvers/reconciliation";
import { ServiceMutations } from "./resolvers/service-mutations";
import { PayerMutations } from "./resolvers/start-payment";
import { seedPayments } from "./seed";
import { PAYMENTS_SETTINGS, requireSafePartner } from "./settings";
import { callbackRegistration, paymentPlatformStandIn, standInDayLists } from "./stand-in";
import { openPaymentStore } from "./store";
import { Agency, Citizen, Dossier } from "./types/references";
import { PaymentRequest } from "./types/request";
import { viewRequest } from "./views";

/** Attempts that one turn of the job asks about. */
const ASKED = 100;

/**
 * Payments: requests for phí and lệ phí of dossiers, paid on the national payment platform, kept in a double-entry journal in
 * PostgreSQL whose constraints hold what is promised: each payment has exactly one effect, and the journal adds up to zero.
 */
export const payments = defineSubgraph({
  name: "payments",
  description: "Thanh toán: phí and lệ phí of dossiers, paid on the national payment platform.",
  resolvers: [
    PaymentQueries,
    AgencyListQueries,
    ReconciliationQueries,
    PayerMutations,
    ServiceMutations,
    OfficerMutations,
    ReconciliationMutations,
    PaymentRequestFields,
    PaymentRefundFields,
    ReconciliationFields,
    DifferenceFields,
    DossierFields,
    AgencyFields,
  ],
  entities: [
    entity<Payments, PaymentRequest>(PaymentRequest, {
      async id(ids, context) {
        const now = context.store.now();
        return (await readRequests(ids, context)).map((request) =>
          request === null ? null : viewRequest(request, now),
        );
      },
    }),
    reference(Dossier),
    reference(Citizen),
    reference(Agency),
  ],
  settings: PAYMENTS_SETTINGS,
  requiredInProduction: ["DATABASE_URL", "PAYMENT_PLATFORM_URL", "PAYMENT_PARTNER_CODE", "PAYMENT_PARTNER_SECRET"],
  standIns: [paymentPlatformStandIn],
  graphScopes: ["dossier:payment"],
  async open(settings, environment) {
    const partner = requireSafePartner(settings, environment);
    const { log } = environment;
    const now = () => new Date();
    const store = await openPaymentStore(await environment.postgres(), () => relay.wake());
    const graph = environment.graph("payments");
    const relay = createRelay({ name: "payments: relay", outbox: store.outbox, graph, log });
    const timeout = settings.PAYMENT_PLATFORM_TIMEOUT_MS;
    const platform = createPlatformClient({
      url: settings.PAYMENT_PLATFORM_URL,
      partner,
      timeout,
      secure: environment.production,
    });
    const registration = callbackRegistration(settings, environment);
    const running = createPayments({ store, platform, timeout, doubtAfter: settings.PAYMENT_DOUBT_AFTER_MS, log, now });
    const work = createHousekeeping({ payments: running, log, dayLists: standInDayLists(settings, environment) });
    return {
      store: running,
      routes: [ipnRoute({ store, partner, log, now })],
      jobs: [
        relay,
        createJob({ name: "payments: doubtful", every: 15_000, run: () => running.settleWaiting(ASKED) }),
        createJob({ name: "payments: expiry", every: 30_000, run: work.expire }),
        createJob({ name: "payments: reconciliation", every: 10 * 60_000, run: work.reconcile }),
      ],
      listening: (url) => registration.begin(url),
      async ready() {
        await store.ping();
        await registration.done();
      },
      close: () => platform.close(),
    };
  },
  seed: seedPayments,
});
