import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DomainError } from "../kit";
import { DossierChannel } from "./dossier";
import { Dossier } from "./types";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

@InputType()
export class DossierComponentInput {
  @Field(() => String, { description: "At most 500 characters." })
  name: string;

  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => Int, { defaultValue: 0 })
  originals: number;

  @Field(() => Int, { defaultValue: 0 })
  copies: number;
}

@InputType()
export class SubmitDossierInput {
  @Field(() => String, {
    description: "Mã TTHC or mã dịch vụ công; its existence is checked by the agency that receives the dossier.",
  })
  procedureCode: string;

  @Field(() => Int, { nullable: true })
  procedureVersion: number | null;

  @Field(() => String, { description: "Mã định danh of the agency, in either order." })
  receivingAgency: string;

  @Field(() => DossierChannel, { defaultValue: DossierChannel.ONLINE })
  channel: DossierChannel;

  @Field(() => String, { description: "Trích yếu, at most 1,000 characters." })
  summary: string;

  @Field(() => ID, { nullable: true, description: "Chủ hồ sơ; the submitter unless stated, and for now nobody else." })
  ownerId: string | null;

  @Field(() => [DossierComponentInput], { defaultValue: [], description: "At most 50." })
  components: Relation<DossierComponentInput[]>;

  @Field(() => String, { description: "Made by the client, 8 to 100 characters: the same key never files twice." })
  idempotencyKey: string;
}

@ObjectType()
export class SubmitDossierPayload {
  @Field(() => Dossier, { nullable: true })
  dossier: Relation<Dossier> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}
