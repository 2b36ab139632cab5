// What only some people open, and not at once: a script of its own, which `Later` fetches when it is wanted.
export { HouseDialog } from "./house-dialog.tsx";
export { MeDialog } from "./me-dialog.tsx";
export { NewRoom } from "./new-room.tsx";
export { OwnerPage } from "./owner-page.tsx";
export { PersonDialog } from "./person-dialog.tsx";
export { ResetPage } from "./reset-page.tsx";
export { RoomDialog } from "./room-dialog.tsx";
