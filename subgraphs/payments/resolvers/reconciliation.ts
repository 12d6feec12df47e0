import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import {
  type Connection,
  canonicalAgencyCode,
  domainError,
  keysetRequest,
  LocalDate,
  PageArguments,
  toConnection,
} from "../../kit";
import { maySeeAgency, mayWriteFor, requireWriter } from "../access";
import { isIdempotencyKey, isPlainText, isRequestId } from "../input";
import { type PaymentsContext, requestById } from "../loaders";
import { isPayable, isText } from "../service";
import type { NewStatement } from "../statement";
import {
  ImportStatementInput,
  ImportStatementPayload,
  ResolveDifferenceInput,
  ResolveDifferencePayload,
} from "../types/officer-mutations";
import { PaymentDifference, PaymentDifferenceConnection, PaymentReconciliation } from "../types/reconciliation";
import { PaymentRequest } from "../types/request";
import { viewDifference, viewReconciliation, viewRequest, viewStatement } from "../views";

@Resolver()
export class ReconciliationQueries {
  @Query(() => PaymentReconciliation, {
    nullable: true,
    description:
      "The daily match of an agency (đối soát); null when there was none that the caller may see. For officers of the agency, auditors and services.",
  })
  async reconciliation(
    @Arg("date", () => LocalDate) day: string,
    @Arg("agency", () => ID) agency: string,
    @Ctx() { caller, store }: PaymentsContext,
  ): Promise<PaymentReconciliation | null> {
    if (!isPlainText(agency) || !maySeeAgency(caller, agency)) return null;
    const run = await store.store.reconciliation({ agency, day });
    return run === null ? null : viewReconciliation(run);
  }
}

@Resolver(() => PaymentReconciliation)
export class ReconciliationFields {
  @FieldResolver(() => PaymentDifferenceConnection, { nullable: true, description: "Oldest first." })
  async differences(
    @Root() { agency, date }: PaymentReconciliation,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { store }: PaymentsContext,
  ): Promise<Connection<PaymentDifference>> {
    const { after, limit } = keysetRequest(page, 1);
    const seq = after === null ? null : after[0];
    if (seq !== null && !Number.isSafeInteger(seq)) throw fail("INVALID_CURSOR");
    const wanted = { after: seq === null ? null : Number(seq), limit };
    const found = await store.store.differences({ agency: agency.code, day: date }, wanted);
    return toConnection(found.map(viewDifference), page, (difference) => [difference.seq]);
  }
}

@Resolver(() => PaymentDifference)
export class DifferenceFields {
  @FieldResolver(() => PaymentRequest, { nullable: true })
  async paymentRequest(
    @Root() { requestId }: PaymentDifference,
    @Ctx() context: PaymentsContext,
  ): Promise<PaymentRequest | null> {
    const request = requestId === null ? null : await requestById(requestId, context);
    return request === null ? null : viewRequest(request, context.store.now());
  }
}

@Resolver()
export class ReconciliationMutations {
  @Mutation(() => ImportStatementPayload, {
    nullable: true,
    description:
      "Gives a day's list of the platform or of the Treasury (giấy báo có); for services, officers and systems of the agency with the scope `payment:reconcile`. The same list again changes nothing.",
  })
  async importStatement(
    @Arg("input", () => ImportStatementInput) input: ImportStatementInput,
    @Ctx() { caller, store, language }: PaymentsContext,
  ): Promise<ImportStatementPayload> {
    const writer = requireWriter(caller, ["service", "officer", "partner"], "payment:reconcile");
    const at = store.now();
    const refusal = (code: Parameters<typeof domainError>[0], field: string | null) => ({
      statement: null,
      errors: [domainError(code, language, field)],
    });
    if (!isIdempotencyKey(input.idempotencyKey)) return refusal("INVALID", "idempotencyKey");
    const agency = canonicalAgencyCode(input.agency);
    if (agency === null) return refusal("INVALID", "agency");
    if (!mayWriteFor(caller, agency)) return refusal("NOT_FOUND", "agency");
    const statement = statementOf(input, agency);
    if (statement === null) return refusal("INVALID", input.source === "OWN" ? "source" : "lines");
    const command = { caller: writer, idempotencyKey: input.idempotencyKey, at };
    const ran = await store.store.importStatement(command, statement);
    if (ran.kind === "refused") return refusal(ran.refusal.code, ran.refusal.field);
    const kept = await store.store.statement(statement);
    return { statement: kept === null ? null : viewStatement(kept), errors: [] };
  }

  @Mutation(() => ResolveDifferencePayload, {
    nullable: true,
    description:
      "Says how a difference was settled (xử lý chênh lệch); for officers of the agency with the scope `payment:reconcile`. No later run changes it.",
  })
  async resolveDifference(
    @Arg("input", () => ResolveDifferenceInput) { idempotencyKey, ...wish }: ResolveDifferenceInput,
    @Ctx() { caller, store, language }: PaymentsContext,
  ): Promise<ResolveDifferencePayload> {
    const writer = requireWriter(caller, ["officer"], "payment:reconcile");
    const refusal = (code: Parameters<typeof domainError>[0], field: string | null) => ({
      difference: null,
      errors: [domainError(code, language, field)],
    });
    if (!isIdempotencyKey(idempotencyKey)) return refusal("INVALID", "idempotencyKey");
    if (!isText(wish.note, 1000)) return refusal("INVALID", "note");
    const known = isRequestId(wish.differenceId) ? await store.store.difference(wish.differenceId) : null;
    if (known === null || !mayWriteFor(caller, known.agency)) return refusal("NOT_FOUND", "differenceId");
    const ran = await store.store.resolveDifference({ caller: writer, idempotencyKey, at: store.now() }, wish);
    if (ran.kind === "refused") return refusal(ran.refusal.code, ran.refusal.field);
    const difference = await store.store.difference(ran.result);
    return { difference: difference === null ? null : viewDifference(difference), errors: [] };
  }
}

const MOST_LINES = 5000;

/** Null when a line cannot be, or when the source is not one that gives lists. */
function statementOf(input: ImportStatementInput, agency: string): NewStatement | null {
  const { source, date: day, expectedVersion } = input;
  if (source === "OWN") return null;
  const lines = input.lines.map(({ reference, transaction, amount, at }) => ({
    reference,
    transaction: transaction ?? null,
    amount,
    at: at ?? null,
  }));
  const fits = lines.every(
    (line) =>
      isText(line.reference, 100) &&
      isPayable(line.amount) &&
      (line.transaction === null || isText(line.transaction, 100)),
  );
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  if (lines.length > MOST_LINES || !fits || !Number.isSafeInteger(sum)) return null;
  return { agency, day, source, expectedVersion: expectedVersion ?? null, lines };
}
