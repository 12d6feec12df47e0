import type { SignatureFault } from "./verify";

/** Why a file is not believed, for the one who has it. */
export const REASONS: Readonly<
  Record<SignatureFault | "OTHER_DOCUMENT" | "UNREADABLE", { readonly vi: string; readonly en: string }>
> = {
  UNREADABLE: {
    vi: "tệp kết quả không phải là câu trả lời của Liên Thông về một hồ sơ có kết quả.",
    en: "the result file is no answer of Liên Thông about a dossier with results.",
  },
  OTHER_DOCUMENT: {
    vi: "hồ sơ không có kết quả nào là tệp này; nội dung tệp có thể đã bị thay đổi.",
    en: "no result of the dossier is this file; its content may have been changed.",
  },
  MALFORMED: {
    vi: "kết quả hoặc chứng thư số không đúng định dạng.",
    en: "the result or a certificate is malformed.",
  },
  ALGORITHM_NOT_ALLOWED: {
    vi: "thuật toán ký hoặc độ dài khóa không được chấp nhận.",
    en: "the algorithm or the length of a key is not accepted.",
  },
  CHAIN_TOO_LONG: { vi: "chuỗi chứng thư số quá dài.", en: "the chain of certificates is too long." },
  CHAIN_BROKEN: {
    vi: "một chứng thư số không do chứng thư đứng sau nó cấp.",
    en: "a certificate was not issued by the one after it.",
  },
  NOT_AN_AUTHORITY: {
    vi: "một chứng thư số trong chuỗi không có quyền cấp chứng thư.",
    en: "a certificate of the chain may not issue certificates.",
  },
  KEY_USAGE: { vi: "chứng thư số của người ký không dùng để ký.", en: "the signer's certificate is not for signing." },
  CRITICAL_EXTENSION: {
    vi: "một chứng thư số có điều kiện mà chương trình này không hiểu.",
    en: "a certificate has a condition that this program does not understand.",
  },
  NOT_VALID_THEN: {
    vi: "một chứng thư số không có hiệu lực vào thời điểm ký.",
    en: "a certificate was not valid at the time of signing.",
  },
  ROOT_NOT_TRUSTED: {
    vi: "chuỗi chứng thư số không dẫn đến tổ chức chứng thực được tin cậy.",
    en: "the chain of certificates does not lead to a trusted root.",
  },
  SIGNED_IN_THE_FUTURE: { vi: "thời điểm ký ở trong tương lai.", en: "the time of signing is in the future." },
  SIGNED_BEFORE_THE_DOSSIER: {
    vi: "thời điểm ký trước khi hồ sơ được nộp.",
    en: "it was signed before the dossier was filed.",
  },
  OTHER_AGENCY: {
    vi: "chứng thư số không phải của cơ quan giải quyết hồ sơ.",
    en: "the certificate is not that of the agency that decided the dossier.",
  },
  SIGNATURE_INVALID: {
    vi: "chữ ký không khớp với tài liệu, hồ sơ, cơ quan và thời điểm.",
    en: "the signature does not fit the document, the dossier, the agency and the time.",
  },
};
