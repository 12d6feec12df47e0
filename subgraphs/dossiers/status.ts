/** The ten statuses that one-stop systems exchange with the national portal (domain reference 5.2). */
export enum DossierStatus {
  FILED = "FILED",
  ACCEPTED = "ACCEPTED",
  NOT_ACCEPTED = "NOT_ACCEPTED",
  IN_PROGRESS = "IN_PROGRESS",
  SUPPLEMENT_REQUESTED = "SUPPLEMENT_REQUESTED",
  PAYMENT_REQUESTED = "PAYMENT_REQUESTED",
  WITHDRAWN = "WITHDRAWN",
  STOPPED = "STOPPED",
  FINISHED = "FINISHED",
  RETURNED = "RETURNED",
}

/** Of each status: its code on the wire (`TrangThaiHoSo`) and its Vietnamese name. */
export const STATUSES: Readonly<Record<DossierStatus, { readonly code: number; readonly name: string }>> = {
  FILED: { code: 1, name: "Mới đăng ký" },
  ACCEPTED: { code: 2, name: "Được tiếp nhận" },
  NOT_ACCEPTED: { code: 3, name: "Không được tiếp nhận" },
  IN_PROGRESS: { code: 4, name: "Đang xử lý" },
  SUPPLEMENT_REQUESTED: { code: 5, name: "Yêu cầu bổ sung giấy tờ" },
  PAYMENT_REQUESTED: { code: 6, name: "Yêu cầu thực hiện nghĩa vụ tài chính" },
  WITHDRAWN: { code: 7, name: "Công dân yêu cầu rút hồ sơ" },
  STOPPED: { code: 8, name: "Dừng xử lý" },
  FINISHED: { code: 9, name: "Đã xử lý xong" },
  RETURNED: { code: 10, name: "Đã trả kết quả" },
};

/** The reporting groups of a provincial system (domain reference 5.2) that the public figures use. */
export const REPORTING_GROUPS = {
  inProgress: [DossierStatus.ACCEPTED, DossierStatus.IN_PROGRESS],
  finished: [DossierStatus.FINISHED, DossierStatus.RETURNED],
} as const;
