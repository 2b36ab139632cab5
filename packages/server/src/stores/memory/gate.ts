// What every read and every write of the memory store passes first. Throws ChatError `unavailable` once it is closed.
export interface Gate {
  read(): void;
  /** Also tells the observer of a commit. */
  write(): void;
}
