import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

// Lets classes name each other in any order: a type alias leaves no trace in the metadata that decorators emit.
export type Relation<T> = T;

export enum Confidence {
  Q = "Q",
  C = "C",
  S = "S",
  D = "D",
}
registerEnumType(Confidence, {
  name: "Confidence",
  description: "How sure a fact is: Q read in the text itself, C in the code of a real system, S secondary, D derived.",
});

// Entities of other subgraphs: only their keys are known here, and their owners describe them.
@Directive('@key(fields: "id")')
@ObjectType()
export class Dossier {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "code")')
@ObjectType()
export class Agency {
  @Field(() => ID)
  code: string;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class Citizen {
  @Field(() => ID)
  id: string;
}
