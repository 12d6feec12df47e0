import { describe, expect, test } from "@jest/globals";
import { randomOf } from "../../../subgraphs/kit";

describe("random numbers of a name", () => {
  test("are the same each time and differ between names", () => {
    const draw = (name: string) => Array.from({ length: 5 }, () => randomOf(name).uuid());
    expect(new Set(draw("a")).size).toBe(1);
    expect(draw("a")).not.toEqual(draw("b"));
  });

  test("are as they always were, so that seeds stay the same on every machine", () => {
    expect(randomOf("lien-thong").bytes(40).toString("hex")).toBe(
      "93637aaad1fb9d78a1578c78a60f9b2a1e2107171a17e1ac2d717438c8a86f4ee4e6cb4149a23193",
    );
  });

  test("lie in their range and reach all of it", () => {
    const random = randomOf("range");
    const drawn = Array.from({ length: 2_000 }, () => random.below(10));
    expect([...new Set(drawn)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("do not repeat where one block of the sequence ends", () => {
    const random = randomOf("blocks");
    const drawn = Array.from({ length: 500 }, () => random.next());
    expect(new Set(drawn).size).toBe(500);
  });

  test("make UUIDs of version 8", () => {
    expect(randomOf("uuid").uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test("refuse to pick from nothing", () => {
    expect(() => randomOf("none").pick([])).toThrow(RangeError);
  });
});
