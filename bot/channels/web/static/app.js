// Which conversation is open, what is shown, what comes in.
(() => {
  const { attempt, byId, element } = dom;
  const own = document.body.classList.contains("own");
  let chats = [];
  let current = null;
  let messages = [];
  let firstUnread = null;
  let change = 0; // how far this page knows all conversations

  const chat = () => chats.find((each) => each.id === current);
  const name = own ? "联席" : "联席 · 样例";

  // drawing

  function drawChats() {
    if (!own) list.show(chats, { current, filter: byId("filter").value, now: clock.now(), choose });
    const waiting = chats.reduce((sum, each) => sum + each.unread, 0);
    document.title = `${waiting ? `（${waiting}）` : ""}${name}`;
  }

  function drawHead() {
    const who = chat();
    const chosen = Boolean(who);
    document.body.classList.toggle("listing", !own && !chosen);
    if (byId("welcome")) byId("welcome").hidden = chosen;
    for (const id of ["chat-head", "scroller", "composer-form"]) byId(id).hidden = !chosen;
    byId("hint").hidden = true;
    if (!chosen) return;
    byId("chat-name").textContent = who.name;
    byId("chat-post").textContent = who.post || who.heading;
    if (byId("office")) byId("office").hidden = !who.office;
    byId("chat-avatar").className = `avatar ${list.hue(who)}`;
    byId("chat-avatar").textContent = list.initial(who);
    byId("composer").setAttribute("aria-label", own ? "写消息" : `以${who.name}的身份写消息`);
    drawHint(who);
  }

  function drawHint(who) {
    const start = /\/start\s+\S+/.exec(who.hint)?.[0];
    if (!start) return;
    const button = element("button", { type: "button", class: "main", testid: "start", onclick: () => say(start) }, "点这里发送");
    byId("hint").replaceChildren(element("span", {}, who.hint), button);
    byId("hint").hidden = false;
  }

  const doings = {
    reply: composer.replyTo,
    correct: composer.correctMessage,
    command: say,
    press: pressButton,
  };

  const drawMessages = () => conversation.show(messages, doings, firstUnread);

  // doing

  async function say(text) {
    const key = api.newKey();
    const said = await attempt(() => api.patiently(() => api.say(current, key, text, null)));
    if (said) take(said);
  }

  function choose(id) {
    if (current === id) composer.focusComposer();
    else location.hash = `p${id}`;
  }

  // Show a conversation; `told` is what stands in it, where that is known already.
  async function open(id, told) {
    current = chats.some((each) => each.id === id) ? id : null;
    messages = [];
    firstUnread = null;
    drawHead();
    drawChats();
    if (current === null) return;
    if (!own) document.cookie = `lianxi-part=${current}; path=/; SameSite=Strict`; // as whom the office's pages open
    composer.openFor(current);
    await loadMessages(true, told);
    const unread = document.querySelector(".unread");
    if (unread) unread.scrollIntoView({ block: "start" });
    else conversation.toEnd();
    if (matchMedia("(min-width: 800px)").matches) composer.focusComposer();
  }

  async function loadMessages(opening = false, known = null) {
    const asked = current;
    const told = known ?? (await attempt(() => api.readMessages(asked)));
    if (!told || asked !== current) return;
    messages = told.messages;
    if (opening && own && told.read_up_to) firstUnread = messages.find((each) => !each.mine && each.id > told.read_up_to)?.id ?? null;
    byId("older").hidden = !told.more;
    drawMessages();
    seen();
  }

  async function loadOlder() {
    const box = byId("scroller");
    const told = await attempt(() => api.readMessages(current, messages[0]?.id));
    if (!told) return;
    const below = box.scrollHeight - box.scrollTop;
    messages = [...told.messages, ...messages];
    byId("older").hidden = !told.more;
    drawMessages();
    box.scrollTop = box.scrollHeight - below;
  }

  function seen() {
    const who = chat();
    if (!who || !messages.length || document.hidden) return;
    if (!who.unread && who.seen === messages[messages.length - 1].id) return;
    who.unread = 0;
    who.seen = messages[messages.length - 1].id;
    drawChats();
    attempt(() => api.markRead(current, who.seen));
  }

  async function pressButton(message, token, button) {
    button.classList.add("waiting");
    button.disabled = true;
    await attempt(() => api.press(current, message.id, token));
    // until something comes in, and not for ever: an answer to a button may leave the message as it is
    setTimeout(() => {
      button.classList.remove("waiting");
      button.disabled = false;
    }, 1500);
  }

  // what comes in

  function take({ messages: told }) {
    let follow = conversation.atEnd();
    let isNew = false;
    for (const message of told) {
      const who = chats.find((each) => each.id === message.chat);
      if (who) takeInList(who, message);
      if (message.chat !== current) continue;
      const index = messages.findIndex((each) => each.id === message.id);
      if (index >= 0) messages[index] = message;
      else if (!messages.length || message.id > messages[messages.length - 1].id) {
        messages.push(message);
        isNew = true;
        follow = follow || message.mine;
        if (!message.mine) announce(message);
      } else if (message.id > messages[0].id) {
        messages.push(message);
        messages.sort((one, other) => one.id - other.id);
      }
    }
    if (!told.length) return;
    if (told.some((message) => message.chat === current)) {
      drawMessages();
      if (follow) conversation.toEnd();
      else if (isNew) byId("newest").hidden = false;
      seen();
    }
    drawChats();
    clock.readSoon(drawChats);
  }

  function takeInList(who, message) {
    const known = message.chat === current && messages.some((each) => each.id === message.id);
    if (who.lastId === undefined || message.id >= who.lastId) {
      if (!message.mine && !known && message.id !== who.lastId && (message.chat !== current || document.hidden)) who.unread += 1;
      who.lastId = message.id;
      who.last = message;
    }
    if (message.mine && /^\/start\s/.test(message.text)) setTimeout(() => attempt(readState), 1500);
  }

  function announce(message) {
    byId("announcement").textContent = format.summaryOf(message);
    browsers.notify(format.summaryOf(message));
  }

  async function readState() {
    const state = await api.readState();
    chats = state.chats.map((each) => ({ ...chats.find((old) => old.id === each.id), ...each }));
    if (byId("title")) byId("title").textContent = state.title;
    composer.setUp(state);
    clock.show(state.clock);
    drawChats();
    drawHead();
    return state;
  }

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  // Ask for what came after the last change that is known: nothing is lost while the connection is.
  async function listen() {
    let lost = 0;
    let asking = new AbortController();
    addEventListener("offline", () => (byId("offline").hidden = false));
    addEventListener("online", () => asking.abort()); // what waits on a dead connection is asked anew
    for (;;) {
      asking = new AbortController();
      const patience = setTimeout(() => asking.abort(), 40000);
      try {
        const begun = Date.now();
        const told = await api.readChanges(change, asking.signal);
        byId("offline").hidden = true;
        lost = 0;
        if (told.anew) await begin();
        else {
          change = told.change;
          take(told);
          if (!told.messages.length && Date.now() - begun < 1000) await pause(1000);
        }
      } catch {
        lost += 1;
        byId("offline").hidden = lost < 2 && navigator.onLine;
        await pause(Math.min(250 * 2 ** lost, 10000));
      } finally {
        clearTimeout(patience);
      }
    }
  }

  // What happens from here on comes after the change that is read first.
  async function begin() {
    const state = await attempt(readState);
    if (state) change = state.change;
    await open(own ? (chats[0]?.id ?? null) : fromAddress(), state?.opened);
  }

  // wiring

  const fromAddress = () => /^#p(\w+)$/.exec(location.hash)?.[1] ?? null;

  function stepPerson(direction) {
    const shown = [...document.querySelectorAll(".person")].map((node) => node.dataset.person);
    const next = shown[Math.min(Math.max(shown.indexOf(current) + direction, 0), shown.length - 1)];
    if (next) choose(next);
  }

  function wire() {
    if (!own) {
      byId("filter").addEventListener("input", drawChats);
      byId("back").addEventListener("click", () => (location.hash = ""));
      addEventListener("hashchange", () => {
        open(fromAddress());
        attempt(readState); // who sits where may be another since the last look
      });
    }
    byId("older").addEventListener("click", loadOlder);
    byId("newest").addEventListener("click", conversation.toEnd);
    byId("scroller").addEventListener("scroll", () => conversation.atEnd() && (byId("newest").hidden = true));
    for (const opener of document.querySelectorAll("[data-opens]"))
      opener.addEventListener("click", () => byId(opener.dataset.opens).showModal());
    for (const closer of document.querySelectorAll("[data-closes]"))
      closer.addEventListener("click", () => byId(closer.dataset.closes).close());
    document.addEventListener("visibilitychange", seen);
    composer.start(() => conversation.step(-1), take);
    clock.start(() => undefined);
    browsers.start();
    keys.start({ stepPerson, messages: () => messages, closeMenu: () => undefined });
  }

  async function run() {
    wire();
    await begin();
    composer.resume();
    listen();
  }

  run();
})();
