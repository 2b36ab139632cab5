// The port of password hashing. Slow on purpose, and never on the event loop.

export interface Hashing {
  /** An argon2id hash in PHC form. @throws ChatError `unavailable` when too many wait */
  hash(password: string): Promise<string>;
  /** False also for a hash that cannot be read. @throws ChatError `unavailable` when too many wait */
  verify(hash: string, password: string): Promise<boolean>;
}
