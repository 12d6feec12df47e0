/** What node:crypto does not tell of a certificate (RFC 5280). */
export interface CertificateFields {
  /** The algorithm that its issuer signed it with: the OID's content in hexadecimal. */
  readonly signatureAlgorithm: string;
  /** The bits of the key usage, the first (digitalSignature) highest; null when it is not restricted. */
  readonly keyUsage: number | null;
  /** How many authorities may follow below it; null when that is not restricted. */
  readonly pathLength: number | null;
  /** The OIDs of its critical extensions. */
  readonly critical: readonly string[];
}

/** Extensions by the content of their OID in hexadecimal. */
export const EXTENSIONS = { keyUsage: "551d0f", subjectAlternativeName: "551d11", basicConstraints: "551d13" } as const;
/** Bits of the key usage. */
export const KEY_USAGE = { digitalSignature: 0x80, contentCommitment: 0x40, keyCertSign: 0x04 } as const;

const TAG = { boolean: 1, integer: 2, bits: 3, octets: 4, sequence: 0x30, extensions: 0xa3 } as const;

interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

/** Reads a certificate in DER. @throws RangeError for bytes that are none */
export function certificateFields(der: Buffer): CertificateFields {
  const [body, algorithm] = elements(only(der, TAG.sequence));
  const wrapped = elements(contentOf(body, TAG.sequence)).find(({ tag }) => tag === TAG.extensions);
  const all = wrapped === undefined ? [] : elements(only(wrapped.content, TAG.sequence)).map(extension);
  if (new Set(all.map(({ id }) => id)).size !== all.length) throw new RangeError("an extension twice");
  const extensionOf = (id: string) => all.find((each) => each.id === id)?.value;
  const usage = extensionOf(EXTENSIONS.keyUsage);
  const constraints = extensionOf(EXTENSIONS.basicConstraints);
  const length =
    constraints && elements(only(constraints, TAG.sequence)).find(({ tag }) => tag === TAG.integer)?.content;
  return {
    signatureAlgorithm: contentOf(elements(contentOf(algorithm, TAG.sequence))[0]).toString("hex"),
    // The first byte of a bit string says how many bits of the last one are unused.
    keyUsage: usage === undefined ? null : (only(usage, TAG.bits)[1] ?? 0),
    pathLength: length === undefined ? null : length.readUIntBE(0, length.length),
    critical: all.filter(({ critical }) => critical).map(({ id }) => id),
  };
}

function extension({ content }: Element): { readonly id: string; readonly critical: boolean; readonly value: Buffer } {
  const [id, ...rest] = elements(content);
  const value = rest.find(({ tag }) => tag === TAG.octets);
  const critical = rest.some(({ tag, content: flag }) => tag === TAG.boolean && flag[0] !== 0);
  return { id: contentOf(id).toString("hex"), critical, value: contentOf(value) };
}

function only(bytes: Buffer, tag: number): Buffer {
  return contentOf(elements(bytes)[0], tag);
}

function contentOf(element: Element | undefined, tag = element?.tag): Buffer {
  if (element === undefined || element.tag !== tag) throw new RangeError("no such element in the certificate");
  return element.content;
}

/** The elements that follow one another in some bytes. */
function elements(bytes: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    const short = bytes.readUInt8(at + 1);
    const extra = short < 0x80 ? 0 : short & 0x7f;
    const length = extra === 0 ? short : bytes.readUIntBE(at + 2, extra);
    const from = at + 2 + extra;
    if (from + length > bytes.length) throw new RangeError("an element longer than the certificate");
    found.push({ tag, content: bytes.subarray(from, from + length) });
    at = from + length;
  }
  return found;
}
