import { X509Certificate } from "node:crypto";

/** The certificates of a PEM file, one text each. @throws Error when there are none, or when one cannot be read */
export function readCertificates(text: string): readonly string[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Error("the file holds no certificate in PEM");
  return found.map((pem, index) => {
    try {
      return `${new X509Certificate(pem).toString().trim()}\n`;
    } catch (cause) {
      throw new Error(`certificate ${index + 1} of the file cannot be read`, { cause });
    }
  });
}
