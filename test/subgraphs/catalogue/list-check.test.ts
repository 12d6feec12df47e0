import { describe, expect, test } from "@jest/globals";
import { checksOf } from "../../../subgraphs/catalogue/list-check";
import type { ListCountRecord } from "../../../subgraphs/catalogue/records";

const count = (kind: ListCountRecord["kind"], value: number, rest: Partial<ListCountRecord> = {}): ListCountRecord => ({
  kind,
  value,
  side: "MINISTRIES",
  bodyCode: null,
  executingLevel: null,
  serviceLevel: null,
  note: null,
  doubt: null,
  source: [],
  confidence: "Q",
  ...rest,
});
const total = count("TOTAL", 10);
const list = (counts: readonly ListCountRecord[], count: number | null = null) => ({
  count,
  counts,
  namedProcedures: [],
});

describe("a printed total beside its parts", () => {
  test("has no doubt when they agree", () => {
    expect(checksOf(list([total, count("BODY", 7), count("REMAINDER", 3)]))).toEqual([
      { subject: "BODIES", side: "MINISTRIES", printed: 10, derived: false, computed: 10, doubt: null },
    ]);
  });

  test("has one when they do not, and neither number is changed", () => {
    expect(checksOf(list([total, count("SERVICE_LEVEL", 7), count("SERVICE_LEVEL", 4)]))).toEqual([
      {
        subject: "SERVICE_LEVELS",
        side: "MINISTRIES",
        printed: 10,
        derived: false,
        computed: 11,
        doubt: "the parts give 11, the total is 10",
      },
    ]);
  });

  test("that follows by arithmetic itself says so", () => {
    expect(checksOf(list([{ ...total, confidence: "D" }, count("EXECUTING_LEVEL", 10)]))).toMatchObject([
      { derived: true },
    ]);
  });

  test("of both sides is compared with the whole; of one side only, it is not", () => {
    const whole = count("TOTAL", 15, { side: null });
    const other = count("TOTAL", 4, { side: "LOCALITIES" });
    expect(checksOf(list([whole, total, other]))).toMatchObject([
      { subject: "SIDES", side: null, printed: 15, computed: 14 },
    ]);
    expect(checksOf(list([whole, total]))).toEqual([]);
  });

  test("is not compared with parts of the other side, nor without a total", () => {
    expect(checksOf(list([total, count("BODY", 3, { side: "LOCALITIES" })]))).toEqual([]);
    expect(checksOf(list([count("BODY", 3)]))).toEqual([]);
  });

  test("of named procedures is in doubt only when more are named than there are", () => {
    const named = {
      name: "n",
      procedureCode: null,
      agencyCode: null,
      key: null,
      doubt: null,
      side: "MINISTRIES",
      executingLevel: null,
      source: [],
      confidence: "Q",
    } as const;
    const one = { count: 2, counts: [], namedProcedures: [named] };
    expect(checksOf(one)).toMatchObject([{ subject: "NAMED_PROCEDURES", printed: 2, computed: 1, doubt: null }]);
    const two = { ...one, namedProcedures: [named, named] };
    expect(checksOf(two)).toMatchObject([{ computed: 2, doubt: null }]);
    expect(checksOf({ ...two, count: 1 })).toMatchObject([{ doubt: "2 procedures are named, the list has 1" }]);
    expect(checksOf({ ...two, count: null })).toEqual([]);
  });
});
