// The rehearsal clock: it stands still until one of the two buttons moves it.

import * as api from "./api.js";
import { attempt, byId } from "./dom.js";
import { dayOf, shortDayOf, timeOf } from "./format.js";

let clock = null;
let reading = 0;

export const now = () => (clock ? new Date(clock.now) : new Date());

export function showClock(given) {
  clock = given;
  byId("clock").hidden = !clock;
  if (!clock) return;
  const moment = new Date(clock.now);
  byId("clock-now").textContent = `${dayOf(moment)} ${timeOf(moment)}`;
  byId("clock-now").setAttribute("datetime", clock.now);
  const due = clock.next_due && new Date(clock.next_due);
  byId("clock-due").textContent = due ? `到下一件到期的事（${shortDayOf(due)}）` : "没有快到期的事";
  showMoving(clock.moving);
}

export function showMoving(moving) {
  byId("clock").setAttribute("aria-busy", String(moving));
  byId("clock-progress").hidden = !moving;
  byId("clock-workday").disabled = moving;
  byId("clock-due").disabled = moving || !clock?.next_due;
}

// What is due next changes with what is said; read it again when the talk has paused.
export function readSoon(onRead) {
  if (!clock) return;
  clearTimeout(reading);
  reading = setTimeout(async () => {
    const fresh = await attempt(api.readClock);
    if (fresh) {
      showClock(fresh);
      onRead();
    }
  }, 400);
}

export function start(onMoved) {
  const move = async (to) => {
    byId("clock-sentence").textContent = "";
    showMoving(true);
    const moved = await attempt(() => api.moveClock(to));
    if (moved) {
      showClock(moved.clock);
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
