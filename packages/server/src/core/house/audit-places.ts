// Where a page of the audit ends, told so that nobody can read from it how much was done in between: the number of a record
// enciphered with a key of this process. Used by the verb audit.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { ChatError } from "../errors.ts";

const CIPHER = "aes-128-ecb";
const BYTES = 16;
/** What stands before the number, and is found again if the place is good. */
const MARK = 0x6b6f_696e_6575_6175n;

export class AuditPlaces {
  readonly #key = randomBytes(BYTES);

  /** 22 characters of base64url. One block, so that ECB gives nothing away but that two places are the same. */
  of(n: number): string {
    const plain = Buffer.alloc(BYTES);
    plain.writeBigUInt64BE(MARK, 0);
    plain.writeBigUInt64BE(BigInt(n), BYTES / 2);
    const cipher = createCipheriv(CIPHER, this.#key, null).setAutoPadding(
      false,
    );
    return Buffer.concat([cipher.update(plain), cipher.final()]).toString(
      "base64url",
    );
  }

  /** @throws ChatError `bad_request` for what is no place, and for one told before the server was started again */
  read(place: string): number {
    const bytes = Buffer.from(place, "base64url");
    if (bytes.length === BYTES) {
      const decipher = createDecipheriv(CIPHER, this.#key, null);
      decipher.setAutoPadding(false);
      const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
      if (plain.readBigUInt64BE(0) === MARK)
        return Number(plain.readBigUInt64BE(BYTES / 2));
    }
    throw new ChatError(
      "bad_request",
      "That place in what was done is not known any more. Ask from the newest back, without `before`.",
    );
  }
}
