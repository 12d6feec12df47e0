import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import { type Connection, keysetRequest, PageArguments, toConnection } from "../../kit";
import { maySeeAgency } from "../access";
import { isPlainText } from "../input";
import { type PaymentsContext, requestById } from "../loaders";
import type { AgencyPage } from "../store";
import { PaymentRefund, PaymentRefundConnection, PaymentReport, PaymentReportConnection } from "../types/refund";
import { PaymentRequest } from "../types/request";
import { viewRefund, viewReport, viewRequest } from "../views";

/** What officers of an agency have to look after. */
@Resolver()
export class AgencyListQueries {
  @Query(() => PaymentRefundConnection, {
    nullable: true,
    description:
      "What an agency and the units under it owe back, oldest first in each; with `all`, what was paid back too.",
  })
  async paymentRefunds(
    @Arg("agency", () => ID) agency: string,
    @Arg("all", () => Boolean, { defaultValue: false }) all: boolean,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { caller, store }: PaymentsContext,
  ): Promise<Connection<PaymentRefund> | null> {
    const wanted = agencyPage(page);
    if (!isPlainText(agency) || !maySeeAgency(caller, agency)) return null;
    const found = await store.store.refundsOfAgency(agency, !all, wanted);
    return toConnection(found.map(viewRefund), page, (refund) => [refund.agency.code, refund.seq]);
  }

  @Query(() => PaymentReportConnection, {
    nullable: true,
    description: "Messages about payments of an agency and the units under it that dossiers refused for good.",
  })
  async refusedPaymentReports(
    @Arg("agency", () => ID) agency: string,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { caller, store }: PaymentsContext,
  ): Promise<Connection<PaymentReport> | null> {
    const wanted = agencyPage(page);
    if (!isPlainText(agency) || !maySeeAgency(caller, agency)) return null;
    const found = await store.store.refusedReports(agency, wanted);
    return toConnection(found.map(viewReport), page, (report) => [report.agency, report.seq]);
  }
}

@Resolver(() => PaymentRefund)
export class PaymentRefundFields {
  @FieldResolver(() => PaymentRequest, { nullable: true })
  async paymentRequest(@Root() refund: PaymentRefund, @Ctx() context: PaymentsContext): Promise<PaymentRequest | null> {
    const request = await requestById(refund.requestId, context);
    return request === null ? null : viewRequest(request, context.store.now());
  }
}

function agencyPage(page: PageArguments): AgencyPage {
  const { after, limit } = keysetRequest(page, 2);
  if (after === null) return { after, limit };
  const [agency, seq] = after;
  if (typeof agency !== "string" || !isPlainText(agency) || !Number.isSafeInteger(seq)) throw fail("INVALID_CURSOR");
  return { after: { agency, seq: Number(seq) }, limit };
}
