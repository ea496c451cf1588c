// The list of people in the sample: grouped, filtered, with what waits for each.
const list = (() => {
  const { byId, element } = dom;
  const { dayOf, shortDayOf, summaryOf, timeOf } = format;

  const hue = (person) => `tint-${[...person.name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 5}`;

  const initial = (person) => person.name.slice(0, 1);

  function matches(person, wanted) {
    return [person.name, person.post, person.heading].some((text) => text.toLowerCase().includes(wanted));
  }

  function when(message, now) {
    const moment = new Date(message.at);
    return dayOf(moment) === dayOf(now) ? timeOf(moment) : shortDayOf(moment);
  }

  function marks(person) {
    if (person.hint) return element("span", { class: "mark" }, "未绑定");
    return null;
  }

  function item(person, current, now, choose) {
    return element(
      "button",
      {
        type: "button",
        class: "person",
        testid: `person-${person.id}`,
        "data-person": person.id,
        "aria-current": person.id === current ? "true" : null,
        onclick: () => choose(person.id),
      },
      element("span", { class: `avatar ${hue(person)}`, "aria-hidden": "true" }, initial(person)),
      element(
        "span",
        { class: "person-lines" },
        element(
          "span",
          { class: "person-first" },
          element("span", { class: "person-name" }, person.name),
          marks(person),
          person.last ? element("span", { class: "person-time" }, when(person.last, now)) : null,
        ),
        element("span", { class: "person-post" }, person.post),
        element(
          "span",
          { class: "person-last" },
          element("span", { class: "person-text" }, person.last ? summaryOf(person.last) : person.hint || "还没有消息"),
          person.unread ? element("span", { class: "badge" }, String(Math.min(person.unread, 99)), element("span", { class: "hidden-label" }, " 条未读")) : null,
        ),
      ),
    );
  }

  function show(people, { current, filter, now, choose }) {
    const list = byId("people");
    const wanted = filter.trim().toLowerCase();
    const shown = people.filter((person) => matches(person, wanted));
    const groups = new Map();
    for (const person of shown) groups.set(person.heading, [...(groups.get(person.heading) || []), person]);
    const focused = document.activeElement?.dataset?.person;
    list.replaceChildren(
      ...[...groups].map(([name, members], index) =>
        element(
          "section",
          { "aria-labelledby": `group-${index}` },
          element("h2", { id: `group-${index}` }, `${name} `, element("span", {}, String(members.length))),
          ...members.map((person) => item(person, current, now, choose)),
        ),
      ),
    );
    if (!shown.length) list.append(element("p", { class: "nobody" }, "没有找到，换个字试试。"));
    if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus({ preventScroll: true });
  }

  return { show, hue, initial };
})();
