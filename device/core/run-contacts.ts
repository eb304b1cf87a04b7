import type { Event } from "./event.ts";
import type { Button } from "./ports.ts";
import type { SwitchName } from "./switches.ts";

/** A contact of the board, and what it tells. */
export interface Contact {
  name: SwitchName;
  port: Button;
}

/** Everything of a board that opens and closes. */
export interface Contacts {
  button: Button;
  callButton?: Button;
  contacts?: Contact[];
}

function others(board: Contacts): Contact[] {
  return board.contacts === undefined ? [] : board.contacts;
}

function startContact(contact: Contact, happened: (event: Event) => void): void {
  contact.port.start((down) => happened({ kind: "switch", name: contact.name, on: down }));
}

export function startContacts(board: Contacts, happened: (event: Event) => void): void {
  board.button.start((down) => happened({ kind: "button", down: down }));
  if (board.callButton !== undefined) board.callButton.start((down) => happened({ kind: "call-button", down: down }));
  const contacts = others(board);
  for (let i = 0; i < contacts.length; i++) startContact(contacts[i] as Contact, happened);
}

export function stopContacts(board: Contacts): void {
  board.button.stop();
  if (board.callButton !== undefined) board.callButton.stop();
  const contacts = others(board);
  for (let i = 0; i < contacts.length; i++) (contacts[i] as Contact).port.stop();
}
