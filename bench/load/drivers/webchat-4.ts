// Koine's door of Webchat over Socket.IO 4 (Engine.IO 4), WebSocket only.
import { kinds, type Driver } from "../driver.ts";
