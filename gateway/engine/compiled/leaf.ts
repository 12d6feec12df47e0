import { type GraphQLEnumType, type GraphQLScalarType, isEnumType } from "graphql";
import { TOO_DEEP, type Value } from "./types";

/** JSON text of a leaf; null when the value is none of its type. */
export type CompleteLeaf = (value: Value | undefined) => string | null;

/** What the leaf types of GraphQL (specification 3.5) may be in an answer. A scalar of one's own may be any JSON. */
export function leafOf(type: GraphQLScalarType | GraphQLEnumType): CompleteLeaf {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
    return (value) => (typeof value === "string" ? (texts.get(value) ?? null) : null);
  }
  switch (type.name) {
    case "Int":
      return (value) => (typeof value === "number" && (value | 0) === value ? `${value}` : null);
    case "Float":
      return (value) => (Number.isFinite(value) ? JSON.stringify(value) : null);
    case "Boolean":
      return (value) => (typeof value === "boolean" ? `${value}` : null);
    case "ID":
      return (value) =>
        typeof value === "string" ? JSON.stringify(value) : Number.isSafeInteger(value) ? `"${value}"` : null;
    case "String":
      return (value) => (typeof value === "string" ? JSON.stringify(value) : null);
    default:
      return (value) => (value === TOO_DEEP ? null : (JSON.stringify(value) ?? null));
  }
}
