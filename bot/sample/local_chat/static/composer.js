// Where one writes: text, a reply, a correction, files, a command from the menu. Each person keeps a draft.

import * as api from "./api.js";
import { attempt, byId, element, toast } from "./dom.js";
import { sizeOf, summaryOf } from "./format.js";

const mostFiles = 10; // of one album, as at Telegram
const empty = () => ({ text: "", replyTo: null, correcting: null, files: [] });
const drafts = new Map();
let person = null;
let commands = [];
let limits = { upload_bytes: 0, photo_bytes: 0 };
let sending = false;

const draft = () => {
  if (!drafts.has(person)) drafts.set(person, empty());
  return drafts.get(person);
};
const box = () => byId("composer");

export const setLimits = (given) => (limits = given);

export function setCommands(given) {
  commands = given;
  byId("command-button").hidden = !commands.length;
}

export function openFor(next) {
  person = next;
  box().value = draft().text;
  closeCommands();
  showDraft();
}

export const focusComposer = () => box().focus();

export function replyTo(message) {
  Object.assign(draft(), { replyTo: message, correcting: null });
  showDraft();
  focusComposer();
}

export function correctMessage(message) {
  Object.assign(draft(), { correcting: message, replyTo: null, files: [] });
  box().value = draft().text = message.text ?? message.caption ?? "";
  showDraft();
  focusComposer();
}

// The bot asks for an answer to one message (force_reply): the next words go there.
export function followForcedReply(message) {
  if (message.force_reply && !draft().correcting) {
    draft().replyTo = message;
    showDraft();
  }
}

export function forget(messageId) {
  const now = draft();
  if (now.replyTo?.message_id === messageId) now.replyTo = null;
  if (now.correcting?.message_id === messageId) now.correcting = null;
  showDraft();
}

// Give up one thing at a time, the innermost first; false when there was nothing to give up.
export function cancel() {
  const now = draft();
  if (!byId("command-menu").hidden) closeCommands();
  else if (now.files.length) now.files = [];
  else if (now.correcting) Object.assign(now, { correcting: null, text: (box().value = "") });
  else if (now.replyTo) now.replyTo = null;
  else return false;
  showDraft();
  return true;
}

export function fill(text) {
  box().value = draft().text = text;
  showDraft();
  focusComposer();
}

function showDraft() {
  const now = draft();
  const about = now.correcting || now.replyTo;
  byId("context").hidden = !about;
  if (about) {
    byId("context-title").textContent = now.correcting ? "修改" : `回复 ${about.from.first_name}`;
    byId("context-text").textContent = summaryOf(about);
  }
  byId("attachment").hidden = !now.files.length;
  if (now.files.length) {
    byId("attachment-name").textContent = now.files.map((file) => file.name).join("、");
    byId("attachment-size").textContent = sizeOf(sizeOfAll(now.files));
    byId("as-document-label").hidden = !now.files.some(isPhoto);
  }
  const asked = now.replyTo?.force_reply?.input_field_placeholder;
  box().placeholder = asked || (now.files.length ? "加一句说明（可不写）" : "写消息，Enter 发送");
  grow();
  byId("send").disabled = sending || (!box().value.trim() && !now.files.length);
}

function grow() {
  box().style.height = "auto";
  box().style.height = `${Math.min(box().scrollHeight, 160)}px`;
}

const sizeOfAll = (files) => [...files].reduce((sum, file) => sum + file.size, 0);
const isPhoto = (file) => /^image\/(png|jpeg)$/.test(file.type) && file.size <= limits.photo_bytes;

export function attach(files) {
  const size = sizeOfAll(files);
  if (!files.length) return;
  if (size > limits.upload_bytes)
    toast(`文件太大：最大 ${sizeOf(limits.upload_bytes)}，这里有 ${sizeOf(size)}，请压缩或拆开后再发。`, "refused");
  else if (files.length > mostFiles) toast(`一次最多发 ${mostFiles} 个文件，请分几次发。`, "refused");
  else if (draft().correcting) toast("正在修改一条消息，请先按 Esc 取消。", "refused");
  else {
    draft().files = [...files];
    byId("as-document").checked = false;
    showDraft();
    focusComposer();
  }
}

function deliver(text, { replyTo: quoted, correcting, files }) {
  const quotedId = quoted?.message_id ?? null;
  if (correcting) return api.correct(person, correcting.message_id, text);
  if (!files.length) return api.say(person, text, quotedId);
  return api.sendFiles(person, files, { caption: text, replyTo: quotedId, asDocument: byId("as-document").checked });
}

// What is sent leaves the box at once: who types on while it is on its way loses nothing.
export async function send() {
  const sender = person;
  const sent = { ...draft(), text: box().value };
  if (sending || (!sent.text.trim() && !sent.files.length)) return;
  sending = true;
  drafts.set(sender, empty());
  box().value = "";
  closeCommands();
  showDraft();
  const done = await attempt(() => deliver(sent.text, sent));
  sending = false;
  if (!done) giveBack(sender, sent);
  showDraft();
}

// What did not go out comes back, above what was typed since.
function giveBack(sender, sent) {
  const since = drafts.get(sender);
  const text = [sent.text, since.text].filter(Boolean).join("\n");
  drafts.set(sender, { ...sent, text });
  if (sender === person) box().value = text;
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

export function start(onArrowUp) {
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
