// The conversation: bubbles, quotes, files, buttons under messages.

import { byId, element } from "./dom.js";
import { dayOf, momentOf, sizeOf, summaryOf, timeOf } from "./format.js";

const reach = 120; // pixels from the end that still count as reading the end

function quote(message) {
  const quoted = message.reply_to_message;
  if (!quoted) return null;
  const who = quoted.from.first_name;
  return element(
    "button",
    { type: "button", class: "quote", onclick: () => focusMessage(quoted.message_id), "aria-label": `回复 ${who} 的消息，点按查看` },
    element("strong", {}, who),
    element("span", {}, summaryOf(quoted)),
  );
}

function media(message) {
  if (message.photo) {
    const { file_id: id, width, height } = message.photo[0];
    const scale = Math.min(1, 420 / width, 340 / height); // known before it loads, so nothing jumps
    const alt = message.caption ? `照片：${message.caption}` : "照片";
    return element(
      "a",
      { class: "photo", href: `/page/files/${id}`, target: "_blank", rel: "noopener" },
      element("img", {
        src: `/page/files/${id}`,
        width: Math.round(width * scale),
        height: Math.round(height * scale),
        alt,
      }),
    );
  }
  if (message.voice)
    return element("audio", { controls: true, preload: "none", src: `/page/files/${message.voice.file_id}` });
  if (!message.document) return null;
  const { file_id: id, file_name: name, file_size: size } = message.document;
  const kind = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "文件";
  return element(
    "a",
    { class: "document", href: `/page/files/${id}`, download: name, testid: `document-${message.message_id}` },
    element("span", { class: "document-kind", "aria-hidden": "true" }, kind),
    element("span", { class: "document-lines" }, element("span", {}, name), element("small", {}, `${sizeOf(size)} · 下载`)),
  );
}

function keyboard(message, doings) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return element(
    "div",
    { class: "keyboard", role: "group", "aria-label": "按钮" },
    ...rows.map((row, line) =>
      element("div", { class: "keyboard-row" }, ...row.map((button, place) => key(message, button, `${line}-${place}`, doings))),
    ),
  );
}

function key(message, button, place, doings) {
  const testid = `button-${message.message_id}-${place}`;
  if (button.url)
    return element("a", { class: "key", testid, href: button.url, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  return element(
    "button",
    { type: "button", class: "key", testid, onclick: (event) => doings.press(message, button.callback_data, event.currentTarget) },
    button.text,
  );
}

// Text as it is, with its commands as buttons; offsets count UTF-16 units, as strings do here.
function words(text, entities, onCommand) {
  const parts = [];
  let position = 0;
  for (const { offset, length } of entities ?? []) {
    const command = text.slice(offset, offset + length);
    parts.push(text.slice(position, offset));
    parts.push(element("button", { type: "button", class: "command", onclick: () => onCommand(command) }, command));
    position = offset + length;
  }
  return element("div", { class: "words" }, ...parts, text.slice(position));
}

function foot(message, doings, canCorrect) {
  const moment = momentOf(message.date);
  const id = message.message_id;
  return element(
    "div",
    { class: "foot" },
    element("time", { datetime: moment.toISOString() }, `${message.edit_date && message.outgoing ? "已修改 " : ""}${timeOf(moment)}`),
    element("button", { type: "button", class: "act", testid: `reply-${id}`, onclick: () => doings.reply(message) }, "回复"),
    canCorrect
      ? element("button", { type: "button", class: "act", testid: `edit-${id}`, onclick: () => doings.correct(message) }, "修改")
      : null,
  );
}

function bubble(message, doings, canCorrect) {
  const text = message.text ?? message.caption;
  const body = element(
    "div",
    { class: "bubble" },
    element("span", { class: "hidden-label" }, message.outgoing ? "我：" : `${message.from.first_name}：`),
    quote(message),
    media(message),
    text ? words(text, message.entities ?? message.caption_entities, doings.command) : null,
    foot(message, doings, canCorrect),
  );
  return element(
    "li",
    {
      class: message.outgoing ? "message mine" : "message",
      testid: `message-${message.message_id}`,
      "data-message": message.message_id,
      tabindex: "-1",
    },
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

// Bring the list in line with the messages and leave alone what has not changed, so that focus, pictures and
// screen readers stay where they are.
export function showMessages(messages, doings) {
  const lastMine = [...messages].reverse().find((message) => message.outgoing);
  const kept = new Map();
  const wanted = [];
  let day = "";
  for (const message of messages) {
    const its = dayOf(momentOf(message.date));
    if (its !== day) wanted.push(settled(`before-${message.message_id}`, its, () => dayLine(its), kept));
    day = its;
    const canCorrect = message === lastMine && !message.voice;
    const source = JSON.stringify([message, canCorrect]);
    wanted.push(settled(`message-${message.message_id}`, source, () => bubble(message, doings, canCorrect), kept));
  }
  if (!messages.length) wanted.push(settled("nothing", "", () => element("li", { class: "nothing" }, "这里还没有消息。"), kept));
  drawn = kept;
  place(byId("messages"), wanted);
}

const dayLine = (day) => element("li", { class: "day" }, element("span", {}, day));

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

export function focusMessage(id) {
  const found = document.querySelector(`[data-message="${id}"]`);
  found?.scrollIntoView({ block: "center" });
  found?.focus({ preventScroll: true });
}

// Walk between messages with the arrow keys.
export function stepMessage(direction) {
  const all = [...document.querySelectorAll("[data-message]")];
  const here = all.indexOf(document.activeElement?.closest?.("[data-message]"));
  const next = here < 0 ? all[all.length - 1] : all[Math.min(Math.max(here + direction, 0), all.length - 1)];
  if (next) focusMessage(next.dataset.message);
}

export const focusedMessage = () => Number(document.activeElement?.closest?.("[data-message]")?.dataset.message) || null;

export function atEnd() {
  const box = byId("scroller");
  return box.scrollHeight - box.scrollTop - box.clientHeight < reach;
}

export function toEnd() {
  const box = byId("scroller");
  box.scrollTop = box.scrollHeight;
  byId("newest").hidden = true;
}
