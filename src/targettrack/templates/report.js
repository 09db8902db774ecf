"use strict";
{
  const form = document.getElementById("filter");
  const found = [...document.querySelectorAll("[data-found]")]
    .map((node) => [node, node.dataset.found.split(" ")]);
  const series = [...document.querySelectorAll("section.series")];
  const rows = found.filter(([node]) => node.tagName === "TR");
  const show = () => {
    const asked = [...form.querySelectorAll("select")].filter((one) => one.value !== "");
    for (const [node, values] of found) {
      node.hidden = asked.some((one) => values[one.dataset.place] !== one.value);
    }
    for (const one of series) {
      one.hidden = !one.querySelector("[data-found]:not([hidden])");
    }
    const left = rows.filter(([node]) => !node.hidden).length;
    const output = form.querySelector("output");
    output.value = output.dataset.said.replace("%1", left).replace("%2", rows.length);
  };
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.hidden = !form.querySelector("select");
  show();
}
