// Acts of order go one after the other: those in one room, those about one account, and those of the whole chat. So what an
// act looked at is still so when it is done.
import { ChatError } from "../errors.ts";
import { Order } from "../order.ts";

/** Those of the whole chat. */
const HOUSE = "";
/** How often is looked again because something of the whole chat has changed meanwhile. */
const TRIES = 5;

export class Acts {
  /** By the id of the room, or of the account. */
  readonly #orders = new Map<
    string,
    { readonly order: Order; waiting: number }
  >();
  /** Counts the acts of the whole chat. */
  #done = 0;

  /** Runs it when every act called earlier has ended: in the room or about the account of this id, or without one in the whole chat. */
  async alone<T>(about: string | undefined, act: () => Promise<T>): Promise<T> {
    const key = about ?? HOUSE;
    let acts = this.#orders.get(key);
    if (acts === undefined)
      this.#orders.set(key, (acts = { order: new Order(), waiting: 0 }));
    acts.waiting++;
    try {
      return await acts.order.alone(act);
    } finally {
      acts.waiting--;
      if (key === HOUSE) this.#done++;
      if (acts.waiting === 0) this.#orders.delete(key);
    }
  }

  /**
   * The last look at who may do what, within an act in a room: again when a role in the whole chat may have changed while
   * it was looked at. The act follows in the same turn. @throws what `look` throws, ChatError `unavailable`
   */
  async look<T>(look: () => Promise<T>): Promise<T> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const done = this.#done;
      const seen = await look();
      if (done === this.#done) return seen;
    }
    throw new ChatError(
      "unavailable",
      "Roles are being changed just now. Try again.",
    );
  }
}
