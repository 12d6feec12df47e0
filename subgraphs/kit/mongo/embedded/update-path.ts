import { type Doc, isDoc, typeName, type Value } from "./bson";
import type { Condition } from "./match";
import { CommandError } from "./refusal";

/** The compiled `arrayFilters` by identifier. */
export type Filters = ReadonlyMap<string, Condition>;

/** One place in a document that an update operator changes. */
export interface Slot {
  readonly field: string;
  readonly get: () => Value | undefined;
  readonly set: (value: Value) => void;
  readonly remove: () => void;
}

/** What to visit: `create` makes documents on the way, `tolerant` ignores a path that cannot exist ($unset). */
export interface Visit {
  readonly path: readonly string[];
  readonly filters: Filters;
  readonly create: boolean;
  readonly tolerant: boolean;
}

const MAX_PADDING = 1_500_000;

/** Calls `act` with every place of the document that the path names, `$[]` and `$[identifier]` included. */
export function slots(document: Doc, visit: Visit, act: (slot: Slot) => void): void {
  walk(document, 0, "");

  function walk(container: Doc | Value[], depth: number, parent: string): void {
    const step = visit.path[depth] ?? "";
    if (step.startsWith("$[")) {
      eachElement(container, step, depth, parent);
      return;
    }
    const slot = Array.isArray(container) ? elementSlot(container, step, parent, visit) : fieldSlot(container, step);
    if (slot) descend(slot, depth);
  }

  function eachElement(container: Doc | Value[], step: string, depth: number, parent: string): void {
    if (!Array.isArray(container)) {
      throw new CommandError("BadValue", `Cannot apply array updates to non-array element ${parent}`);
    }
    const identifier = step.slice(2, -1);
    const filter = visit.filters.get(identifier);
    if (identifier !== "" && !filter) {
      throw new CommandError(
        "BadValue",
        `No array filter found for identifier '${identifier}' in path '${visit.path.join(".")}'`,
      );
    }
    for (const [index, element] of [...container.entries()]) {
      if (filter && !filter.test(new Map([[identifier, element]]))) continue;
      const slot = elementSlot(container, String(index), parent, visit);
      if (slot) descend(slot, depth);
    }
  }

  function descend(slot: Slot, depth: number): void {
    if (depth === visit.path.length - 1) {
      act(slot);
      return;
    }
    const child = slot.get();
    const next = visit.path[depth + 1] ?? "";
    if (isDoc(child) || Array.isArray(child)) {
      walk(child, depth + 1, slot.field);
      return;
    }
    if (child !== undefined) {
      if (next.startsWith("$[")) {
        throw new CommandError("BadValue", `Cannot apply array updates to non-array element ${slot.field}`);
      }
      if (visit.tolerant) return;
      throw new CommandError(
        "PathNotViable",
        `Cannot create field '${next}' in element {${slot.field}: ${String(child)}}`,
      );
    }
    if (next.startsWith("$[")) {
      throw new CommandError(
        "BadValue",
        `The path '${visit.path.slice(0, depth + 1).join(".")}' must exist in the document in order to apply array updates.`,
      );
    }
    if (!visit.create) return;
    const created: Doc = new Map();
    slot.set(created);
    walk(created, depth + 1, slot.field);
  }
}

function fieldSlot(container: Doc, field: string): Slot {
  return {
    field,
    get: () => container.get(field),
    set: (value) => container.set(field, value),
    remove: () => container.delete(field),
  };
}

function elementSlot(array: Value[], step: string, parent: string, visit: Visit): Slot | undefined {
  if (!/^(0|[1-9]\d*)$/.test(step)) {
    if (visit.tolerant) return undefined;
    throw new CommandError("PathNotViable", `Cannot create field '${step}' in element {${parent}: ${typeName(array)}}`);
  }
  const index = Number(step);
  return {
    field: step,
    get: () => array[index],
    set: (value) => {
      if (index > array.length + MAX_PADDING) {
        throw new CommandError("BadValue", "can't backfill more than 1500000 elements");
      }
      while (array.length < index) array.push(null);
      array[index] = value;
    },
    remove: () => {
      if (index < array.length) array[index] = null;
    },
  };
}
