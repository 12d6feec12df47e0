import { GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTime, GraphQLLocalDate } from "graphql-scalars";

/** A moment, RFC 3339 with zone; written in UTC. Input without a zone is refused, never guessed. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: "DateTime",
  description: "A moment in time, RFC 3339 with zone. Thời điểm, có múi giờ.",
  serialize: (value) => GraphQLDateTime.serialize(value).toISOString(),
  parseValue: (value) => GraphQLDateTime.parseValue(value),
  parseLiteral: (node, variables) => GraphQLDateTime.parseLiteral(node, variables),
});

/** A calendar day without zone, `yyyy-MM-dd`. */
export const LocalDate = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  name: "LocalDate",
  description: "A calendar day, yyyy-MM-dd. Ngày theo lịch.",
});

/** An amount of money: whole đồng within ±(2^53 − 1), since one land duty can exceed the 32 bits of Int. */
export const VND = new GraphQLScalarType<number, number>({
  name: "VND",
  description: "An amount in Vietnamese đồng: an integer within ±(2^53 − 1). Số tiền (đồng).",
  serialize: (value) => wholeAmount(typeof value === "bigint" ? Number(value) : value),
  parseValue: wholeAmount,
  parseLiteral: (node) => wholeAmount(node.kind === Kind.INT ? Number(node.value) : undefined),
});

function wholeAmount(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    throw new TypeError("VND must be an integer within ±(2^53 − 1)");
  }
  return value;
}
