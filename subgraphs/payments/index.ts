import { defineSubgraph, entity, reference } from "../kit";
import { ipnRoute } from "./ipn";
import { readRequests } from "./loaders";
import { createPayments, type Payments } from "./payments";
import { createPlatformClient } from "./platform-client";
import { AgencyFields, DossierFields, PaymentMutations, PaymentQueries, PaymentRequestFields } from "./resolvers";
import { seedPayments } from "./seed";
import { PAYMENTS_SETTINGS, requireSafePartner } from "./settings";
import { callbackRegistration, paymentPlatformStandIn } from "./stand-in";
import { openPaymentStore } from "./store";
import { Agency, Citizen, Dossier, PaymentRequest } from "./types";
import { viewRequest } from "./views";

/**
 * Payments: requests for phí and lệ phí of dossiers, paid on the national payment platform, kept in a double-entry journal in
 * PostgreSQL whose constraints hold what is promised: each payment has exactly one effect, and the journal adds up to zero.
 */
export const payments = defineSubgraph({
  name: "payments",
  description: "Thanh toán: phí and lệ phí of dossiers, paid on the national payment platform.",
  resolvers: [PaymentQueries, PaymentMutations, PaymentRequestFields, DossierFields, AgencyFields],
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
  async open(settings, environment) {
    const partner = requireSafePartner(settings, environment);
    const { log } = environment;
    const now = () => new Date();
    const store = await openPaymentStore(await environment.postgres());
    const timeout = settings.PAYMENT_PLATFORM_TIMEOUT_MS;
    const platform = createPlatformClient({
      url: settings.PAYMENT_PLATFORM_URL,
      partner,
      timeout,
      secure: environment.production,
    });
    const registration = callbackRegistration(settings, environment);
    return {
      store: createPayments({ store, platform, timeout, doubtAfter: settings.PAYMENT_DOUBT_AFTER_MS, log, now }),
      routes: [ipnRoute({ store, partner, log, now })],
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
