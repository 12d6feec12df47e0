import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { keysetRequest, PAGE_LIMIT, toConnection } from "../../../subgraphs/kit";

interface Row {
  readonly name: string;
  readonly id: number;
}

const order = (a: Row, b: Row) => (a.name === b.name ? a.id - b.id : a.name < b.name ? -1 : 1);

/** What a store does with a keyset request. */
function read(rows: readonly Row[], page: { first: number; after?: string | null }) {
  const { after, limit } = keysetRequest(page, 2);
  const from =
    after === null ? rows : rows.filter((row) => order(row, { name: String(after[0]), id: Number(after[1]) }) > 0);
  return toConnection(from.slice(0, limit), page, (row) => [row.name, row.id]);
}

describe("a list read page by page", () => {
  test("gives every row once, in order, whatever the page size", () => {
    const rows = fc.array(fc.record({ name: fc.string({ maxLength: 3 }), id: fc.nat() }), { maxLength: 60 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: PAGE_LIMIT }), (unordered, first) => {
        const all = [...new Map(unordered.map((row) => [row.id, row])).values()].sort(order);
        const seen: Row[] = [];
        for (let after: string | null = null; ; ) {
          const page = read(all, { first, after });
          seen.push(...page.edges.map((edge) => edge.node));
          expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        expect(seen).toEqual(all);
      }),
    );
  });

  test.each([0, -1, PAGE_LIMIT + 1])("refuses %i a page", (first) => {
    expect(() => keysetRequest({ first }, 1)).toThrow("Ask for 1 to 100 a page.");
  });

  test.each([
    "",
    "x",
    Buffer.from("{}").toString("base64url"),
    Buffer.from('["a"]').toString("base64url"),
    Buffer.from('["a",{"$ne":1}]').toString("base64url"),
    "A".repeat(5000),
  ])("refuses the cursor %s", (after) => {
    expect(() => keysetRequest({ first: 1, after }, 2)).toThrow("The cursor was not made by this list.");
  });
});
