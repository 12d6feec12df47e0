import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { Confidence as ConfidenceLetter } from "../data/types";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
export type Relation<T> = T;

/** The values of an enum as GraphQL needs them: each named as it is written. */
export type Names<Value extends string> = { readonly [Name in Value]: Name };

export const Confidence: Names<ConfidenceLetter> = { Q: "Q", C: "C", S: "S", D: "D" };

registerEnumType(Confidence, {
  name: "Confidence",
  description: "How sure a fact is. Mức độ tin cậy.",
  valuesConfig: {
    Q: { description: "Read in the text itself." },
    C: { description: "Read in the code of a system that exchanges with the portal." },
    S: { description: "Secondary: told by somebody who read it." },
    D: { description: "Derived here from other facts." },
  },
});

/**
 * What every fact of the reference data says about itself. Nullable in the graph, as every field of an entity is, for the time
 * when this subgraph is down; never null from here.
 */
@ObjectType()
export abstract class Fact {
  @Field(() => [String], {
    nullable: true,
    description: "Ids of the sources; `factSources` says what they are. Nguồn.",
  })
  source: readonly string[];

  @Field(() => Confidence, { nullable: true, description: "Of its weakest part." })
  confidence: ConfidenceLetter;
}

@ObjectType({ description: "Where facts were read. Nguồn dữ liệu." })
export class FactSource {
  @Field(() => String)
  id: string;

  @Field(() => String)
  description: string;
}
