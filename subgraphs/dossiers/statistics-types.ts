import { Directive, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { DateTime, LocalDate } from "../kit";
import { DossierChannel } from "./dossier";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

const AS_OF = "Every change up to this moment is counted.";

@ObjectType()
export class DossierChannelCount {
  @Field(() => DossierChannel)
  channel: DossierChannel;

  @Field(() => Int)
  count: number;
}

@ObjectType({
  description: "Public figures of the dossiers received in a period. Số liệu tình hình giải quyết hồ sơ.",
})
export class DossierStatistics {
  @Field(() => Int, { description: "Received in the period; a request that no agency has accepted is not counted." })
  received: number;

  @Field(() => Int, { description: "Of these, accepted or in progress (statuses 2 and 4) now." })
  inProgress: number;

  @Field(() => Int, { description: "Of these, finished or returned (statuses 9 and 10) now." })
  finished: number;

  @Field(() => Int, {
    description:
      "Of these, ended by the appointment, or open and not past it at the end of the period; those without an appointment count in neither.",
  })
  onTime: number;

  @Field(() => Int, {
    description:
      "Of these, ended after the appointment, or past it and open at the end of the period, or asked for a supplement more than once.",
  })
  overdue: number;

  @Field(() => [DossierChannelCount], { description: "The received ones by channel, every channel named." })
  byChannel: Relation<readonly DossierChannelCount[]>;

  @Field(() => DateTime, { description: AS_OF })
  asOf: Date;
}

@ObjectType({
  description:
    "Numerators and denominators that the index of Decision 766/QĐ-TTg takes from dossiers, for those received in a period. Zero is a count; what was never reported is not counted.",
})
export class DossierFigures {
  @Field(() => Int)
  received: number;

  @Field(() => Int, { description: "By the rule of DossierStatistics." })
  onTime: number;

  @Field(() => Int, { description: "Finished, returned, stopped, refused or withdrawn." })
  ended: number;

  @Field(() => Int, { description: "By the rule of DossierStatistics." })
  overdue: number;

  @Field(() => Int, { description: "Filed online." })
  online: number;

  @Field(() => Int, { description: "Filed online and finished with an electronic result." })
  onlineWithElectronicResult: number;

  @Field(() => Int, { description: "With a fee of more than zero." })
  withFee: number;

  @Field(() => Int, { description: "Of those with a fee, paid online." })
  paidOnline: number;

  @Field(() => Int, { description: "With at least one component digitised." })
  digitised: number;

  @Field(() => Int, { description: "With at least one component or earlier result reused." })
  reused: number;

  @Field(() => Int, { description: "Finished with an electronic result." })
  electronicResult: number;

  @Field(() => Int, { description: "Finished or returned." })
  finished: number;

  @Field(() => Int, { description: "Filed from an account that VNeID vouched for." })
  vneidAccount: number;

  @Field(() => DateTime, { description: AS_OF })
  asOf: Date;
}

@Directive("@shareable")
@ObjectType({ description: "A procedure that an agency offers online, and from when to when." })
export class OnlineOffering {
  @Field(() => ID)
  procedure: string;

  @Field(() => LocalDate, { nullable: true, description: "Null when unknown: then it counts as always." })
  since: string | null;

  @Field(() => LocalDate, { nullable: true, description: "The last day; null while none is set." })
  until: string | null;
}

@ObjectType({ description: "How many of an agency's online services had a dossier in a quarter." })
export class OnlineUsage {
  @Field(() => Int)
  year: number;

  @Field(() => Int)
  quarter: number;

  @Field(() => Int, { description: "Online services that the agency offered on a day of the quarter." })
  offered: number;

  @Field(() => Int, {
    description: "Of these, with a dossier filed online that the agency, or a unit under it, received in the quarter.",
  })
  used: number;

  @Field(() => Float, { nullable: true, description: "used / offered; null when nothing was offered." })
  share: number | null;

  @Field(() => DateTime, { description: AS_OF })
  asOf: Date;
}
