import { registerEnumType } from "type-graphql";
import { DigitalCopy, DossierChannel, DossierFeeKind, DossierFeeState } from "./dossier";
import { DossierForm, DossierPaymentOutcome, DossierResultForm } from "./life";
import { DossierFeeCollection, DossierTimeUnit } from "./rules";
import { DossierStatus, STATUSES } from "./status";
import { DossierAction } from "./transitions";

/** A role of an agency in a dossier, to filter by. */
export enum DossierAgencyRole {
  RECEIVING = "RECEIVING",
  HELPING = "HELPING",
  DECIDING = "DECIDING",
}

registerEnumType(DossierStatus, {
  name: "DossierStatus",
  description: "Trạng thái hồ sơ, the ten that are exchanged with the national portal.",
  valuesConfig: Object.fromEntries(
    Object.entries(STATUSES).map(([status, { code, name }]) => [status, { description: `${code}: ${name}` }]),
  ),
});
registerEnumType(DossierChannel, { name: "DossierChannel", description: "Kênh thực hiện." });
registerEnumType(DossierFeeState, {
  name: "DossierFeeState",
  description: "FREE: miễn phí. UNKNOWN: không có thông tin. SEE_DESCRIPTION: the amount is left to the text.",
});
registerEnumType(DossierFeeKind, { name: "DossierFeeKind", description: "Phí or lệ phí." });
registerEnumType(DossierAgencyRole, {
  name: "DossierAgencyRole",
  description: "Nơi tiếp nhận, nơi hỗ trợ, nơi có thẩm quyền giải quyết.",
});
registerEnumType(DigitalCopy, { name: "DigitalCopy", description: "Số hóa, tái sử dụng thành phần hồ sơ." });
registerEnumType(DossierAction, {
  name: "DossierAction",
  description: "What can be done to a dossier: one mutation each.",
});
registerEnumType(DossierPaymentOutcome, { name: "DossierPaymentOutcome" });
registerEnumType(DossierResultForm, { name: "DossierResultForm", description: "Hình thức kết quả: điện tử, giấy." });
registerEnumType(DossierForm, {
  name: "DossierForm",
  description: "Mẫu phiếu: tiếp nhận và hẹn trả, yêu cầu bổ sung, từ chối, xin lỗi và gia hạn, dừng giải quyết.",
});
registerEnumType(DossierFeeCollection, {
  name: "DossierFeeCollection",
  description: "BEFORE: paid before the dossier is forwarded. AFTER: while it is handled. NONE: nothing is collected.",
});
registerEnumType(DossierTimeUnit, { name: "DossierTimeUnit", description: "Giờ, ngày, ngày làm việc, tháng." });
