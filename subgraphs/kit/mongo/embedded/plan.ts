import type { Bound, Condition } from "./match";
import type { KeyField } from "./paths";
import { contains, type Range } from "./ranges";
import { rank } from "./values";

/** What planning needs of an index; `multikey` has the bit of each field in which some document had an array. */
export interface Indexed {
  readonly fields: readonly KeyField[];
  readonly unique: boolean;
  readonly partial: Condition | undefined;
  readonly multikey: number;
}

/** SQL with its parameters. */
export interface Sql {
  readonly text: string;
  readonly values: readonly Buffer[];
}

/** How to read an index: SQLite finds the entries (columns k0, k1, …), so here is only what it may look for. */
export interface Plan<Index> {
  readonly index: Index;
  /** Holds for an entry of every document that the filter finds, and maybe for others. */
  readonly where: Sql;
  /** The order of the sort; undefined when it needs whole documents. */
  readonly order: string | undefined;
}

/** The best index for the filter and the sort, or undefined when every document is looked at. A hinted one is taken. */
export function plan<Index extends Indexed>(
  indexes: readonly Index[],
  filter: Condition,
  sort: readonly KeyField[],
  isHinted: boolean,
): Plan<Index> | undefined {
  let best: { score: number; plan: Plan<Index> } | undefined;
  for (const index of indexes) {
    if (index.partial && !implies(filter, index.partial)) continue;
    const columns = columnsOf(index, filter.bounds, true);
    const either = filter.alternatives.map((branches) => alternatives(index, branches));
    const bounded = [...columns, ...either.flatMap(({ hulls }) => hulls)];
    const where = joined(" AND ", [...bounded.map(columnSql), ...either.flatMap(({ exact }) => exact)]);
    if (where.values.length > MAX_VALUES) continue;
    const order = orderSql(index, sort);
    const score = scoreOf(index, bounded, order === undefined ? [] : sort);
    if (isHinted || score > (best?.score ?? 0)) best = { score, plan: { index, where, order } };
  }
  return best?.plan;
}

/** Whether every document of the filter is in the partial index: what the index wants is bounded as narrowly. */
function implies(filter: Condition, partial: Condition): boolean {
  const isBounded = (wanted: Bound): boolean =>
    filter.bounds.some(({ path, ranges, isExistence }) => {
      if (path !== wanted.path || isExistence) return path === wanted.path && wanted.isExistence;
      return ranges.every((one) =>
        wanted.ranges.some((all) => contains(all, one.low) && one.high.compare(all.high) <= 0),
      );
    });
  return (
    partial.bounds.every(isBounded) &&
    partial.alternatives.every((branches) => branches.some((branch) => implies(filter, branch)))
  );
}

interface Column {
  readonly place: number;
  readonly ranges: readonly Range[];
}

/** SQLite takes 32,766 parameters and expressions that are nested 1,000 deep. */
const MAX_VALUES = 30_000;
const MAX_PARTS = 300;

/**
 * The bounds that one entry must satisfy. An entry holds one element of an array, and several bounds of an array may
 * hold for different elements: so of those only one counts, a value rather than a range.
 */
function columnsOf(index: Indexed, bounds: readonly Bound[], withArray: boolean): Column[] {
  const all = bounds.flatMap((bound) => {
    const place = index.fields.findIndex(({ path }) => path === bound.path);
    const isUsable = place >= 0 && !bound.isExistence && !hasArrays(bound.ranges);
    return isUsable ? [{ place, ranges: bound.ranges }] : [];
  });
  const inArrays = all.filter(({ place }) => isMultikey(index, place));
  const chosen = inArrays.find(isPoints) ?? inArrays[0];
  return all.filter((column) => (withArray && column === chosen) || !isMultikey(index, column.place));
}

/** A comparison with whole arrays is about no single entry. */
function hasArrays(ranges: readonly Range[]): boolean {
  return ranges.some(({ low, high }) => low.compare(AFTER_ARRAYS) < 0 && ARRAYS.compare(high) < 0);
}

const [ARRAYS, AFTER_ARRAYS] = [Buffer.from([rank([])]), Buffer.from([rank([]) + 1])];

/** `$or`: what an entry satisfies exactly, and the keys between the outermost in columns that all branches bound. */
function alternatives(index: Indexed, branches: readonly Condition[]): { exact: Sql[]; hulls: Column[] } {
  const all = branches.map((branch) => columnsOf(index, branch.bounds, false));
  if (all.some((columns) => columns.length === 0)) return { exact: [], hulls: [] };
  const hulls = index.fields.flatMap((_, place): Column[] => {
    const lists = all.map((columns) => columns.find((column) => column.place === place)?.ranges);
    const low = lists.flatMap((ranges) => ranges?.map((range) => range.low) ?? []).sort(Buffer.compare)[0];
    const high = lists
      .flatMap((ranges) => ranges?.map((range) => range.high) ?? [])
      .sort(Buffer.compare)
      .at(-1);
    return !low || !high || lists.includes(undefined) ? [] : [{ place, ranges: [{ low, high, isPoint: false }] }];
  });
  return {
    exact: [
      joined(
        " OR ",
        all.map((columns) => joined(" AND ", columns.map(columnSql))),
      ),
    ],
    hulls,
  };
}

function isMultikey(index: Indexed, place: number): boolean {
  return (index.multikey & (1 << place)) !== 0;
}

function isPoints({ ranges }: Column): boolean {
  return ranges.every(({ isPoint }) => isPoint);
}

/** Values in the first fields count most, then a range after them, then the order. */
function scoreOf(index: Indexed, columns: readonly Column[], sort: readonly KeyField[]): number {
  const isFixed = (place: number): boolean => columns.some((column) => column.place === place && isPoints(column));
  const open = index.fields.findIndex((_, place) => !isFixed(place));
  const depth = open < 0 ? index.fields.length : open;
  const start = index.fields.findIndex(({ path }) => path === sort[0]?.path);
  const follows = start <= depth && sort.every(({ path }, place) => index.fields[start + place]?.path === path);
  return (
    (index.unique && open < 0 ? 1000 : 0) +
    depth * 100 +
    (columns.some(({ place }) => place === depth) ? 40 : 0) +
    (sort.length === 0 ? 0 : follows ? 60 : 30)
  );
}

/** An order of arrays needs the whole document. */
function orderSql(index: Indexed, sort: readonly KeyField[]): string | undefined {
  const places = sort.map(({ path }) => index.fields.findIndex((field) => field.path === path));
  if (places.some((place) => place < 0 || isMultikey(index, place))) return undefined;
  return places.map((place, at) => `k${place}${sort[at]?.descending ? " DESC" : ""}`).join(", ");
}

function columnSql({ place, ranges }: Column): Sql {
  if (ranges.every(({ isPoint }) => isPoint))
    return { text: `k${place} IN (${ranges.map(() => "?").join(", ")})`, values: ranges.map(({ low }) => low) };
  const within = ranges.map(({ low, high }) => ({ text: `k${place} >= ? AND k${place} < ?`, values: [low, high] }));
  return joined(" OR ", within);
}

/** Of more parts than SQLite takes, none: the filter is tested on the document anyway. */
function joined(word: " AND " | " OR ", parts: readonly Sql[]): Sql {
  if (parts.length > MAX_PARTS) return { text: "TRUE", values: [] };
  const text = parts.map((part) => `(${part.text})`).join(word);
  return { text: text || "TRUE", values: parts.flatMap(({ values }) => values) };
}
