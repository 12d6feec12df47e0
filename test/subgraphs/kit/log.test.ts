import { describe, expect, test } from "@jest/globals";
import { createLog } from "../../../subgraphs/kit";

const linesOf = (write: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  write(createLog("test", { destination: { write: (line) => void lines.push(line) } }));
  return lines.join("");
};

describe("a log line", () => {
  test.each<[string, (log: ReturnType<typeof createLog>) => void]>([
    ["a message", (log) => log.info("looked up 001099012345")],
    ["a member", (log) => log.info({ id: "001099012345" }, "x")],
    ["a deep member", (log) => log.info({ a: { b: [{ c: "001099012345" }] } }, "x")],
    ["an error", (log) => log.error({ err: new Error("no 001099012345") }, "x")],
    ["a number", (log) => log.info({ n: 301099012345 }, "x")],
    ["an old number", (log) => log.info("012345678")],
    ["a child's binding", (log) => log.child({ who: "001099012345" }).info("x")],
  ])("never holds a personal number that came in by %s", (_title, write) => {
    expect(linesOf(write)).not.toMatch(/\d{9}/);
  });

  test.each<[string, (log: ReturnType<typeof createLog>) => void]>([
    ["a long number", (log) => log.info({ amount: 123_456_789_012, list: [1_234_567_890] }, "x")],
    [
      "a text that looks like numbers of JSON",
      (log) => log.info("sent [123456789012,234567890123] and :345678901234}"),
    ],
    ["an error that is its own cause", (log) => log.error({ err: causedByItself() }, "x")],
  ])("stays JSON with %s", (_title, write) => {
    const line = linesOf(write);
    expect(JSON.parse(line)).toMatchObject({ part: "test" });
    expect(line).not.toMatch(/\d{9}/);
  });

  test.each(["authorization", "token", "password", "personalNumber", "variables", "fullName", "body"])(
    "drops the member %s",
    (name) => {
      const text = linesOf((log) => log.info({ [name]: "canary", request: { [name]: "canary" } }, "x"));
      expect(text).not.toContain("canary");
    },
  );

  test("hides the password of an address", () => {
    expect(linesOf((log) => log.info("mongodb://admin:hunter2@10.0.0.7/x"))).not.toContain("hunter2");
  });

  test("is JSON with an ISO time and the part's name", () => {
    expect(JSON.parse(linesOf((log) => log.info("hello")))).toMatchObject({
      part: "test",
      msg: "hello",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });
});

function causedByItself(): Error {
  const error = new Error("round and round");
  error.cause = error;
  return error;
}
