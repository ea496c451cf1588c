// Times as people read them here: Beijing time, whatever the computer is set to.
const format = (() => {
  const zone = { timeZone: "Asia/Shanghai" };
  const dayFormat = new Intl.DateTimeFormat("zh-CN", { ...zone, year: "numeric", month: "long", day: "numeric", weekday: "long" });
  const shortFormat = new Intl.DateTimeFormat("zh-CN", { ...zone, month: "long", day: "numeric" });
  const timeFormat = new Intl.DateTimeFormat("zh-CN", { ...zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  const dayOf = (moment) => {
    const parts = Object.fromEntries(dayFormat.formatToParts(moment).map((part) => [part.type, part.value]));
    return `${parts.year}年${parts.month.replace("月", "")}月${parts.day}日 ${parts.weekday}`;
  };

  function sizeOf(bytes) {
    if (bytes < 1024) return `${bytes} 字节`;
    if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
    return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  }

  // One line that stands for a message, in the list and in quotes.
  function summaryOf(message) {
    const words = (message.text || "").replace(/\s+/g, " ");
    if (!message.file) return words;
    return message.file.picture ? `[照片] ${words}` : `[文件] ${message.file.name || ""} ${words}`;
  }

  return {
    dayOf,
    shortDayOf: (moment) => shortFormat.format(moment),
    timeOf: (moment) => timeFormat.format(moment),
    sizeOf,
    summaryOf,
  };
})();
