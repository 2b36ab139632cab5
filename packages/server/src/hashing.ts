// Argon2id behind the core's port, in libuv's pool, a bounded number at once. Made by the composition root; the library
// is loaded with the first password.
import { ChatError } from "./core/errors.ts";
import type { Hashing } from "./core/ports/hashing.ts";

/** What OWASP asks for at least. The algorithm is argon2id and the salt 16 random bytes unless said otherwise. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const mostWaiting = 1_000;

/** @param most hashes at once: each takes 19 MiB and a thread of libuv's pool, which has four */
export function createHashing({ most }: { readonly most: number }): Hashing {
  const waiting: (() => void)[] = [];
  let running = 0;

  /** First come, first served. Whoever ends hands his place to the next. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < most) running++;
    else if (waiting.length >= mostWaiting) throw tooMany();
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  }

  return {
    hash: (password) =>
      inTurn(async () => (await argon2()).hash(password, cost)),
    verify: (kept, password) => inTurn(() => verifyReadable(kept, password)),
  };
}

const argon2 = () => import("@node-rs/argon2");

async function verifyReadable(
  kept: string,
  password: string,
): Promise<boolean> {
  try {
    const { verify } = await argon2();
    return await verify(kept, password);
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

function isUnreadable(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && error.code === "InvalidArg"
  );
}

function tooMany(): ChatError {
  return new ChatError(
    "unavailable",
    "Too many log in at once. Try again in a few seconds.",
  );
}
