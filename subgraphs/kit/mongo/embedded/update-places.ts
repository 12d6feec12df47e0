import { type Doc, isDoc, type Value } from "./bson";
import { fail } from "./errors";
import type { Condition } from "./match";

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
  walk(document, 0);

  function walk(container: Doc | Value[], depth: number): void {
    for (const slot of slotsOf(container, visit.path[depth] ?? "", visit)) {
      if (depth === visit.path.length - 1) act(slot);
      else enter(slot, depth + 1);
    }
  }

  function enter(slot: Slot, depth: number): void {
    const child = slot.get();
    const next = visit.path[depth] ?? "";
    if (isDoc(child) || Array.isArray(child)) {
      walk(child, depth);
      return;
    }
    if (next.startsWith("$[")) fail("BadValue", `'${slot.field}' must be an array to apply array updates`);
    if (child !== undefined && !visit.tolerant)
      fail("PathNotViable", `Cannot create field '${next}' in element {${slot.field}: ${String(child)}}`);
    if (child !== undefined || !visit.create) return;
    const created: Doc = new Map();
    slot.set(created);
    walk(created, depth);
  }
}

function slotsOf(container: Doc | Value[], step: string, visit: Visit): Slot[] {
  if (step.startsWith("$[")) return filteredSlots(container, step.slice(2, -1), visit);
  if (Array.isArray(container)) {
    if (/^(0|[1-9]\d*)$/.test(step)) return [elementSlot(container, Number(step))];
    return visit.tolerant ? [] : fail("PathNotViable", `Cannot create field '${step}' in an array`);
  }
  const set = (value: Value): unknown => container.set(step, value);
  return [{ field: step, get: () => container.get(step), set, remove: () => container.delete(step) }];
}

function filteredSlots(container: Doc | Value[], identifier: string, visit: Visit): Slot[] {
  if (!Array.isArray(container)) return fail("BadValue", "Cannot apply array updates to non-array element");
  const filter = visit.filters.get(identifier);
  if (identifier !== "" && !filter) fail("BadValue", `No array filter found for identifier '${identifier}'`);
  return container.flatMap((element, index) =>
    filter && !filter.test(new Map([[identifier, element]])) ? [] : [elementSlot(container, index)],
  );
}

function elementSlot(array: Value[], index: number): Slot {
  const set = (value: Value): void => {
    if (index > array.length + MAX_PADDING) fail("BadValue", `can't backfill more than ${MAX_PADDING} elements`);
    while (array.length < index) array.push(null);
    array[index] = value;
  };
  const remove = (): void => {
    if (index < array.length) array[index] = null;
  };
  return { field: String(index), get: () => array[index], set, remove };
}
