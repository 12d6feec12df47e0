import { BSONRegExp, Double, MaxKey, MinKey } from "bson";
import type { Value } from "./bson";
import type { KeyField } from "./index-keys";
import { type Bound, type Condition, regexPrefix } from "./match";
import { inverted, orderKey, prefixKey, rank, successor } from "./order";
import type { Index, KeyRange } from "./storage";

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
    if (!covers(index, alternatives)) continue;
    const candidate = consider(index, alternatives, sort);
    if (hinted || (candidate.score > 0 && candidate.score > (best?.score ?? 0))) best = candidate;
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
  if (condition.bounds) return [[condition.bounds]];
  if (condition.or) {
    const all = condition.or.flatMap(branches);
    return all.length <= MAX_BRANCHES ? all : [[]];
  }
  return (condition.and ?? []).reduce<Branch[]>(
    (product, part) => {
      const next = product.flatMap((left) => branches(part).map((right) => [...left, ...right]));
      return next.length <= MAX_BRANCHES ? next : product;
    },
    [[]],
  );
}

/** Whether every document of every branch is in the index (partial and sparse indexes hold a part of them). */
function covers(index: Index, alternatives: readonly Branch[]): boolean {
  if (index.sparse && !alternatives.every((branch) => index.fields.some((field) => excludesNull(branch, field.path)))) {
    return false;
  }
  const { partial } = index;
  return !partial || alternatives.every((branch) => implies(branch, partial));
}

function excludesNull(branch: Branch, path: string): boolean {
  const null_ = orderKey(null);
  return branch.some((bound) => {
    if (bound.path !== path) return false;
    if (bound.operator === "$exists") return true;
    const list = intervals(bound);
    return list?.every((interval) => interval.low.compare(null_) > 0 || interval.high.compare(null_) <= 0) ?? false;
  });
}

function implies(branch: Branch, condition: Condition): boolean {
  if (condition.and) return condition.and.every((part) => implies(branch, part));
  if (condition.or) return condition.or.some((part) => implies(branch, part));
  const wanted = condition.bounds;
  if (!wanted) return false;
  if (wanted.operator === "$exists") return excludesNull(branch, wanted.path);
  const outer = intervals(wanted);
  return branch.some((bound) => {
    const inner = bound.path === wanted.path && bound.operator !== "$exists" ? intervals(bound) : undefined;
    return inner?.every((one) =>
      outer?.some((all) => all.low.compare(one.low) <= 0 && one.high.compare(all.high) <= 0),
    );
  });
}

function consider(
  index: Index,
  alternatives: readonly Branch[],
  sort: readonly KeyField[],
): { plan: IndexPlan; score: number } {
  const bounded = alternatives.map((branch) => indexIntervals(index, branch));
  const points = index.fields.findIndex((_, place) => !bounded.every((fields) => isPoints(fields[place])));
  const depth = points < 0 ? index.fields.length : points;
  const ranged = depth < index.fields.length && bounded.every((fields) => fields[depth] !== undefined);
  const ranges = bounded.flatMap((fields) => keyRanges(index.fields, fields, depth));
  const fixed = index.fields.map((_, place) => isFixed(bounded.map((fields) => fields[place])));
  const groups = grouped(ranges);
  const isFixedAt = (place: number): boolean => fixed[place] ?? false;
  const settled = (place: number): boolean => isFixedAt(place) && (index.multikey & (1 << place)) === 0;
  const direct = direction(index, sort, isFixedAt, settled);
  const exploded = groups.length <= MAX_MERGED ? direction(index, sort, (place) => place < depth, settled) : 0;
  const sorted = direct !== 0 || exploded !== 0;
  const score =
    (index.unique && depth === index.fields.length ? 1000 : 0) +
    depth * 100 +
    (ranged ? 40 : 0) +
    (sorted && sort.length > 0 ? 60 : 0);
  const merged = direct === 0 && exploded !== 0;
  return {
    score,
    plan: {
      index,
      groups: merged ? groups : [{ skip: 0, ranges: disjoint(ranges) }],
      reverse: (merged ? exploded : direct) < 0,
      sorted,
    },
  };
}

/**
 * The intervals of each field. Several bounds of an array field may hold for different elements, so only one counts;
 * and of fields under one array only the first, because an entry holds the fields of one element.
 */
function indexIntervals(index: Index, branch: Branch): (Interval[] | undefined)[] {
  let inArray = false;
  return index.fields.map((field, place) => {
    const bounds = branch.filter((bound) => bound.path === field.path);
    const lists = bounds.map(intervals).filter((list) => list !== undefined);
    if ((index.multikey & (1 << place)) === 0) {
      return lists.reduce<Interval[] | undefined>((left, right) => (left ? intersect(left, right) : right), undefined);
    }
    if (inArray) return undefined;
    inArray = lists.length > 0;
    return lists.find(isPoints) ?? lists[0];
  });
}

function isPoints(list: readonly Interval[] | undefined): boolean {
  return list?.every((interval) => interval.point) ?? false;
}

function isFixed(lists: readonly (readonly Interval[] | undefined)[]): boolean {
  const first = lists[0]?.[0];
  return (
    first?.point === true &&
    lists.every((list) => list?.length === 1 && list[0]?.point && list[0].low.equals(first.low))
  );
}

function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      const low = a.low.compare(b.low) >= 0 ? a.low : b.low;
      const high = a.high.compare(b.high) <= 0 ? a.high : b.high;
      return low.compare(high) < 0 ? [{ low, high, point: a.point || b.point }] : [];
    }),
  );
}

/** The keys that can satisfy a comparison; undefined when all can. */
function intervals(bound: Bound): Interval[] | undefined {
  const { operand, operator } = bound;
  if (operator === "$in") {
    const lists = Array.isArray(operand) ? operand.map((item) => equalTo(item, item instanceof BSONRegExp)) : [];
    return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
  }
  if (operator === "$eq" || operator === "$regex") return equalTo(operand, operator === "$regex");
  if (operator === "$exists" || !ordered(operand)) return undefined;
  const key = orderKey(operand);
  const type = Buffer.from([rank(operand)]);
  const [low, high] = operator.startsWith("$g")
    ? [operator === "$gt" ? successor(key) : key, successor(type)]
    : [type, operator === "$lte" ? successor(key) : key];
  return [{ low, high, point: false }];
}

function equalTo(operand: Value, pattern: boolean): Interval[] | undefined {
  if (Array.isArray(operand)) return undefined;
  const key = orderKey(operand);
  const point: Interval = { low: key, high: successor(key), point: true };
  if (!pattern || !(operand instanceof BSONRegExp)) return [point];
  const prefix = prefixKey(regexPrefix(operand));
  return [
    { low: prefix, high: successor(prefix), point: false },
    { ...point, point: false },
  ];
}

function ordered(operand: Value): boolean {
  const unordered =
    operand === null || Array.isArray(operand) || operand instanceof MinKey || operand instanceof MaxKey;
  return !unordered && !(operand instanceof Double && Number.isNaN(operand.value));
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
  for (const [place, list] of lists.slice(0, depth).entries()) {
    const descending = fields[place]?.descending ?? false;
    const points = (list ?? []).map((interval) => (descending ? inverted(interval.low) : interval.low));
    const next = prefixes.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point])));
    if (next.length > MAX_RANGES) break;
    prefixes = next;
  }
  const list = lists[depth];
  const descending = fields[depth]?.descending ?? false;
  return prefixes.flatMap((prefix) => {
    if (!list) return [{ prefix, low: prefix, high: successor(prefix) }];
    return list.map((interval) => {
      const { low, high } = descending ? turned(interval) : interval;
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
  return [...groups.values()].map((group) => ({ skip: group[0]?.prefix.length ?? 0, ranges: disjoint(group) }));
}

/** The same keys as ranges in order that do not overlap. */
function disjoint(ranges: readonly KeyRange[]): KeyRange[] {
  const result: { low: Buffer; high: Buffer }[] = [];
  for (const range of ranges.toSorted((a, b) => a.low.compare(b.low))) {
    const last = result.at(-1);
    if (!last || last.high.compare(range.low) < 0) result.push({ low: range.low, high: range.high });
    else if (last.high.compare(range.high) < 0) last.high = range.high;
  }
  return result;
}

/**
 * 1 or -1: reading the index forward or backward gives the order of the sort; 0: neither does. Index fields that `skip`
 * names do not matter (one value in all that is read); sort fields that `settled` names have one value in all documents.
 */
function direction(
  index: Index,
  sort: readonly KeyField[],
  skip: (place: number) => boolean,
  settled: (place: number) => boolean,
): number {
  let result = 0;
  let place = 0;
  for (const field of sort) {
    const at = index.fields.findIndex((one) => one.path === field.path);
    if (at < 0) return 0;
    if (settled(at)) continue;
    while (place < at && skip(place)) place += 1;
    if (place !== at || skip(at) || (index.multikey & (1 << at)) !== 0) return 0;
    const sign = index.fields[at]?.descending === field.descending ? 1 : -1;
    if (result !== 0 && result !== sign) return 0;
    result = sign;
    place += 1;
  }
  return result === 0 ? 1 : result;
}
