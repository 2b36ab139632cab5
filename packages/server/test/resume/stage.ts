// Who takes part, and where: two accounts and three guests in a public and in a private room, and one who comes with
// nothing but a name.
import { Heard } from "./words.ts";
import { PlainLine } from "./plain-line.ts";
import { Watch } from "./watch.ts";
import type { Person, World } from "./world.ts";
import type { Params, Result, VerbName } from "@koine/protocol";

export interface Cast {
  readonly rooms: readonly string[];
  readonly ann: Person;
  readonly bob: Person;
  readonly cat: Person;
  readonly dan: Person;
  readonly eve: Person;
  readonly fay: Person;
}

export async function set(world: World): Promise<Cast> {
  const ann = await enter(world, "ann", true);
  const kitchen = (await ann.must("join", { room: "kitchen" })).room;
  const title = "cellar";
  const cellar = (await ann.must("create", { title, access: "private" })).room;
  const rooms = [kitchen, cellar];
  const persons: Person[] = [];
  for (const name of ["bob", "cat", "eve", "fay"]) {
    const one = await enter(world, name, name === "bob");
    await one.must("join", { room: kitchen });
    await ann.must("invite", { room: cellar, who: name });
    await one.must("join", { room: cellar });
    persons.push({ name, token: one.token, rooms, isOwner: false });
    if (name === "bob")
      for (const room of rooms)
        await ann.must("role", { room, who: name, role: "moderator" });
    one.close();
  }
  ann.close();
  const [bob, cat, eve, fay] = persons;
  if (!bob || !cat || !eve || !fay) throw new Error("Somebody is missing.");
  return {
    rooms,
    ann: { name: "ann", token: ann.token, rooms, isOwner: true },
    bob,
    cat,
    dan: { name: "dan", token: undefined, rooms: [kitchen], isOwner: false },
    eve,
    fay,
  };
}

interface Entered {
  readonly token: string;
  must<V extends VerbName>(verb: V, params: Params<V>): Promise<Result<V>>;
  close(): void;
}

async function enter(
  { net, running, words }: World,
  name: string,
  isAccount: boolean,
): Promise<Entered> {
  const line = await PlainLine.open({
    net,
    ports: running.ports,
    carrier: "TCP",
    cut: { at: "end" },
    onCut: () => undefined,
    watch: new Watch(words, new Heard()),
    onEvent: () => undefined,
  });
  const must = async <V extends VerbName>(
    verb: V,
    params: Params<V>,
  ): Promise<Result<V>> => {
    const answer = await line?.ask(verb, params);
    if (answer === undefined || answer === "cut" || "code" in answer)
      throw new Error(`${verb}: ${JSON.stringify(answer)}`);
    return answer.ok;
  };
  const password = "a secret";
  if (isAccount) await must("register", { name, password });
  const as = isAccount ? { name, password } : { name };
  const { token = "" } = await must("hello", as);
  return { token, must, close: () => line?.wire.socket.destroy() };
}
