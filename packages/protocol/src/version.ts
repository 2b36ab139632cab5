/** The version of the native protocol, and its WebSocket subprotocol. */
export const version = "koine.1";
