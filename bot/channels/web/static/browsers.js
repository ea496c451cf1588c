// The browsers in which one is signed in, a code for another one, signing out, and notifications.
const browsers = (() => {
  const { attempt, byId, element, toast } = dom;
  const { dayOf, timeOf } = format;
  const known = "lianxi-notify";

  function row(browser) {
    const seen = new Date(browser.seen_at);
    return element(
      "li",
      {},
      element("span", {}, browser.name, element("small", {}, browser.this ? "就是这个浏览器" : `最近使用 ${dayOf(seen)} ${timeOf(seen)}`)),
      browser.this
        ? null
        : element("button", { type: "button", class: "quiet", testid: `end-${browser.id}`, onclick: () => end(browser) }, "退出它"),
    );
  }

  async function show() {
    const told = await attempt(api.readBrowsers);
    if (!told) return;
    byId("browser-list").replaceChildren(...told.browsers.map(row));
    if (!byId("browsers").open) {
      byId("browser-code").hidden = true;
      byId("browsers").showModal();
    }
  }

  async function end(browser) {
    if (await attempt(() => api.endBrowser(browser.id))) await show();
  }

  async function another() {
    const told = await attempt(api.codeForAnother);
    if (!told) return;
    byId("browser-code").replaceChildren(
      element("strong", {}, told.code),
      `在另一个浏览器打开本页，填这个登录码。${told.minutes} 分钟内有效，只能用一次。`,
    );
    byId("browser-code").hidden = false;
  }

  const canNotify = () => "Notification" in window && window.isSecureContext;
  const notifies = () => canNotify() && Notification.permission === "granted" && localStorage.getItem(known) === "1";

  function drawNotify() {
    byId("notify").hidden = !canNotify();
    byId("notify").textContent = notifies() ? "关闭桌面提醒" : "打开桌面提醒";
  }

  async function switchNotify() {
    if (notifies()) localStorage.removeItem(known);
    else if ((await Notification.requestPermission()) === "granted") {
      localStorage.setItem(known, "1");
      toast("有新消息、又没在看本页时，会在桌面上提醒。");
    } else toast("浏览器不允许提醒，请在浏览器的网站设置里打开。", "refused");
    drawNotify();
  }

  function notify(text) {
    if (byId("notify") && notifies() && document.hidden) new Notification("联席有新消息", { body: text.slice(0, 120), tag: "lianxi" });
  }

  function start() {
    if (!byId("menu")) return;
    const toggle = (open) => {
      byId("menu").hidden = !open;
      byId("menu-button").setAttribute("aria-expanded", String(open));
    };
    byId("menu-button").addEventListener("click", () => toggle(byId("menu").hidden));
    document.addEventListener("click", (event) => event.target.closest("#menu-button") || toggle(false));
    document.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
    byId("open-browsers").addEventListener("click", show);
    byId("another").addEventListener("click", another);
    byId("notify").addEventListener("click", switchNotify);
    byId("sign-out").addEventListener("click", async () => {
      if (await attempt(api.signOut)) location.assign("/sign-in");
    });
    drawNotify();
  }

  return { start, notify };
})();
