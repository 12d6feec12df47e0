import { createPrivateKey, randomBytes, webcrypto } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalAgencyCode } from "../../kit";
import type { Signer } from "./sign";

/** An authority that certifies agencies for development: nobody outside this data folder trusts it. */
export interface DevelopmentAuthority {
  /** Its root, PEM. */
  readonly root: string;
  /** An agency's key and certificate, made at the first call and the same ever after. @throws Error for what is no agency code */
  signerOf(agency: string): Promise<Signer>;
}

const YEAR = 365 * 24 * 3_600_000;
/** Before every sample: samples reach back four quarters, and a year may have been spent with an older data folder. */
const VALID_BEFORE = 5 * YEAR;
const VALID_AFTER = 20 * YEAR;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const USAGE = { authority: 0x20, signer: 0x01 } as const;

/**
 * Opens the development authority of a data folder, making it at the first call. Two processes that start at once agree. Keys and
 * certificates are files of mode 0600 in `development/results`.
 * @throws Error in production
 */
export async function openDevelopmentAuthority(where: {
  readonly dataFolder: string;
  readonly production: boolean;
}): Promise<DevelopmentAuthority> {
  if (where.production) throw new Error("the development authority does not sign in production");
  const folder = join(where.dataFolder, "development", "results");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const root = await keptIn(join(folder, "root.pem"), () => issue({ agency: null, issuer: null }));
  const signers = new Map<string, Promise<Signer>>();
  const open = async (agency: string): Promise<Signer> => {
    if (canonicalAgencyCode(agency) !== agency) throw new Error("not the canonical code of an agency");
    const own = await keptIn(join(folder, `agency-${agency}.pem`), () => issue({ agency, issuer: root }));
    return { key: createPrivateKey(own.key), certificates: [own.certificate, root.certificate] };
  };
  return {
    root: root.certificate,
    signerOf(agency) {
      const known = signers.get(agency) ?? open(agency);
      signers.set(agency, known);
      return known;
    },
  };
}

/** A key and its certificate, PEM. */
interface Issued {
  readonly key: string;
  readonly certificate: string;
}

/** What a file holds; made whole under another name and then linked, so that nobody reads half of it. */
async function keptIn(file: string, make: () => Promise<Issued>): Promise<Issued> {
  if (!existsSync(file)) {
    const { key, certificate } = await make();
    const draft = `${file}.${process.pid}.${randomBytes(8).toString("hex")}`;
    writeFileSync(draft, `${key.trim()}\n${certificate.trim()}\n`, { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (cause) {
      if (!existsSync(file)) throw cause;
    } finally {
      unlinkSync(draft);
    }
  }
  const text = readFileSync(file, "utf8");
  const at = text.indexOf("-----BEGIN CERTIFICATE-----");
  if (at < 0) throw new Error(`${file} holds no certificate; remove the folder to make a new development authority`);
  return { key: text.slice(0, at), certificate: text.slice(at) };
}

/** Makes a key and its certificate: the root's own, or an agency's. */
async function issue({ agency, issuer }: { agency: string | null; issuer: Issued | null }): Promise<Issued> {
  // Loaded here, not at the top: verifying needs none of it, and production never makes certificates.
  const x509 = await import("@peculiar/x509");
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const usage = agency === null ? USAGE.authority : USAGE.signer;
  const common = {
    serialNumber: randomBytes(15).toString("hex").replace(/^./, "1"),
    notBefore: new Date(Date.now() - VALID_BEFORE),
    notAfter: new Date(Date.now() + VALID_AFTER),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(agency === null, agency === null ? 0 : undefined, true),
      new x509.KeyUsagesExtension(usage, true),
    ],
  };
  const certificate =
    issuer === null
      ? await x509.X509CertificateGenerator.createSelfSigned({ ...common, name: ROOT_NAME, keys })
      : await x509.X509CertificateGenerator.create({
          ...common,
          issuer: new x509.X509Certificate(issuer.certificate).subject,
          subject: [{ C: ["VN"] }, { CN: [`Development signer of ${agency}`] }, { "2.5.4.5": [agency ?? ""] }],
          publicKey: keys.publicKey,
          signingKey: await signingKeyOf(issuer.key),
        });
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  return { key: pem("PRIVATE KEY", key), certificate: certificate.toString("pem") };
}

const ROOT_NAME = "C=VN, O=Lien Thong development, CN=Development authority that nobody trusts";

function signingKeyOf(key: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(key).export({ type: "pkcs8", format: "der" });
  return webcrypto.subtle.importKey("pkcs8", der, ALGORITHM, false, ["sign"]);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
