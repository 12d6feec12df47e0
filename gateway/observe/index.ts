/** What happened? Errors in the client's words, and one log line per operation. */
export { errorAnswer, errorPresenter, type Reader } from "./errors";
export { requestLog } from "./requests";
