import { describe, expect, test } from "@jest/globals";
import { readSettings, SettingsError, setting, z } from "../../../subgraphs/kit";

const shape = {
  PORT: setting.port(4000),
  MONGODB_URI: setting.url("mongodb", "mongodb+srv").optional(),
  KEY: setting.key(4).optional(),
  NAME: z.string().min(3),
};

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(shape, environment);
    return [];
  } catch (error) {
    return error instanceof SettingsError ? error.faults : [String(error)];
  }
};

describe("readSettings", () => {
  test("parses values, applies defaults and freezes the result", () => {
    const settings = readSettings(shape, { NAME: "Lan", KEY: "AAECAw==" });
    expect(settings).toEqual({ PORT: 4000, MONGODB_URI: undefined, KEY: Buffer.from([0, 1, 2, 3]), NAME: "Lan" });
    expect(Object.isFrozen(settings)).toBe(true);
  });

  test("takes an empty variable as not set", () => {
    expect(readSettings(shape, { NAME: "Lan", MONGODB_URI: "", PORT: "" }).PORT).toBe(4000);
  });

  test("reports all faults at once, each with its name and without its value", () => {
    const faults = faultsOf({ PORT: "99999", MONGODB_URI: "http://user:hunter2@host", KEY: "AA==", NAME: "x" });
    expect(faults.map((fault) => fault.split(":")[0])).toEqual(["PORT", "MONGODB_URI", "KEY", "NAME"]);
    expect(faults.join()).not.toContain("hunter2");
  });

  test.each(["-1", "1.5", "port", "4000 ", "0x10", "123456"])("refuses the port %j", (port) => {
    expect(faultsOf({ NAME: "Lan", PORT: port })).toHaveLength(1);
  });
});
