// The plain ws broadcast loop: the room is the path, every text frame is a line of it.
import { kinds, type Driver } from "../driver.ts";

export const wsLoop: Driver = {
  path: ({ room }) => `/${room}`,
  dueTo: "all",
  enter: (_connection, { room }) => Promise.resolve(room),
  say: (_room, _number, text) => text,
  kindOf: () => kinds.delivery,
  textAt: (_bytes, start) => start,
};
