import { readFileSync } from "node:fs";
import { type Environment, SettingsError, z } from "../kit";
import { openDevelopmentAuthority, readCertificates } from "./signature";

/** Setting of the roots that results are verified against. */
export const RESULT_SETTINGS = {
  RESULT_TRUST_ROOTS: z
    .string()
    .optional()
    .describe(
      "a PEM file with the root certificates that sign for agencies; unset, in production no electronic result is accepted, in development those of the development authority",
    ),
};

/** The trusted roots, PEM. @throws SettingsError when the file cannot be read or holds no certificate */
export async function resultRoots(
  file: string | undefined,
  environment: Pick<Environment, "production" | "dataFolder">,
): Promise<readonly string[]> {
  if (file !== undefined) return rootsIn(file);
  return environment.production ? [] : [(await openDevelopmentAuthority(environment)).root];
}

function rootsIn(file: string): readonly string[] {
  try {
    return readCertificates(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SettingsError([`RESULT_TRUST_ROOTS: must be a PEM file of certificates: ${reason}`]);
  }
}
