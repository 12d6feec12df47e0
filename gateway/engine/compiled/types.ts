import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from "graphql";

/** An object of the answer while it is put together: own fields only, so that a field named `toString` is absent until it is set. */
export type Entity = { [responseName: string]: Value | undefined };

/** A value as JSON has it. */
export type Value = null | string | number | boolean | Value[] | Entity;

// biome-ignore lint/complexity/useArrowFunction: a constructor
const Bare = function () {} as unknown as new () => Entity;
Bare.prototype = Object.create(null);

/** An object without inherited fields; unlike `Object.create(null)` engines keep it as fast as any other. */
export function bareObject(): Entity {
  return new Bare();
}

/** Stands for a leaf that is nested too deep: no leaf type has it. */
export const TOO_DEEP: Value = Object.freeze(bareObject());

export function isEntity(value: unknown): value is Entity {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an object of a type satisfies a type condition. A name that the schema does not know only equals itself. */
export function createTypeMatcher(schema: GraphQLSchema): (typename: string, condition: string) => boolean {
  const known = new Map<string, boolean>();
  return (typename, condition) => {
    if (typename === condition) return true;
    const pair = `${typename} ${condition}`;
    let matches = known.get(pair);
    if (matches === undefined) {
      const type = schema.getType(typename);
      const wanted = schema.getType(condition);
      matches =
        isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
      // Type names come from subgraphs: what is not a type is not remembered, so that the map stays as small as the schema.
      if (type !== undefined) known.set(pair, matches);
    }
    return matches;
  };
}

export type TypeMatcher = ReturnType<typeof createTypeMatcher>;
