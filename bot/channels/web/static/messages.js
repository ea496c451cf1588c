// The conversation: bubbles, quotes, files, buttons under messages.
const conversation = (() => {
  const { byId, element } = dom;
  const { dayOf, sizeOf, summaryOf, timeOf } = format;
  const reach = 120; // pixels from the end that still count as reading the end
  const command = /(^|[^\w/<>])(\/[A-Za-z0-9_]{1,32})(?![\w/<>])/g; // touches neither letters nor the signs of a path
  const who = (message) => (message.mine ? "我" : "联席");

  function quote(message, messages) {
    if (!message.reply_to) return null;
    const quoted = messages.find((each) => each.id === message.reply_to);
    return element(
      "button",
      { type: "button", class: "quote", onclick: () => focusMessage(message.reply_to), "aria-label": "回复的消息，点按查看" },
      element("strong", {}, quoted ? who(quoted) : "联席"),
      element("span", {}, quoted ? summaryOf(quoted) : "较早的一条消息"),
    );
  }

  function media({ id, file, text }) {
    if (!file) return null;
    const address = `/page/files/${file.id}`;
    if (file.picture) {
      const scale = Math.min(1, 420 / file.width, 340 / file.height); // known before it loads, so nothing jumps
      return element(
        "a",
        { class: "photo", href: address, target: "_blank", rel: "noopener" },
        element("img", {
          src: address,
          width: Math.round(file.width * scale),
          height: Math.round(file.height * scale),
          alt: text ? `照片：${text}` : `照片 ${file.name}`,
        }),
      );
    }
    const kind = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4).toUpperCase() : "文件";
    return element(
      "a",
      { class: "document", href: address, download: file.name, testid: `document-${id}` },
      element("span", { class: "document-kind", "aria-hidden": "true" }, kind),
      element("span", { class: "document-lines" }, element("span", {}, file.name), element("small", {}, `${sizeOf(file.size)} · 下载`)),
    );
  }

  function keyboard(message, doings) {
    if (!message.buttons.length) return null;
    const key = (button, place) =>
      element(
        "button",
        {
          type: "button",
          class: "key",
          testid: `button-${message.id}-${place}`,
          onclick: (event) => doings.press(message, button.token, event.currentTarget),
        },
        button.label,
      );
    return element(
      "div",
      { class: "keyboard", role: "group", "aria-label": "按钮" },
      ...message.buttons.map((row, line) =>
        element("div", { class: "keyboard-row" }, ...row.map((button, place) => key(button, `${line}-${place}`))),
      ),
    );
  }

  // Text as it is, with its commands as buttons.
  function words(text, onCommand) {
    const parts = [];
    let position = 0;
    for (const found of text.matchAll(command)) {
      const begins = found.index + found[1].length;
      parts.push(text.slice(position, begins));
      parts.push(element("button", { type: "button", class: "command", onclick: () => onCommand(found[2]) }, found[2]));
      position = begins + found[2].length;
    }
    return element("div", { class: "words" }, ...parts, text.slice(position));
  }

  function foot(message, doings, canCorrect) {
    const moment = new Date(message.at);
    return element(
      "div",
      { class: "foot" },
      element("time", { datetime: message.at }, `${message.edited && message.mine ? "已修改 " : ""}${timeOf(moment)}`),
      element("button", { type: "button", class: "act", testid: `reply-${message.id}`, onclick: () => doings.reply(message) }, "回复"),
      canCorrect
        ? element("button", { type: "button", class: "act", testid: `edit-${message.id}`, onclick: () => doings.correct(message) }, "修改")
        : null,
    );
  }

  function bubble(message, messages, doings, canCorrect) {
    const body = element(
      "div",
      { class: "bubble" },
      element("span", { class: "hidden-label" }, `${who(message)}：`),
      quote(message, messages),
      media(message),
      message.text ? words(message.text, doings.command) : null,
      foot(message, doings, canCorrect),
    );
    return element(
      "li",
      { class: message.mine ? "message mine" : "message", testid: `message-${message.id}`, "data-message": message.id, tabindex: "-1" },
      body,
      keyboard(message, doings),
    );
  }

  let drawn = new Map(); // what stands on the page: key → its source as text, and its element

  function settled(key, source, make, kept) {
    const old = drawn.get(key);
    const now = old?.source === source ? old : { source, node: make() };
    kept.set(key, now);
    return now.node;
  }

  const line = (kind, text) => element("li", { class: kind }, element("span", {}, text));

  // Bring the list in line with the messages and leave alone what has not changed, so that focus, pictures and
  // screen readers stay where they are.
  function show(messages, doings, firstUnread) {
    const lastMine = [...messages].reverse().find((message) => message.mine);
    const kept = new Map();
    const wanted = [];
    let day = "";
    for (const message of messages) {
      const its = dayOf(new Date(message.at));
      if (its !== day) wanted.push(settled(`before-${message.id}`, its, () => line("day", its), kept));
      day = its;
      if (message.id === firstUnread) wanted.push(settled("unread", "", () => line("day unread", "以下是新消息"), kept));
      const canCorrect = message === lastMine && !message.file;
      const source = JSON.stringify([message, canCorrect]);
      wanted.push(settled(`message-${message.id}`, source, () => bubble(message, messages, doings, canCorrect), kept));
    }
    if (!messages.length) wanted.push(settled("nothing", "", () => element("li", { class: "nothing" }, "这里还没有消息。"), kept));
    drawn = kept;
    place(byId("messages"), wanted);
  }

  function place(list, wanted) {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    const staying = new Set(wanted);
    for (const old of [...list.children]) if (!staying.has(old)) old.remove();
    wanted.forEach((node, index) => {
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] || null);
    });
    if (focused && !list.contains(document.activeElement))
      list.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
  }

  function focusMessage(id) {
    const found = document.querySelector(`[data-message="${id}"]`);
    found?.scrollIntoView({ block: "center" });
    found?.focus({ preventScroll: true });
  }

  // Walk between messages with the arrow keys.
  function step(direction) {
    const all = [...document.querySelectorAll("[data-message]")];
    const here = all.indexOf(document.activeElement?.closest?.("[data-message]"));
    const next = here < 0 ? all[all.length - 1] : all[Math.min(Math.max(here + direction, 0), all.length - 1)];
    if (next) focusMessage(next.dataset.message);
  }

  const focused = () => Number(document.activeElement?.closest?.("[data-message]")?.dataset.message) || null;

  function atEnd() {
    const box = byId("scroller");
    return box.scrollHeight - box.scrollTop - box.clientHeight < reach;
  }

  function toEnd() {
    const box = byId("scroller");
    box.scrollTop = box.scrollHeight;
    byId("newest").hidden = true;
  }

  return { show, step, focused, atEnd, toEnd };
})();
