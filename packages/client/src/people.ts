// Who is in a room, kept up to date from the room's notices.
import type { Event } from "@koine/protocol";
import type { Person } from "./state.ts";

export class People {
  #byId = new Map<string, Person>();
  #sorted: readonly Person[] | undefined;
  count = 0;
  isComplete = false;

  /** By name; the same array as long as nothing changes. */
  get sorted(): readonly Person[] {
    this.#sorted ??= [...this.#byId.values()].sort(
      (a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
    );
    return this.#sorted;
  }

  /** Everyone there is, or the first of them. */
  set(members: readonly Person[], count: number): void {
    this.#byId = new Map(members.map((person) => [person.id, person]));
    this.count = count;
    this.isComplete = members.length >= count;
    this.#sorted = undefined;
  }

  /** Whether the list has to be asked for afresh. */
  apply(event: Exclude<Event, { ev: "said" | "closing" }>): boolean {
    this.#sorted = undefined;
    switch (event.ev) {
      case "joined":
        for (const person of event.members) {
          if (!this.#byId.has(person.id)) this.count++;
          this.#byId.set(person.id, person);
        }
        return false;
      case "left":
        for (const { id } of event.members) {
          // Where not everyone is known, who is not known was counted all the same.
          if (this.#byId.delete(id) || !this.isComplete)
            this.count = Math.max(0, this.count - 1);
        }
        return false;
      case "renamed": {
        const { id, name } = event;
        if (this.#byId.has(id)) this.#byId.set(id, { id, name });
        return false;
      }
      case "members":
        if (event.members !== undefined) this.set(event.members, event.count);
        else this.count = event.count;
        return event.members === undefined;
    }
  }
}
