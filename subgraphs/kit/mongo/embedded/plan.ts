import { BSONRegExp } from "bson";
import type { Value } from "./bson";
import { type Bound, type Condition, regexPrefix } from "./match";
import type { KeyField } from "./paths";
import type { Index, KeyRange } from "./storage";
import { inverted, isBoundary, isNaNumber, orderKey, prefixKey, rank, successor } from "./values";

/**
 * How to read an index for a filter and a sort. `groups` are read together, merged by the key after `skip` bytes, when
 * that gives the order asked for; with one group they are simply read one range after the other.
 */
export interface IndexPlan {
  readonly index: Index;
  readonly groups: readonly { readonly skip: number; readonly ranges: readonly KeyRange[] }[];
  readonly reverse: boolean;
  /** Whether the rows come in the order of the sort. */
  readonly sorted: boolean;
}

/** The best index for the filter and the sort, or undefined when every document is looked at. A hinted one is taken. */
export function plan(
  indexes: readonly Index[],
  filter: Condition,
  sort: readonly KeyField[],
  hinted: boolean,
): IndexPlan | undefined {
  const alternatives = branches(filter);
  let best: { plan: IndexPlan; score: number } | undefined;
  for (const index of indexes) {
    const { partial } = index;
    if (partial && !alternatives.every((branch) => implies(branch, partial))) continue;
    const candidate = consider(index, alternatives, sort);
    if (hinted || candidate.score > (best?.score ?? 0)) best = candidate;
  }
  return best?.plan;
}

/** Half-open interval of the keys of one field; a point is one value. */
interface Interval extends KeyRange {
  readonly point: boolean;
}

type Branch = readonly Bound[];
const MAX_BRANCHES = 64;
const MAX_RANGES = 5_000;
const MAX_MERGED = 200;

/** The filter as alternatives of bounds that all hold. What it leaves out is only less narrow, never wrong. */
function branches(condition: Condition): Branch[] {
  if (condition.bound) return [[condition.bound]];
  if (condition.or) {
    const all = condition.or.flatMap(branches);
    return all.length <= MAX_BRANCHES ? all : [[]];
  }
  let product: Branch[] = [[]];
  for (const part of condition.and ?? []) {
    const next = product.flatMap((left) => branches(part).map((right) => [...left, ...right]));
    if (next.length <= MAX_BRANCHES) product = next;
  }
  return product;
}

/** Whether every document that satisfies the bounds satisfies the condition of a partial index too. */
function implies(branch: Branch, condition: Condition): boolean {
  const wanted = condition.bound;
  if (!wanted && condition.or) return condition.or.some((part) => implies(branch, part));
  if (!wanted) return condition.and?.every((part) => implies(branch, part)) ?? false;
  const exists = wanted.operator === "$exists";
  const outer = exists ? NOT_NULL : (intervals(wanted) ?? []);
  const within = (one: KeyRange): boolean =>
    outer.some((all) => all.low.compare(one.low) <= 0 && one.high.compare(all.high) <= 0);
  return branch.some((bound) => {
    if (bound.path !== wanted.path) return false;
    return bound.operator === "$exists" ? exists : (intervals(bound)?.every(within) ?? false);
  });
}

const NOT_NULL: readonly KeyRange[] = [
  { low: Buffer.alloc(0), high: orderKey(null) },
  { low: successor(orderKey(null)), high: Buffer.from([0xff]) },
];

function consider(
  index: Index,
  alternatives: readonly Branch[],
  sort: readonly KeyField[],
): { plan: IndexPlan; score: number } {
  const bounded = alternatives.map((branch) => indexIntervals(index, branch));
  const depth = pointDepth(index, bounded);
  const ranged = depth < index.fields.length && bounded.every((fields) => fields[depth] !== undefined);
  const ranges = bounded.flatMap((fields) => keyRanges(index.fields, fields, depth));
  const groups = grouped(ranges);
  const fixed = (place: number): boolean => isFixed(bounded.map((fields) => fields[place]));
  const direct = direction(index, sort, fixed, fixed);
  const exploded = groups.length <= MAX_MERGED ? direction(index, sort, (place) => place < depth, fixed) : 0;
  const sorted = direct !== 0 || exploded !== 0;
  const score =
    (index.unique && depth === index.fields.length ? 1000 : 0) +
    depth * 100 +
    (ranged ? 40 : 0) +
    (sorted && sort.length > 0 ? 60 : 0);
  const plan =
    direct === 0 && sorted
      ? { groups, reverse: exploded < 0 }
      : { groups: [{ skip: 0, ranges: disjoint(ranges) }], reverse: direct < 0 };
  return { score, plan: { index, sorted, ...plan } };
}

/** How many of the first fields are bound to points in every branch. */
function pointDepth(index: Index, bounded: readonly (readonly (readonly Interval[] | undefined)[])[]): number {
  let combinations = 1;
  const open = index.fields.findIndex((_, place) => {
    combinations *= Math.max(...bounded.map((fields) => fields[place]?.length ?? 0));
    return combinations > MAX_RANGES || !bounded.every((fields) => isPoints(fields[place]));
  });
  return open < 0 ? index.fields.length : open;
}

/**
 * The intervals of each field. Several bounds of an array field may hold for different elements, so only one counts;
 * and of fields under one array only the first, because an entry holds the fields of one element.
 */
function indexIntervals(index: Index, branch: Branch): (Interval[] | undefined)[] {
  let inArray = false;
  return index.fields.map((field, place) => {
    const bounds = branch.filter((bound) => bound.path === field.path);
    const [first, ...others] = bounds.map(intervals).filter((list) => list !== undefined);
    if (!isMultikey(index, place)) return first && others.reduce(intersect, first);
    if (inArray) return undefined;
    inArray = first !== undefined;
    return others.find(isPoints) && !isPoints(first) ? others.find(isPoints) : first;
  });
}

function isMultikey(index: Index, place: number): boolean {
  return (index.multikey & (1 << place)) !== 0;
}

function isPoints(list: readonly Interval[] | undefined): boolean {
  return list?.every((interval) => interval.point) ?? false;
}

function isFixed(lists: readonly (readonly Interval[] | undefined)[]): boolean {
  const first = lists[0]?.[0];
  return lists.every((list) => list?.length === 1 && list[0]?.point && first && list[0].low.equals(first.low));
}

function intersect(left: Interval[], right: Interval[]): Interval[] {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      const low = a.low.compare(b.low) >= 0 ? a.low : b.low;
      const high = a.high.compare(b.high) <= 0 ? a.high : b.high;
      return low.compare(high) < 0 ? [{ low, high, point: a.point || b.point }] : [];
    }),
  );
}

/** The keys that can satisfy a comparison; undefined when all can. */
function intervals({ operator, operand }: Bound): Interval[] | undefined {
  if (operator === "$in") {
    const lists = Array.isArray(operand) ? operand.map((item) => equalTo(item, item instanceof BSONRegExp)) : [];
    return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
  }
  if (operator === "$eq" || operator === "$regex") return equalTo(operand, operator === "$regex");
  const unordered = operand === null || Array.isArray(operand) || isBoundary(operand) || isNaNumber(operand);
  if (operator === "$exists" || unordered) return undefined;
  const key = orderKey(operand);
  const type = Buffer.from([rank(operand)]);
  if (operator.startsWith("$l")) return [{ low: type, high: operator === "$lte" ? successor(key) : key, point: false }];
  return [{ low: operator === "$gt" ? successor(key) : key, high: successor(type), point: false }];
}

function equalTo(operand: Value, pattern: boolean): Interval[] | undefined {
  if (Array.isArray(operand)) return undefined;
  const key = orderKey(operand);
  const point = { low: key, high: successor(key), point: !pattern };
  if (!pattern || !(operand instanceof BSONRegExp)) return [point];
  const prefix = prefixKey(regexPrefix(operand));
  return [{ low: prefix, high: successor(prefix), point: false }, point];
}

interface PrefixedRange extends KeyRange {
  readonly prefix: Buffer;
}

function keyRanges(
  fields: readonly KeyField[],
  lists: readonly (readonly Interval[] | undefined)[],
  depth: number,
): PrefixedRange[] {
  let prefixes = [Buffer.alloc(0)];
  for (const [place, list = []] of lists.slice(0, depth).entries()) {
    const points = list.map(({ low }) => (fields[place]?.descending ? inverted(low) : low));
    prefixes = prefixes.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point])));
  }
  const list = lists[depth];
  return prefixes.flatMap((prefix) => {
    if (!list) return [{ prefix, low: prefix, high: successor(prefix) }];
    return list.map((interval) => {
      const { low, high } = fields[depth]?.descending ? turned(interval) : interval;
      return { prefix, low: Buffer.concat([prefix, low]), high: Buffer.concat([prefix, high]) };
    });
  });
}

/** The interval in a descending field, where every key is inverted. */
function turned(interval: Interval): KeyRange {
  return { low: successor(inverted(interval.high)), high: successor(inverted(interval.low)) };
}

function grouped(ranges: readonly PrefixedRange[]): IndexPlan["groups"] {
  const groups = new Map<string, PrefixedRange[]>();
  for (const range of ranges) {
    const name = range.prefix.toString("latin1");
    groups.set(name, [...(groups.get(name) ?? []), range]);
  }
  return [...groups].map(([name, group]) => ({ skip: name.length, ranges: disjoint(group) }));
}

/** The same keys as ranges in order that do not overlap. */
function disjoint(ranges: readonly KeyRange[]): KeyRange[] {
  const result: { low: Buffer; high: Buffer }[] = [];
  for (const { low, high } of ranges.toSorted((a, b) => a.low.compare(b.low))) {
    const last = result.at(-1);
    if (!last || last.high.compare(low) < 0) result.push({ low, high });
    else if (last.high.compare(high) < 0) last.high = high;
  }
  return result;
}

/**
 * 1 or -1: reading the index forward or backward gives the order of the sort; 0: neither does. Index fields that `skip`
 * names do not matter (one value in all that is read together); sort fields that `fixed` names have one value in all.
 */
function direction(
  index: Index,
  sort: readonly KeyField[],
  skip: (place: number) => boolean,
  fixed: (place: number) => boolean,
): number {
  let result = 0;
  let place = 0;
  for (const field of sort) {
    const at = index.fields.findIndex((one) => one.path === field.path);
    if (at < 0 || isMultikey(index, at)) return 0;
    if (fixed(at)) continue;
    while (place < at && skip(place)) place += 1;
    const sign = index.fields[at]?.descending === field.descending ? 1 : -1;
    if (place !== at || skip(at) || sign === -result) return 0;
    result = sign;
    place += 1;
  }
  return result || 1;
}
