import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id")')
@ObjectType({ description: "A citizen, known here by the opaque id alone." })
export class Citizen {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A dossier (hồ sơ), known here by its id." })
export class Dossier {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ description: "An agency (cơ quan), known here by its code." })
export class Agency {
  @Field(() => ID)
  code: string;
}
