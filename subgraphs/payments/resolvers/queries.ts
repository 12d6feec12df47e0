import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import { fail } from "../../../schema/errors";
import { type Connection, keysetRequest, PageArguments, toConnection } from "../../kit";
import { requestKeyOf } from "../input";
import { type PaymentsContext, readRequests } from "../loaders";
import { PaymentRequest, PaymentRequestConnection } from "../types/request";
import { viewRequest } from "../views";

@Resolver()
export class PaymentQueries {
  @Query(() => PaymentRequest, {
    nullable: true,
    description:
      "A payment request; null when there is none that the caller may see. Asks the platform when its callback is late.",
  })
  async paymentRequest(
    @Arg("id", () => ID) id: string,
    @Ctx() context: PaymentsContext,
  ): Promise<PaymentRequest | null> {
    const [request] = await readRequests([id], context);
    if (request == null) return null;
    if (request.state !== "PENDING") return viewRequest(request, context.store.now());
    await context.store.settleIfDoubtful(request, context.store.patienceOf(context.signal));
    const [settled] = await readRequests([id], context);
    return viewRequest(settled ?? request, context.store.now());
  }

  @Query(() => PaymentRequestConnection, {
    nullable: true,
    description: "The caller's own payment requests, newest first.",
  })
  async myPayments(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { caller, store }: PaymentsContext,
  ): Promise<Connection<PaymentRequest>> {
    if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
    const { after, limit } = keysetRequest(page, 2);
    const wanted = { after: after === null ? null : requestKeyOf(after), limit };
    const found = caller.role === "citizen" ? await store.store.requestsOfPayer(caller.subject, wanted) : [];
    const views = found.map((request) => viewRequest(request, store.now()));
    return toConnection(views, page, (request) => [request.createdAt.toISOString(), request.id]);
  }
}
