/** Exit code of the child process when another process has its data open. */
export const LOCKED = 3;

/** What the child prints when it listens. */
export const READY = "ready\n";

/** What the child prints when its parent let go of it but other processes still use it. */
export const STAYING = "staying\n";
