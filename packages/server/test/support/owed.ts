// Watches what the servers in this process hold for connections that do not read.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { onTestFinished, vi } from "vitest";
import { Outbox } from "../../src/wires/outbox.ts";

/** The most bytes that the server held for one connection at once since the start, in its outbox or its socket. */
export function watchOwed(): { most(): number } {
  let most = 0;
  const sockets = new Set<Socket>();
  const opened = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };
  const look = (owed: number): void => {
    const waiting = [...sockets].map(({ writableLength }) => writableLength);
    most = Math.max(most, owed, ...waiting);
  };
  subscribe("net.server.socket", opened);
  const send = Outbox.prototype.send;
  const spy = vi.spyOn(Outbox.prototype, "send");
  spy.mockImplementation(function (this: Outbox, frame) {
    send.call(this, frame);
    look(this.owed);
  });
  onTestFinished(() => {
    unsubscribe("net.server.socket", opened);
    spy.mockRestore();
  });
  return {
    most() {
      look(0);
      return most;
    },
  };
}
