/**
 * The packets `DongBoHoSoMC` and `CapNhatTienDoHoSoMC` of QCVN 120:2019, by which one-stop systems of agencies tell of their
 * dossiers over HTTP: read tolerantly, normalised once, and applied so that order and repetition do not matter.
 */

export { packetResumeJob } from "./resume-job";
export { packetRoutes } from "./routes";
export { sendersOf } from "./senders";
export { PACKET_SETTINGS, requireSafePackets } from "./settings";
export { openPacketStore } from "./store-packets";
