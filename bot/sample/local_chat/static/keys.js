// The whole page by keyboard alone; single letters work only where nobody is writing.

import * as composer from "./composer.js";
import { byId } from "./dom.js";
import { focusedMessage, stepMessage } from "./messages.js";

const writing = (target) => target.closest("input:not([type=checkbox]), textarea, select");
const newestFirst = (messages) => [...messages].reverse();

function replyTarget(messages) {
  const chosen = focusedMessage();
  return messages.find((each) => each.message_id === chosen) ?? newestFirst(messages).find((each) => !each.outgoing);
}

export function startKeys({ stepPerson, messages, closeMenu }) {
  const open = () => !byId("composer-form").hidden;
  const letters = {
    "/": () => byId("filter").focus(),
    "?": () => byId("help").showModal(),
    r: () => {
      const target = open() && replyTarget(messages());
      if (target) composer.replyTo(target);
    },
    e: () => {
      const mine = open() && newestFirst(messages()).find((each) => each.outgoing);
      if (mine && !mine.voice) composer.correctMessage(mine);
    },
    ArrowUp: () => focusedMessage() && stepMessage(-1),
    ArrowDown: () => focusedMessage() && stepMessage(1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      stepPerson(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      closeMenu();
      if (open() && !composer.cancel()) composer.focusComposer();
    } else if (!event.altKey && !writing(event.target)) {
      const act = letters[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act) {
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") event.preventDefault();
        else if (focusedMessage()) event.preventDefault();
        act();
      }
    }
  });
}
