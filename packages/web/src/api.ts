// A call over HTTP, for what is asked before one is in.
import { KoineError } from "@koine/client";
import type { Params, Result } from "@koine/protocol";

/** @throws KoineError the server's refusal, or `offline` */
export async function ask<V extends "redeem">(
  verb: V,
  params: Params<V>,
): Promise<Result<V>> {
  const answer = await fetch(`/api/${verb}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
    // Whoever the browser knows is not asked.
    credentials: "omit",
  }).catch(() => undefined);
  const body = (await answer?.json().catch(() => undefined)) as
    | Result<V>
    | { readonly error: Pick<KoineError, "code" | "message"> }
    | undefined;
  if (body === undefined)
    throw new KoineError("offline", "The server does not answer. Try again.");
  if (typeof body === "object" && "error" in body)
    throw new KoineError(body.error.code, body.error.message);
  return body;
}
