import { describe, expect, it } from "@jest/globals";
import { classify } from "../../../subgraphs/evaluation/service";

describe("the class of a total of the nine indices", () => {
  it.each([
    [0, "Yếu"],
    [5, "Yếu"],
    [5.99, "Yếu"],
    [6, "Trung bình"],
    [8.99, "Trung bình"],
    [9, "Khá"],
    [11, "Khá"],
    [12, "Tốt"],
    [14, "Tốt"],
    [14.99, "Tốt"],
    [15, "Xuất sắc"],
    [16, "Xuất sắc"],
    [18, "Xuất sắc"],
  ])("is by the bound it reaches: %d points are %s", (points, label) => {
    expect(classify(points).label).toBe(label);
  });

  it.each([-1, 18.01, 19, Number.NaN, Number.POSITIVE_INFINITY])("refuses the total %d", (points) => {
    expect(() => classify(points)).toThrow(RangeError);
  });
});
