import { z } from "zod";

export { z };

/** A set of settings: one zod type per environment variable, named as the variable is. */
export type SettingsShape = Readonly<Record<string, z.ZodType>>;
export type Settings<Shape extends SettingsShape> = Readonly<{ [Name in keyof Shape]: z.infer<Shape[Name]> }>;

/** All faults of a configuration at once; the message lists one line per setting and is meant for the operator. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.name = "SettingsError";
  }
}

/**
 * Reads settings from the environment. An empty variable counts as not set. The result is frozen.
 * @throws SettingsError naming every setting that is missing or wrong; values are not repeated, since they may be secret
 */
export function readSettings<Shape extends SettingsShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings<Shape> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(shape)) {
    const parsed = type.safeParse(environment[name] === "" ? undefined : environment[name]);
    if (parsed.success) values[name] = parsed.data;
    else faults.push(`${name}: ${parsed.error.issues.map((issue) => issue.message).join("; ")}`);
  }
  if (faults.length > 0) throw new SettingsError(faults);
  // Each value was parsed by the type of its own name just above.
  return Object.freeze(values) as Settings<Shape>;
}

/** Whether what goes to an address is encrypted, or stays on this machine, where a proxy can encrypt it. */
export function isPrivateAddress(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** Types of settings that several parts use. */
export const setting = {
  url: (...schemes: readonly string[]) =>
    z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.replace(":", "")), {
      message: `must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
    }),
  port: (standard: number) =>
    z
      .string()
      .regex(/^\d{1,5}$/, "must be a port number")
      .transform(Number)
      .refine((port) => port <= 65_535, "must be at most 65535")
      .default(standard),
  milliseconds: (standard: number) =>
    z
      .string()
      .regex(/^[1-9]\d{0,6}$/, "must be a whole number of milliseconds, at least 1")
      .transform(Number)
      .default(standard),
  /** A secret key of `bytes` bytes, written in base64 or base64url. */
  key: (bytes: number) =>
    z
      .string()
      .transform((text) => Buffer.from(text, "base64"))
      .refine((key) => key.length === bytes, `must be ${bytes} bytes in base64`),
  flag: () =>
    z
      .enum(["0", "1", "true", "false"], "must be 1, 0, true or false")
      .transform((text) => text === "1" || text === "true")
      .default(false),
};
