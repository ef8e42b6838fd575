/** The rooms of the code and who imports whom, as Mermaid. */
export function drawRooms(): string;
