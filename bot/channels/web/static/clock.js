// The rehearsal clock of the sample: it stands still until one of the two buttons moves it.
const clock = (() => {
  const { byId, attempt } = dom;
  const { dayOf, shortDayOf, timeOf } = format;
  let shown = null;
  let reading = 0;

  const now = () => (shown ? new Date(shown.now) : new Date());

  function show(given) {
    shown = given;
    if (!shown) return;
    byId("clock").hidden = false;
    const moment = new Date(shown.now);
    byId("clock-now").textContent = `${dayOf(moment)} ${timeOf(moment)}`;
    byId("clock-now").setAttribute("datetime", shown.now);
    const due = shown.next_due && new Date(shown.next_due);
    byId("clock-due").textContent = due ? `到下一件到期的事（${shortDayOf(due)}）` : "没有快到期的事";
    showMoving(false);
  }

  function showMoving(moving) {
    byId("clock").setAttribute("aria-busy", String(moving));
    byId("clock-progress").hidden = !moving;
    byId("clock-workday").disabled = moving;
    byId("clock-due").disabled = moving || !shown?.next_due;
  }

  // What is due next changes with what is said; read it again when the talk has paused.
  function readSoon(onRead) {
    if (!shown) return;
    clearTimeout(reading);
    reading = setTimeout(async () => {
      const fresh = await attempt(api.readClock);
      if (fresh && byId("clock-progress").hidden) {
        show(fresh);
        onRead();
      }
    }, 400);
  }

  function start(onMoved) {
    if (!byId("clock")) return;
    const move = async (to) => {
      byId("clock-sentence").textContent = "";
      showMoving(true);
      const moved = await attempt(() => api.moveClock(to));
      if (moved) {
        show(moved.clock);
        byId("clock-sentence").textContent = moved.sentence;
        onMoved();
      } else showMoving(false);
    };
    byId("clock-workday").addEventListener("click", () => move("next-workday"));
    byId("clock-due").addEventListener("click", () => move("next-due"));
    byId("clock-toggle").addEventListener("click", () => {
      const open = byId("clock").classList.toggle("open");
      byId("clock-toggle").setAttribute("aria-expanded", String(open));
    });
  }

  return { now, show, readSoon, start };
})();
