import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { fail } from "../../schema/errors";
import { canonicalAgencyCode, type DomainError, domainError } from "../kit";
import { type Change, changeAccount } from "./account-service";
import {
  type Agency,
  Consent,
  GiveConsentInput,
  GiveConsentPayload,
  PortalAccount,
  UpdateContactInput,
  UpdateContactPayload,
  WithdrawConsentInput,
  WithdrawConsentPayload,
} from "./account-types";
import type { CitizensContext } from "./loaders";
import type { Consent as ConsentRecord } from "./portal-account";
import { chosenConsents, isInForce, requireCitizen, type VisibleAccount, visibleAccount } from "./service";

/** Changes of the own account. Nobody changes that of somebody else, whatever scopes a token has. */
@Resolver()
export class AccountMutations {
  @Mutation(() => UpdateContactPayload, {
    nullable: true,
    description: "Changes e-mail or phone of the caller's own account. Cập nhật thông tin liên hệ. For citizens.",
  })
  async updateContact(
    @Arg("input", () => UpdateContactInput) { email, phone, ...input }: UpdateContactInput,
    @Ctx() context: CitizensContext,
  ): Promise<Payload> {
    return carryOut({ kind: "contact", email, phone }, input, context);
  }

  @Mutation(() => GiveConsentPayload, {
    nullable: true,
    description: "Gives an agency the caller's own consent. Đồng ý cho xử lý dữ liệu cá nhân. For citizens.",
  })
  async giveConsent(
    @Arg("input", () => GiveConsentInput) { purpose, content, scope, agency, ...input }: GiveConsentInput,
    @Ctx() context: CitizensContext,
  ): Promise<Payload> {
    return carryOut({ kind: "give", purpose, content, scope, agency }, input, context);
  }

  @Mutation(() => WithdrawConsentPayload, {
    nullable: true,
    description: "Withdraws a consent of the caller's own; it stays in the history. Rút lại sự đồng ý. For citizens.",
  })
  async withdrawConsent(
    @Arg("input", () => WithdrawConsentInput) { consentId, ...input }: WithdrawConsentInput,
    @Ctx() context: CitizensContext,
  ): Promise<Payload> {
    return carryOut({ kind: "withdraw", consentId }, input, context);
  }
}

@Resolver(() => PortalAccount)
export class AccountFields {
  @FieldResolver()
  consents(
    @Root() account: VisibleAccount,
    @Arg("agency", () => String, {
      nullable: true,
      description: "Only those under which this agency may act: given to it or to one above it.",
    })
    agency: string | null,
    @Arg("inForce", () => Boolean, { nullable: true, description: "Only those in force, or only those withdrawn." })
    inForce: boolean | null,
  ): readonly ConsentRecord[] {
    const code = agency == null ? null : canonicalAgencyCode(agency);
    if (agency != null && code === null) throw fail("BAD_USER_INPUT", { field: "agency", rule: "a code of an agency" });
    return chosenConsents(account.consents, { agency: code, inForce: inForce ?? null });
  }
}

@Resolver(() => Consent)
export class ConsentFields {
  @FieldResolver()
  recipient(@Root() consent: ConsentRecord): Agency {
    return { code: consent.agency };
  }

  @FieldResolver()
  inForce(@Root() consent: ConsentRecord): boolean {
    return isInForce(consent);
  }
}

interface Payload {
  readonly account: VisibleAccount | null;
  readonly consent: ConsentRecord | null;
  readonly errors: readonly DomainError[];
}

async function carryOut(
  change: Change,
  input: { readonly expectedVersion: number; readonly idempotencyKey: string },
  { caller, store, language }: CitizensContext,
): Promise<Payload> {
  const { citizen, vneidLevel } = requireCitizen(caller);
  const number = store.ids.numberOf(citizen);
  if (number === null) throw fail("FORBIDDEN");
  const { expectedVersion, idempotencyKey } = input;
  const command = { citizen, number, vneidLevel, expectedVersion, idempotencyKey, change };
  const outcome = await changeAccount(store, command, new Date());
  if ("refusals" in outcome) {
    const errors = outcome.refusals.map(({ code, field }) => domainError(code, language, field));
    return { account: null, consent: null, errors };
  }
  return { account: visibleAccount(caller, citizen, outcome.account), consent: outcome.consent, errors: [] };
}
