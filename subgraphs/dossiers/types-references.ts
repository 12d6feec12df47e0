import { Directive, Field, ID, ObjectType } from "type-graphql";
import { OnlineOffering } from "./statistics-types";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

@Directive('@key(fields: "id")')
@ObjectType()
export class Citizen {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "code")')
@ObjectType()
export class Procedure {
  @Field(() => ID)
  code: string;
}

@Directive('@key(fields: "code")')
@ObjectType()
export class Agency {
  @Field(() => ID)
  code: string;

  @Directive("@external")
  @Field(() => [OnlineOffering], { nullable: true })
  onlineOfferings?: Relation<readonly OnlineOffering[]> | null;
}
