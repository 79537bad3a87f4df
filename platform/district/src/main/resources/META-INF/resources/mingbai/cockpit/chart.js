// A chart drawn by Apache ECharts. Its numbers come from the server, which writes them into a table beside it as well.
const LIBRARY = new URL('../../webjars/echarts/5.5.0/echarts.common.min.js', import.meta.url).href;
// Apart also for those who see no colours: by lightness, line style, symbol and pattern.
const COLOURS = ['#0b5394', '#b35c00', '#5b3e96'];
const STYLES = ['solid', 'dashed', 'dotted'];
const SYMBOLS = ['circle', 'rect', 'triangle'];
const TEXT = '#222';
const ROW = 46;
const NARROW = 600;
const DAY = 24 * 3600 * 1000;

let loading;

function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = LIBRARY;
    script.onload = () => resolve(window.echarts);
    script.onerror = () => {
      // The next chart tries again.
      loading = undefined;
      script.remove();
      reject(new Error('not loaded: ' + LIBRARY));
    };
    document.head.append(script);
  });
  return loading;
}

function common(drawing) {
  return {
    animation: false,
    color: COLOURS,
    textStyle: { fontFamily: 'inherit', fontSize: 14, color: TEXT },
    legend: { top: 0, left: 0, itemGap: 20, textStyle: { fontSize: 14, color: TEXT }, selectedMode: false },
    aria: { enabled: true, label: { enabled: false }, decal: { show: drawing.kind === 'bars' } },
  };
}

const percent = { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%', color: TEXT } };

// As an element, so that nothing of it is read as markup.
function words(lines) {
  const box = document.createElement('div');
  box.style.whiteSpace = 'pre-line';
  box.textContent = lines.join('\n');
  return box;
}

function lines(drawing, width) {
  const span = new Date(drawing.labels.at(-1)) - new Date(drawing.labels[0]);
  return {
    ...common(drawing),
    grid: { left: 8, right: 36, top: 44, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: at => words([drawing.labels[at[0].dataIndex], ...at.map(one =>
        one.seriesName + ' ' + drawing.series[one.seriesIndex].texts[one.dataIndex])]),
    },
    xAxis: {
      type: 'time',
      axisLabel: { formatter: time => (new Date(time).getMonth() + 1) + '-' + new Date(time).getDate(), hideOverlap: true, color: TEXT, fontSize: 13 },
      // As many days as have room for their names.
      minInterval: Math.ceil(span / DAY / Math.max(2, Math.floor(width / 100))) * DAY,
    },
    yAxis: percent,
    series: drawing.series.map((series, index) => ({
      type: 'line',
      name: series.name,
      symbol: SYMBOLS[index],
      symbolSize: 7,
      lineStyle: { width: 2.5, type: STYLES[index] },
      connectNulls: false,
      data: drawing.labels.map((day, at) => [day, series.values[at]]),
      markLine: index > 0 || drawing.marks.length === 0 ? undefined : {
        symbol: 'none',
        silent: true,
        lineStyle: { color: '#666', type: 'dashed', width: 1 },
        label: { color: '#444', fontSize: 13, formatter: mark => mark.name },
        data: drawing.marks.map(mark => ({ name: mark.name, xAxis: mark.day })),
      },
    })),
  };
}

function bars(drawing, width) {
  const narrow = width < NARROW;
  return {
    ...common(drawing),
    grid: { left: 8, right: 62, top: 40, bottom: 8, containLabel: true },
    xAxis: { ...percent, splitNumber: narrow ? 2 : 5 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: drawing.labels,
      axisTick: { show: false },
      axisLabel: { color: TEXT, width: narrow ? 96 : 190, overflow: 'break', interval: 0 },
    },
    series: drawing.series.map((series, index) => ({
      type: 'bar',
      name: series.name,
      barMaxWidth: 14,
      barGap: '15%',
      data: series.values.map((value, at) => ({ value: value ?? 0, name: drawing.labels[at] })),
      label: {
        show: true,
        position: 'right',
        color: TEXT,
        fontSize: 13,
        formatter: one => series.texts[one.dataIndex],
      },
    })),
  };
}

class MbChart extends HTMLElement {
  connectedCallback() {
    if (Object.hasOwn(this, 'drawing')) {
      // Set before this file had come.
      const early = this.drawing;
      delete this.drawing;
      this.drawing = early;
    }
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(this);
    this.draw();
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.chart?.dispose();
    this.chart = undefined;
  }

  get drawing() {
    return this.what;
  }

  set drawing(what) {
    this.what = what;
    this.draw();
  }

  async draw() {
    if (!this.what || !this.isConnected) {
      return;
    }
    const what = this.what;
    const height = what.kind === 'bars' ? 70 + ROW * what.labels.length : 300;
    this.style.height = height + 'px';
    let echarts;
    try {
      echarts = await library();
    } catch {
      // The table says it all: a picture that cannot be drawn takes no room.
      this.style.height = '0';
      return;
    }
    if (!this.isConnected || what !== this.what) {
      return;
    }
    this.chart ??= echarts.init(this, null, { renderer: 'svg', height });
    this.show();
    this.fit();
  }

  show() {
    const make = this.what.kind === 'bars' ? bars : lines;
    this.drawnFor = this.clientWidth;
    this.chart.setOption(make(this.what, this.clientWidth), true);
  }

  fit() {
    if (!this.chart || this.clientWidth === 0) {
      return;
    }
    if (this.drawnFor !== this.clientWidth) {
      this.show();
    }
    this.chart.resize({ width: this.clientWidth });
    this.chart.getZr().flush();
    // With it the picture shrinks to the sheet when it is printed.
    const svg = this.querySelector('svg');
    svg?.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`);
    svg?.setAttribute('aria-hidden', 'true');
    this.dataset.drawn = 'true';
  }
}

customElements.define('mb-chart', MbChart);
