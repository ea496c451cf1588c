// The whole page by keyboard alone; single letters work only where nobody is writing.
const keys = (() => {
  const { byId } = dom;
  const writing = (target) => target.closest("input:not([type=checkbox]), textarea, select");
  const newestFirst = (messages) => [...messages].reverse();

  function replyTarget(messages) {
    const chosen = conversation.focused();
    return messages.find((each) => each.id === chosen) ?? newestFirst(messages).find((each) => !each.mine);
  }

  function start({ stepPerson, messages, closeMenu }) {
    const open = () => !byId("composer-form").hidden;
    const letters = {
      "/": () => (byId("filter") || byId("composer")).focus(),
      "?": () => byId("help").showModal(),
      r: () => {
        const target = open() && replyTarget(messages());
        if (target) composer.replyTo(target);
      },
      e: () => {
        const mine = open() && newestFirst(messages()).find((each) => each.mine);
        if (mine && !mine.file) composer.correctMessage(mine);
      },
      ArrowUp: () => conversation.focused() && conversation.step(-1),
      ArrowDown: () => conversation.focused() && conversation.step(1),
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
          else if (conversation.focused()) event.preventDefault();
          act();
        }
      }
    });
  }

  return { start };
})();
