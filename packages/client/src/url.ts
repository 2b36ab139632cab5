// The address of a server's WebSocket, from what a person or an app gives.

/** `http://host:8080`, `https://host/path/` and `ws://host/ws` alike. */
export function webSocketUrl(url: string): string {
  const withScheme = url.replace(/^http(s?):/i, "ws$1:");
  return withScheme.endsWith("/ws")
    ? withScheme
    : `${withScheme.replace(/\/+$/, "")}/ws`;
}
