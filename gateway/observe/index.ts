/** What happened? Errors in the client's words, and one log line per operation. */
export { errorAnswer, errorPresenter, presentError, type Reader } from "./errors";
export { requestLog } from "./requests";
