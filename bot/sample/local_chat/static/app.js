// Who is chosen, what is shown, what the stream of events changes.

import * as api from "./api.js";
import * as clock from "./clock.js";
import * as composer from "./composer.js";
import { alertDialog, attempt, byId, element, toast } from "./dom.js";
import { summaryOf } from "./format.js";
import { startKeys } from "./keys.js";
import { atEnd, showMessages, stepMessage, toEnd } from "./messages.js";
import { avatarHue, initial, showPeople } from "./people.js";

let people = [];
let current = null;
let messages = [];
let changes = 0; // how many events have changed a conversation
let botName = "联席";
const pressed = new Map(); // query id → the button that waits for its answer

const person = () => people.find((each) => each.id === current);

// drawing

function drawPeople() {
  showPeople(people, { current, filter: byId("filter").value, now: clock.now(), choose });
  const waiting = people.reduce((sum, each) => sum + each.unread, 0);
  document.title = `${waiting ? `（${waiting}）` : ""}${botName} · 本地聊天`;
}

function drawHead() {
  const who = person();
  const chosen = Boolean(who);
  document.body.classList.toggle("listing", !chosen);
  byId("welcome").hidden = chosen;
  for (const id of ["chat-head", "scroller"]) byId(id).hidden = !chosen;
  byId("composer-form").hidden = !chosen || who.blocked;
  byId("stopped").hidden = !chosen || !who.blocked;
  byId("hint").hidden = true;
  if (!chosen) return;
  byId("chat-name").textContent = who.name;
  byId("chat-post").textContent = who.post || who.heading;
  byId("chat-avatar").className = `avatar ${avatarHue(who)}`;
  byId("chat-avatar").textContent = initial(who);
  byId("switch-bot").textContent = who.blocked ? "重新启用机器人" : "停用机器人";
  byId("composer").setAttribute("aria-label", `以${who.name}的身份写消息`);
  drawHint(who);
}

function drawHint(who) {
  const hint = byId("hint");
  const text = who.hint || (who.started ? "" : "还没有和机器人说过话，机器人不能先写来。");
  hint.hidden = !text || who.blocked;
  const start = /\/start\s+\S+/.exec(who.hint)?.[0] ?? (who.started ? null : "/start");
  const button = start && element(
    "button",
    { type: "button", class: "main", testid: "start", onclick: () => attempt(() => api.say(current, start, null)) },
    start === "/start" ? "开始" : "点这里发送",
  );
  hint.replaceChildren(element("span", {}, text), ...(button ? [button] : []));
}

const doings = {
  reply: composer.replyTo,
  correct: composer.correctMessage,
  command: (text) => attempt(() => api.say(current, text, null)),
  press: pressButton,
};

function drawMessages() {
  showMessages(messages, doings);
}

// doing

async function choose(id) {
  if (current === id) return composer.focusComposer();
  location.hash = `p${id}`;
  return undefined;
}

async function openPerson(id) {
  current = people.some((each) => each.id === id) ? id : null;
  messages = [];
  byId("typing").hidden = true;
  byId("bot-menu").hidden = true;
  drawHead();
  drawPeople();
  if (current === null) return;
  composer.openFor(current);
  await loadMessages();
  toEnd();
  if (matchMedia("(min-width: 800px)").matches) composer.focusComposer();
}

// What happens while the conversation is being read may be missing in what was read: then it is read again.
async function loadMessages() {
  const asked = current;
  let told;
  let before;
  do {
    before = changes;
    told = await attempt(() => api.readMessages(asked));
    if (!told || asked !== current) return;
  } while (before !== changes);
  messages = told.messages;
  byId("older").hidden = !told.more;
  composer.setCommands(told.commands);
  drawMessages();
  if (messages.length) composer.followForcedReply(messages[messages.length - 1]);
  seen();
}

async function loadOlder() {
  const box = byId("scroller");
  const told = await attempt(() => api.readMessages(current, messages[0]?.message_id));
  if (!told) return;
  const below = box.scrollHeight - box.scrollTop;
  messages = [...told.messages, ...messages];
  byId("older").hidden = !told.more;
  drawMessages();
  box.scrollTop = box.scrollHeight - below;
}

function seen() {
  const who = person();
  if (!who || !messages.length) return;
  if (who.unread) {
    who.unread = 0;
    drawPeople();
  }
  attempt(() => api.markRead(current, messages[messages.length - 1].message_id));
}

async function pressButton(message, data, button) {
  button.classList.add("waiting");
  const told = await attempt(() => api.press(current, message.message_id, data));
  if (told && !answered.delete(told.query_id)) pressed.set(told.query_id, button);
  else button.classList.remove("waiting");
}

const answered = new Set(); // answers that were faster than the reply to the press

function onAnswer({ user_id: who, query_id: query, text, alert }) {
  const button = pressed.get(query);
  if (button) button.classList.remove("waiting");
  else answered.add(query);
  pressed.delete(query);
  if (who !== current || !text) return;
  if (alert) alertDialog(text);
  else toast(text);
}

// events

function onMessage(message) {
  changes += 1;
  const who = people.find((each) => each.id === message.chat.id);
  if (who) {
    who.last = message;
    who.started = who.started || message.outgoing;
    if (!message.outgoing && who.id !== current) who.unread += 1;
  }
  if (message.chat.id === current && !messages.some((each) => each.message_id === message.message_id)) {
    const follow = message.outgoing || atEnd();
    messages.push(message);
    byId("typing").hidden = true;
    drawMessages();
    drawHead();
    composer.followForcedReply(message);
    if (follow) toEnd();
    else byId("newest").hidden = false;
    if (!message.outgoing) byId("announcement").textContent = `${message.from.first_name}：${summaryOf(message)}`;
    seen();
  }
  drawPeople();
  clock.readSoon(drawPeople);
}

function onEdited(message) {
  changes += 1;
  const index = messages.findIndex((each) => each.message_id === message.message_id);
  if (index >= 0) {
    const follow = atEnd();
    messages[index] = message;
    drawMessages();
    if (follow) toEnd();
  }
  const who = people.find((each) => each.id === message.chat.id);
  if (who?.last?.message_id === message.message_id) who.last = message;
  drawPeople();
  clock.readSoon(drawPeople);
}

function onDeleted({ chat_id: chat, message_id: id }) {
  changes += 1;
  if (chat === current) {
    messages = messages.filter((each) => each.message_id !== id);
    composer.forget(id);
    drawMessages();
  }
  readAnew();
}

let typingEnds = 0;
function onTyping({ chat_id: chat }) {
  if (chat !== current) return;
  const follow = atEnd();
  byId("typing").hidden = false;
  if (follow) toEnd();
  clearTimeout(typingEnds);
  typingEnds = setTimeout(() => (byId("typing").hidden = true), 5000);
}

let readingAnew = 0;
function readAnew() {
  clearTimeout(readingAnew);
  readingAnew = setTimeout(() => attempt(readState), 150);
}

async function readState() {
  const state = await api.readState();
  people = state.people;
  botName = state.bot.name;
  byId("brand-name").textContent = botName;
  composer.setLimits(state);
  clock.showClock(state.clock);
  drawPeople();
  drawHead();
}

const onEvent = {
  message: (event) => onMessage(event.message),
  edited: (event) => onEdited(event.message),
  deleted: onDeleted,
  answer: onAnswer,
  typing: onTyping,
  people: readAnew,
  commands: () => current !== null && loadMessages(),
  clock: (event) => (event.moving ? clock.showMoving(true) : readAnew()),
};

function listen() {
  const stream = new EventSource("/page/events");
  let lost = false;
  stream.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    onEvent[told.type]?.(told);
  });
  stream.addEventListener("open", async () => {
    byId("offline").hidden = true;
    if (lost) {
      await attempt(readState);
      await loadMessages();
    }
    lost = false;
  });
  stream.addEventListener("error", () => {
    lost = true;
    byId("offline").hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

// wiring

const fromAddress = () => Number(/^#p(\d+)$/.exec(location.hash)?.[1]) || null;

function stepPerson(direction) {
  const shown = [...document.querySelectorAll(".person")].map((node) => Number(node.dataset.person));
  const next = shown[Math.min(Math.max(shown.indexOf(current) + direction, 0), shown.length - 1)];
  if (next) choose(next);
}

function toggleBotMenu(open) {
  byId("bot-menu").hidden = !open;
  byId("bot-menu-button").setAttribute("aria-expanded", String(open));
}

async function switchBot() {
  const who = person();
  toggleBotMenu(false);
  await attempt(() => api.switchBot(who.id, !who.blocked));
}

function wireStranger() {
  byId("add-stranger").addEventListener("click", () => {
    byId("stranger-name").value = `陌生人${people.filter((each) => each.heading === "临时加入").length + 1}`;
    byId("stranger").showModal();
    byId("stranger-name").select();
  });
  byId("stranger-cancel").addEventListener("click", () => byId("stranger").close());
  byId("stranger-form").addEventListener("submit", async () => {
    const made = await attempt(() => api.join(byId("stranger-name").value));
    if (!made) return;
    byId("filter").value = "";
    await attempt(readState);
    choose(made.id);
  });
}

function wire() {
  byId("filter").addEventListener("input", drawPeople);
  byId("back").addEventListener("click", () => (location.hash = ""));
  byId("older").addEventListener("click", loadOlder);
  byId("newest").addEventListener("click", toEnd);
  byId("scroller").addEventListener("scroll", () => atEnd() && (byId("newest").hidden = true));
  byId("bot-menu-button").addEventListener("click", () => toggleBotMenu(byId("bot-menu").hidden));
  byId("switch-bot").addEventListener("click", switchBot);
  byId("restart").addEventListener("click", switchBot);
  byId("help-button").addEventListener("click", () => byId("help").showModal());
  document.addEventListener("click", (event) => event.target.closest(".menu-holder") || toggleBotMenu(false));
  addEventListener("hashchange", () => openPerson(fromAddress()));
  wireStranger();
  composer.start(() => stepMessage(-1));
  clock.start(drawPeople);
  startKeys({ stepPerson, messages: () => messages, closeMenu: () => toggleBotMenu(false) });
}

async function begin() {
  wire();
  await attempt(readState);
  listen();
  await openPerson(fromAddress());
}

begin();
