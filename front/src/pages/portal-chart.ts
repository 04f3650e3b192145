// Draw each table marked as the source of a chart; without this script, and on paper, the table stands alone.
import { BarChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, GridComponent, CanvasRenderer]);

const SHOWN = 12;

interface Row {
  name: string;
  count: number;
  link: string;
}

function rowsOf(table: HTMLElement): Row[] {
  return Array.from(table.querySelectorAll("tbody tr"), (row) => ({
    name: row.querySelector("th")?.textContent?.trim() ?? "",
    count: Number(row.querySelector("td")?.textContent ?? 0),
    link: row.querySelector("a")?.href ?? "",
  }))
    .sort((one, other) => other.count - one.count)
    .slice(0, SHOWN);
}

function draw(place: HTMLElement): void {
  const table = document.getElementById(place.dataset.chart ?? "");
  const rows = table ? rowsOf(table) : [];
  if (!rows.length) return;
  place.hidden = false;
  const style = getComputedStyle(document.documentElement);
  const chart = init(place, null, { height: rows.length * 28 + 16 });
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 40, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map((row) => row.name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { width: 132, overflow: "truncate", color: style.getPropertyValue("--qz-ink").trim() },
    },
    series: [
      {
        type: "bar",
        data: rows.map((row) => row.count),
        itemStyle: { color: style.getPropertyValue("--qz-accent").trim() },
        label: { show: true, position: "right", color: style.getPropertyValue("--qz-ink").trim() },
        barMaxWidth: 18,
      },
    ],
  });
  chart.on("click", (event) => {
    const row = rows[event.dataIndex];
    if (row?.link) window.location.assign(row.link);
  });
  window.addEventListener("resize", () => chart.resize());
}

document.querySelectorAll<HTMLElement>("[data-chart]").forEach(draw);
