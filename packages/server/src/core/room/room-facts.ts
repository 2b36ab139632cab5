// What is known of a room that is open: its record as it is now, and who is here.
import type {
  Entry,
  IdentityId,
  Person,
  Place,
  RoomId,
  RoomKind,
} from "../entries.ts";
import type { Identity } from "../identity.ts";
import { foldTitle } from "../people/names.ts";
import { Occupants, personOf } from "./occupants.ts";
import type { RoomView } from "./room-parts.ts";
import type { RoomRecord } from "../ports/room-store.ts";

export class RoomFacts implements Place {
  readonly id: RoomId;
  readonly isLobby: boolean;
  readonly epoch: string;
  readonly first: number;
  /** Follow the log, as the topic does. */
  title: string;
  /** Changed with the title, and with who may enter. */
  folded: string;
  topic: string;
  /** Of a direct room; as they are called now. */
  people: readonly Person[];
  /** Who may enter; changed by verbs only, as the store has it, and so are those below. */
  kind: RoomKind;
  /** How many may be in it at once; 0 for as many as like. */
  most: number;
  masterId: IdentityId | undefined;
  description: string;
  isArchived: boolean;
  /** Who is here now. Changed by `enter`, `exit` and `call`, which tell the others. */
  readonly here = new Occupants();

  constructor(record: RoomRecord, { state, isLobby, people }: RoomView) {
    this.id = record.id;
    this.isLobby = isLobby;
    this.epoch = state.epoch;
    this.first = state.first;
    this.title = record.kind === "direct" ? titleOf(people) : record.title;
    this.folded = record.folded;
    this.topic = record.topic;
    this.people = people;
    this.kind = record.kind;
    this.most = record.most;
    this.masterId = record.master;
    this.description = record.description;
    this.isArchived = record.isArchived;
  }

  /** Everyone may know of it. */
  get isListed(): boolean {
    return this.kind === "public" || this.kind === "closed";
  }

  /** How many people are here and in the list; someone with several sessions counts once. */
  get count(): number {
    return this.here.visible;
  }

  get isFull(): boolean {
    return this.most > 0 && this.here.size >= this.most;
  }

  /** The master, if it is here. */
  get master(): Person | undefined {
    const here = this.masterId && this.here.get(this.masterId);
    return here ? personOf(here) : undefined;
  }

  isHidden(identity: IdentityId): boolean {
    return this.here.get(identity)?.isHidden ?? false;
  }

  /** What someone here is called here. */
  nameOf(identity: IdentityId): string | undefined {
    return this.here.get(identity)?.name;
  }

  /** Everyone in the list, in the order of coming. */
  visible(): readonly Person[] {
    return this.members(undefined, Infinity);
  }

  /** Who is in the list, in the order of coming, after the one with id `after`, at most `limit`. */
  members(after: IdentityId | undefined, limit: number): readonly Person[] {
    return this.here.list(after, limit);
  }

  /** Takes over what an entry of its log says of it. Whether that is another title. */
  protected takeOver(entry: Entry): boolean {
    if (entry.kind === "topic") this.topic = entry.text;
    if (entry.kind !== "titled") return false;
    this.title = entry.text;
    if (this.kind !== "private") this.folded = foldTitle(entry.text);
    return true;
  }

  /** Of a direct room. What the person was called before; undefined when it is none of them, or called so already. */
  protected recall({ id, name }: Identity): string | undefined {
    const was = this.people.find((person) => person.id === id)?.name;
    if (was === undefined || was === name) return undefined;
    this.people = this.people.map((one) =>
      one.id === id ? { id, name } : one,
    );
    this.title = titleOf(this.people);
    return was;
  }
}

const titleOf = (people: readonly Person[]): string =>
  people.map(({ name }) => name).join(", ");
