// What the page of this door does: it speaks Socket.IO 0.9 over a WebSocket. All text is put there as text.
export const script = `"use strict";
(() => {
  const LINES_MOST = 1000;
  const RETRY_MS = 3000;
  const at = (id) => document.getElementById(id);
  const log = at("log");
  const state = at("state");
  /** Who we are, once we have said so; said again after a reconnect. */
  let me;
  /** Who we were when we joined last. */
  let was;
  /** The acknowledgement that a join waits for, and whether it was refused meanwhile. */
  let joining;
  let wasRefused = false;
  let socket;
  let next = 1;

  const show = (from, text, kind) => {
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    const line = document.createElement("li");
    const author = document.createElement("span");
    author.className = kind;
    author.textContent = from + ": ";
    line.append(author, text);
    log.append(line);
    while (log.childElementCount > LINES_MOST) log.firstElementChild.remove();
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  };

  const emit = (name, body) => {
    const id = next++;
    const event = JSON.stringify({ name, args: [body] });
    socket.send("5:" + id + "+::" + event);
    return String(id);
  };

  const join = () => {
    wasRefused = false;
    state.textContent = "Joining …";
    joining = emit("connected", me);
  };

  const joined = () => {
    joining = undefined;
    // Whoever is refused another name is who he was before.
    if (wasRefused) me = was;
    was = me;
    const who = me ? "You are " + me.username.replaceAll("*", "") + "." : "";
    state.textContent = wasRefused
      ? "Not joined under this name. Choose another, or look at the password. " + who
      : who;
    if (!wasRefused) at("message").focus();
  };

  const heard = (text, from) => {
    if (joining && text.startsWith("Error: ") && from.endsWith("*")) wasRefused = true;
    show(from === "*" ? "server" : from, text, from === "*" ? "server" : "from");
  };

  const receive = (packet) => {
    const [, type, data] = /^(\\d):[^:]*:[^:]*:?([^]*)$/.exec(packet) || [];
    if (type === "1" && me) join();
    else if (type === "2") socket.send("2::");
    else if (type === "6" && data === joining) joined();
    else if (type === "5") {
      const { name, args } = JSON.parse(data);
      if (name === "chat_message") heard(String(args[0].text), String(args[0].from_user));
    }
  };

  const lost = () => {
    socket = undefined;
    joining = undefined;
    if (!me) return;
    state.textContent = "The connection is gone. Trying again …";
    setTimeout(() => void connect(), RETRY_MS);
  };

  const connect = async () => {
    try {
      const response = await fetch("/socket.io/1/?t=" + Date.now());
      if (!response.ok) throw new Error();
      const [id] = (await response.text()).split(":");
      const url = new URL("/socket.io/1/websocket/" + id, location.href);
      url.protocol = url.protocol.replace("http", "ws");
      socket = new WebSocket(url);
      socket.onmessage = ({ data }) => receive(data);
      socket.onclose = lost;
    } catch {
      lost();
    }
  };

  at("join").onsubmit = (event) => {
    event.preventDefault();
    const before = me;
    me = { username: at("username").value, password: at("password").value };
    if (socket && socket.readyState === WebSocket.OPEN) join();
    else if (!before) void connect();
  };

  at("say").onsubmit = (event) => {
    event.preventDefault();
    const message = at("message").value;
    const to = at("to").value;
    if (!me || joining || !socket || socket.readyState !== WebSocket.OPEN) {
      state.textContent = "Join first.";
      return;
    }
    if (to === "") emit("message", { message });
    else {
      emit("privmsg", { to_user: to, message });
      show("to " + to, message, "from");
    }
    at("message").value = "";
  };
})();
`;
