/* Charts: sharp SVG, no animation, tooltips drawn inside (the policy allows no style attributes). */
(() => {
  "use strict";
  const PALETTE = ["#24528c", "#c27800", "#2f8a5c", "#6b5b95", "#4f7f8c", "#8a6d3b", "#646870"];
  const DARK = ["#6fa5d4", "#e9b949", "#8fa0b5", "#7fb1de"];
  const drawn = new Set();

  const axis = (given, look) => [].concat(given || []).map((one) => ({
    ...one,
    axisLabel: { color: look.text, fontSize: look.size, ...one.axisLabel },
    axisLine: { lineStyle: { color: look.line }, ...one.axisLine },
    axisTick: { show: false, ...one.axisTick },
    splitLine: { show: one.type === "value", lineStyle: { color: look.line }, ...one.splitLine },
  }));
  const bar = (one, flat) => (one.type === "bar" ? { barMaxWidth: 16, itemStyle: { borderRadius: flat ? [0, 3, 3, 0] : [3, 3, 0, 0] }, ...one } : one);
  const dressed = (option, box) => {
    const dark = Boolean(box.closest(".gh-cockpit"));
    const style = getComputedStyle(box);
    const value = (name) => style.getPropertyValue(name).trim();
    const look = { text: value("--ink-2"), line: value("--line"), size: dark ? 15 : 13 };
    const flat = [].concat(option.yAxis || [])[0] && [].concat(option.yAxis)[0].type === "category";
    const words = { fontFamily: value("--num"), fontSize: look.size, color: look.text };
    return {
      color: dark ? DARK : PALETTE,
      grid: { left: 8, right: 16, top: 32, bottom: 4, containLabel: true },
      ...option,
      animation: false,
      textStyle: { ...words, ...option.textStyle },
      legend: option.legend && { left: 0, top: 0, itemWidth: 14, itemHeight: 10, textStyle: words, ...option.legend },
      tooltip: { trigger: "axis", ...option.tooltip, renderMode: "richText", confine: true },
      aria: { enabled: true, label: { description: box.getAttribute("aria-label") } },
      xAxis: option.xAxis && axis(option.xAxis, look),
      yAxis: option.yAxis && axis(option.yAxis, look),
      series: [].concat(option.series || []).map((one) => bar(one, flat)),
    };
  };
  const draw = (box) => {
    drawn.add(box);
    fetch(box.dataset.chart, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then((option) => {
        box.textContent = "";
        window.echarts.init(box, null, { renderer: "svg" }).setOption(dressed(option, box));
      })
      .catch(() => { const data = box.parentNode.querySelector(".gh-chart-data"); if (data) data.open = true; box.hidden = true; });
  };
  /* What a wall screen has replaced gives its memory back. */
  const forget = () => drawn.forEach((box) => {
    if (box.isConnected) return;
    drawn.delete(box);
    const chart = window.echarts.getInstanceByDom(box);
    if (chart) chart.dispose();
  });
  window.ghCharts = () => { forget(); document.querySelectorAll("[data-chart]").forEach((box) => { if (!drawn.has(box)) draw(box); }); };
  window.ghCharts();
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => drawn.forEach((box) => {
      const chart = window.echarts.getInstanceByDom(box);
      if (chart && box.isConnected) chart.resize();
    }), 150);
  });
})();
