import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type Context, domainError } from "../kit";
import type { DossierOffice } from "./office";
import { scopeOf, sees } from "./scope";
import type { Desk, Outcome } from "./service/deed";
import {
  extendDossier,
  requestSupplement,
  startProcessing,
  stopDossier,
  supplyDossier,
  withdrawDossier,
} from "./service/handling";
import { requestDossierPayment } from "./service/payment";
import { acceptDossier, forwardDossier, refuseDossier } from "./service/reception";
import { finishDossier, returnResult } from "./service/result";
import {
  AcceptDossierInput,
  type DossierPayload,
  ExtendDossierInput,
  FinishDossierInput,
  ForwardDossierInput,
  PAYLOADS,
  RefuseDossierInput,
  RequestDossierPaymentInput,
  RequestSupplementInput,
  ReturnResultInput,
  StartProcessingInput,
  StopDossierInput,
  SupplyDossierInput,
  WithdrawDossierInput,
} from "./types-actions";
import { toDossier } from "./view";

type OfficeContext = Context<DossierOffice>;

/** The payload of an outcome: a dossier that the caller cannot see any more is not shown. */
export async function payloadOf(
  context: OfficeContext,
  act: (desk: Desk & { readonly verify: DossierOffice["verifyResult"] }) => Promise<Outcome>,
): Promise<DossierPayload> {
  const { caller, store, language } = context;
  const outcome = await act({ caller, store, now: new Date(), verify: store.verifyResult });
  if ("refused" in outcome) return { dossier: null, errors: [domainError(outcome.refused, language, outcome.field)] };
  const visible = sees(scopeOf(caller), outcome.dossier);
  return { dossier: visible ? toDossier(outcome.dossier, caller) : null, errors: [] };
}

/** The life cycle (domain reference 5.2): a mutation for each action. The table is in `transitions.ts`. */
@Resolver()
export class DossierActionResolver {
  @Mutation(() => PAYLOADS.acceptDossier, {
    nullable: true,
    description: "1 → 2, 5 → 2: official number and appointment. Tiếp nhận hồ sơ. For the receiving agency.",
  })
  acceptDossier(
    @Arg("input", () => AcceptDossierInput) input: AcceptDossierInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => acceptDossier(input, desk));
  }

  @Mutation(() => PAYLOADS.refuseDossier, {
    nullable: true,
    description: "1 → 3. Từ chối tiếp nhận. For the receiving agency.",
  })
  refuseDossier(
    @Arg("input", () => RefuseDossierInput) input: RefuseDossierInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => refuseDossier(input, desk));
  }

  @Mutation(() => PAYLOADS.forwardDossier, {
    nullable: true,
    description:
      "Another agency decides; the appointment stays. Chuyển hồ sơ. For the receiving and the deciding agency.",
  })
  forwardDossier(
    @Arg("input", () => ForwardDossierInput) input: ForwardDossierInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => forwardDossier(input, desk));
  }

  @Mutation(() => PAYLOADS.startProcessing, {
    nullable: true,
    description:
      "2 → 4; 6 → 4 goes on without waiting for the payment, with a note that says why. Thụ lý. For the deciding agency.",
  })
  startProcessing(
    @Arg("input", () => StartProcessingInput) input: StartProcessingInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => startProcessing(input, desk));
  }

  @Mutation(() => PAYLOADS.requestSupplement, {
    nullable: true,
    description:
      "→ 5: the clock stands until the papers come. Yêu cầu bổ sung. For the receiving and the deciding agency.",
  })
  requestSupplement(
    @Arg("input", () => RequestSupplementInput) input: RequestSupplementInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => requestSupplement(input, desk));
  }

  @Mutation(() => PAYLOADS.supplyDossier, {
    nullable: true,
    description:
      "5 → 2 or 4, the appointment later by the time of waiting. Bổ sung hồ sơ. For the citizen, the receiving and the helping agency.",
  })
  supplyDossier(
    @Arg("input", () => SupplyDossierInput) input: SupplyDossierInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => supplyDossier(input, desk));
  }

  @Mutation(() => PAYLOADS.requestDossierPayment, {
    nullable: true,
    description:
      "→ 6: a request for payment goes to the submitter. Yêu cầu thực hiện nghĩa vụ tài chính. For the receiving and the deciding agency.",
  })
  requestDossierPayment(
    @Arg("input", () => RequestDossierPaymentInput) input: RequestDossierPaymentInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => requestDossierPayment(input, desk));
  }

  @Mutation(() => PAYLOADS.extendDossier, {
    nullable: true,
    description: "A later appointment, with an apology. Xin lỗi và gia hạn. For the deciding agency.",
  })
  extendDossier(
    @Arg("input", () => ExtendDossierInput) input: ExtendDossierInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => extendDossier(input, desk));
  }

  @Mutation(() => PAYLOADS.withdrawDossier, {
    nullable: true,
    description: "→ 7. Rút hồ sơ. For owner and submitter.",
  })
  withdrawDossier(
    @Arg("input", () => WithdrawDossierInput) input: WithdrawDossierInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => withdrawDossier(input, desk));
  }

  @Mutation(() => PAYLOADS.stopDossier, {
    nullable: true,
    description: "→ 8. Dừng giải quyết. For the deciding agency.",
  })
  stopDossier(
    @Arg("input", () => StopDossierInput) input: StopDossierInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => stopDossier(input, desk));
  }

  @Mutation(() => PAYLOADS.finishDossier, {
    nullable: true,
    description:
      "→ 9, with the results that the agency has signed: what does not verify is refused. Đã xử lý xong. For the deciding agency.",
  })
  finishDossier(
    @Arg("input", () => FinishDossierInput) input: FinishDossierInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => finishDossier(input, desk));
  }

  @Mutation(() => PAYLOADS.returnResult, {
    nullable: true,
    description: "9 → 10. Trả kết quả. For every agency of the dossier.",
  })
  returnResult(
    @Arg("input", () => ReturnResultInput) input: ReturnResultInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => returnResult(input, desk));
  }
}
