// Where one writes: text, a reply, a correction, files, a command from the menu. Each conversation keeps a draft.
const composer = (() => {
  const { attempt, byId, element, toast } = dom;
  const { sizeOf, summaryOf } = format;
  const empty = () => ({ text: "", replyTo: null, correcting: null, files: [] });
  const drafts = new Map();
  let person = null;
  let commands = [];
  let limits = { upload_bytes: 0, set_most: 1 };
  let sending = false;
  let onSent = () => undefined;

  const draft = () => {
    if (!drafts.has(person)) drafts.set(person, empty());
    return drafts.get(person);
  };
  const box = () => byId("composer");

  function setUp(given) {
    limits = given;
    commands = given.commands;
    byId("command-button").hidden = !commands.length;
  }

  function openFor(next) {
    person = next;
    box().value = draft().text;
    closeCommands();
    showDraft();
  }

  const focusComposer = () => box().focus();

  function replyTo(message) {
    Object.assign(draft(), { replyTo: message, correcting: null });
    showDraft();
    focusComposer();
  }

  function correctMessage(message) {
    Object.assign(draft(), { correcting: message, replyTo: null, files: [] });
    box().value = draft().text = message.text;
    showDraft();
    focusComposer();
  }

  // Give up one thing at a time, the innermost first; false when there was nothing to give up.
  function cancel() {
    const now = draft();
    if (!byId("command-menu").hidden) closeCommands();
    else if (now.files.length) now.files = [];
    else if (now.correcting) Object.assign(now, { correcting: null, text: (box().value = "") });
    else if (now.replyTo) now.replyTo = null;
    else return false;
    showDraft();
    return true;
  }

  function showDraft() {
    const now = draft();
    const about = now.correcting || now.replyTo;
    byId("context").hidden = !about;
    if (about) {
      byId("context-title").textContent = now.correcting ? "修改" : about.mine ? "回复自己" : "回复";
      byId("context-text").textContent = summaryOf(about);
    }
    byId("attachment").hidden = !now.files.length;
    if (now.files.length) {
      byId("attachment-name").textContent = now.files.map((file) => file.name).join("、");
      byId("attachment-size").textContent = sizeOf(sizeOfAll(now.files));
    }
    box().placeholder = now.files.length ? "加一句说明（可不写）" : "写消息，Enter 发送";
    grow();
    byId("send").disabled = sending || (!box().value.trim() && !now.files.length);
  }

  function grow() {
    box().style.height = "auto";
    box().style.height = `${Math.min(box().scrollHeight, 160)}px`;
  }

  const sizeOfAll = (files) => [...files].reduce((sum, file) => sum + file.size, 0);

  function attach(files) {
    const size = sizeOfAll(files);
    if (!files.length) return;
    if (size > limits.upload_bytes)
      toast(`文件太大：最大 ${sizeOf(limits.upload_bytes)}，这里有 ${sizeOf(size)}，请压缩或拆开后再发。`, "refused");
    else if (files.length > limits.set_most) toast(`一次最多发 ${limits.set_most} 个文件，请分几次发。`, "refused");
    else if (draft().correcting) toast("正在修改一条消息，请先按 Esc 取消。", "refused");
    else {
      draft().files = [...files];
      showDraft();
      focusComposer();
    }
  }

  function deliver(chat, key, text, { replyTo: quoted, correcting, files }) {
    const quotedId = quoted?.id ?? null;
    if (correcting) return api.correct(chat, key, correcting.id, text);
    if (!files.length) return api.say(chat, key, text, quotedId);
    return api.sendFiles(chat, key, files, { caption: text, replyTo: quotedId });
  }

  // What is sent leaves the box at once: who types on while it is on its way loses nothing.
  async function send() {
    const sender = person;
    const sent = { ...draft(), text: box().value };
    if (sending || (!sent.text.trim() && !sent.files.length)) return;
    drafts.set(sender, empty());
    box().value = "";
    closeCommands();
    const key = api.newKey();
    if (!sent.files.length && !sent.correcting) unsent.keep({ chat: sender, key, text: sent.text, replyTo: sent.replyTo?.id ?? null });
    if (!(await sendOff(() => deliver(sender, key, sent.text, sent)))) giveBack(sender, sent);
  }

  // Until it is answered nothing else is sent, so that all arrives in order.
  async function sendOff(action) {
    sending = true;
    showDraft();
    const done = await attempt(() => api.patiently(action));
    sending = false;
    unsent.forget();
    if (done) onSent(done);
    showDraft();
    return done;
  }

  // Words that were not answered when the page was closed or read anew are sent again, under the same key.
  const unsent = {
    name: "lianxi-unsent",
    keep: (words) => sessionStorage.setItem(unsent.name, JSON.stringify(words)),
    forget: () => sessionStorage.removeItem(unsent.name),
    resume: () => {
      const kept = sessionStorage.getItem(unsent.name);
      if (!kept) return;
      const { chat, key, text, replyTo: quotedId } = JSON.parse(kept);
      sendOff(() => api.say(chat, key, text, quotedId));
    },
  };

  // What was refused comes back, above what was typed since.
  function giveBack(sender, sent) {
    const since = drafts.get(sender);
    const text = [sent.text, since.text].filter(Boolean).join("\n");
    drafts.set(sender, { ...sent, text });
    if (sender === person) box().value = text;
    showDraft();
  }

  // the command menu

  function matching() {
    const typed = box().value;
    return typed.startsWith("/") && !typed.includes(" ") ? commands.filter((each) => `/${each.command}`.startsWith(typed)) : [];
  }

  function openCommands(listed) {
    const menu = byId("command-menu");
    menu.hidden = !listed.length;
    byId("command-button").setAttribute("aria-expanded", String(!menu.hidden));
    menu.replaceChildren(
      ...listed.map(({ command, description }, index) =>
        element(
          "button",
          {
            type: "button",
            role: "option",
            tabindex: "-1",
            testid: `command-${command}`,
            "aria-selected": String(index === 0),
            onclick: () => choose(command),
          },
          element("strong", {}, `/${command}`),
          element("span", {}, description),
        ),
      ),
    );
  }

  function closeCommands() {
    openCommands([]);
  }

  function choose(command) {
    closeCommands();
    box().value = `/${command}`;
    draft().text = box().value;
    focusComposer();
    return send();
  }

  function stepCommand(direction) {
    const options = [...byId("command-menu").children];
    const here = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = (here + direction + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
    options[next].scrollIntoView({ block: "nearest" });
  }

  function commandKey(event) {
    if (byId("command-menu").hidden) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") stepCommand(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Tab" || event.key === "Enter") byId("command-menu").querySelector('[aria-selected="true"]').click();
    else return false;
    event.preventDefault();
    return true;
  }

  function start(onArrowUp, sentIt) {
    onSent = sentIt;
    byId("composer-form").addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    box().addEventListener("input", () => {
      draft().text = box().value;
      openCommands(matching());
      showDraft();
    });
    box().addEventListener("keydown", (event) => {
      if (event.isComposing || commandKey(event)) return;
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        send();
      } else if (event.key === "ArrowUp" && !box().value && !event.altKey) {
        event.preventDefault();
        onArrowUp();
      }
    });
    box().addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) {
        event.preventDefault();
        attach(event.clipboardData.files);
      }
    });
    byId("command-button").addEventListener("click", () => {
      if (byId("command-menu").hidden) openCommands(commands);
      else closeCommands();
      focusComposer();
    });
    byId("attach").addEventListener("click", () => byId("file-input").click());
    byId("file-input").addEventListener("change", (event) => {
      attach(event.target.files);
      event.target.value = "";
    });
    byId("context-cancel").addEventListener("click", cancel);
    byId("attachment-cancel").addEventListener("click", () => {
      draft().files = [];
      showDraft();
    });
    const chat = byId("chat");
    chat.addEventListener("dragover", (event) => event.preventDefault());
    chat.addEventListener("drop", (event) => {
      event.preventDefault();
      if (person !== null) attach(event.dataTransfer.files);
    });
  }

  return { setUp, openFor, focusComposer, replyTo, correctMessage, cancel, send, attach, start, resume: unsent.resume };
})();
