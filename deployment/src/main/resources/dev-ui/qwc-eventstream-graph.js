import { EventstreamPage, html, css, pageStyle, streamLabel, count } from './eventstream-page.js';
import { svg } from 'lit';

const WIDTH = 250;
const GAP = 130;
const HEIGHT = 46;
const SPACE = 18;

/** Who publishes and listens to what: a column each for publishers, topics, listeners and dead-letter topics. */
export class QwcEventstreamGraph extends EventstreamPage {

    static styles = [pageStyle, css`
        svg { font-family: var(--lumo-font-family); font-size: 12px; max-width: 100%; }
        rect { fill: var(--lumo-contrast-5pct); stroke: var(--lumo-contrast-30pct); }
        .topic rect { fill: var(--lumo-primary-color-10pct); stroke: var(--lumo-primary-color-50pct); }
        .letters rect { fill: var(--lumo-error-color-10pct); stroke: var(--lumo-error-color-50pct); }
        .unused rect { stroke-dasharray: 4; fill: none; }
        text { fill: var(--lumo-body-text-color); }
        .note { fill: var(--lumo-secondary-text-color); font-size: 11px; }
        path { fill: none; stroke: var(--lumo-contrast-50pct); }
        path.unused { stroke-dasharray: 4; }
    `];

    static properties = { _graphs: { state: true } };

    get interval() {
        return 2000;
    }

    async load() {
        this._graphs = await this.ask('graph');
    }

    render() {
        if (!this._graphs) {
            return html`<p class="quiet">Loading …</p>`;
        }
        return html`
            <p class="quiet">Listeners are known from the start, publishers once they have published. A dashed dead-letter topic has got no
                letter since the start.</p>
            ${this._graphs.map(graph => html`<h3>${streamLabel(graph.stream)}</h3>${this._graph(graph)}`)}`;
    }

    _graph(graph) {
        const columns = [new Map(), new Map(), new Map(), new Map()];
        const edges = new Map();
        const node = (column, id, data) => columns[column].get(id) ?? columns[column].set(id, { id, column, ...data }).get(id);
        const edge = (from, to, label, unused = false) => {
            const key = `${from.id}→${to.id}`;
            const known = edges.get(key) ?? { from, to, labels: [], unused };
            label && known.labels.push(label);
            edges.set(key, known);
        };
        for (const publisher of graph.publishers) {
            const from = node(0, `publisher ${publisher.publisher}`, { title: publisher.publisher, note: 'publishes', type: '' });
            edge(from, node(1, publisher.topic, { title: publisher.topic, note: 'topic', type: 'topic' }),
                `${publisher.event || 'records'} × ${count(publisher.count)}`);
        }
        for (const listener of graph.listeners) {
            const topic = node(1, listener.topic, { title: listener.topic, note: 'topic', type: 'topic' });
            const to = node(2, `listener ${listener.id}`, { title: listener.id,
                note: `${listener.group ? `group ${listener.group}` : 'no group'}, ${count(listener.invocations)} invocations`, type: '' });
            edge(topic, to, listener.event || 'all');
            const letters = node(3, `letters ${listener.deadLetterTopic}`, { title: listener.deadLetterTopic, count: 0, type: 'letters' });
            letters.count += listener.deadLetters;
            letters.note = `dead letters: ${count(letters.count)}`;
            edge(to, letters, '', listener.deadLetters === 0);
        }
        columns[3].forEach(letters => letters.type = letters.count ? 'letters' : 'letters unused');
        return this._drawing(columns, [...edges.values()]);
    }

    _drawing(columns, edges) {
        const rows = Math.max(1, ...columns.map(column => column.size));
        columns.forEach((column, x) => [...column.values()].forEach((node, y) => {
            node.x = x * (WIDTH + GAP);
            // In the middle of the height that the longest column needs.
            node.y = (y + (rows - column.size) / 2) * (HEIGHT + SPACE);
        }));
        const width = 4 * WIDTH + 3 * GAP + 2;
        const height = rows * (HEIGHT + SPACE);
        return html`<svg viewBox="-1 -1 ${width} ${height}" width=${width} height=${height}>
            ${edges.map(edge => this._edge(edge))}
            ${columns.flatMap(column => [...column.values()]).map(node => this._node(node))}</svg>`;
    }

    _node(node) {
        return svg`<g class="node ${node.type}" transform="translate(${node.x},${node.y})">
            <title>${node.title}</title><rect width=${WIDTH} height=${HEIGHT} rx="4"></rect>
            <text x="8" y="19">${shortened(node.title)}</text><text class="note" x="8" y="36">${node.note}</text></g>`;
    }

    _edge({ from, to, labels, unused }) {
        const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
        const middle = (x1 + x2) / 2;
        return svg`<path class=${unused ? 'unused' : ''} d="M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}"></path>
            ${labels.map((label, line) => svg`<text class="note" text-anchor="middle" x=${middle}
                y=${(y1 + y2) / 2 - 4 - 12 * line}>${shortened(label, 22)}</text>`)}`;
    }
}

/** The end of a long name is what differs. */
function shortened(text, length = 36) {
    return text.length <= length ? text : '…' + text.slice(1 - length);
}

customElements.define('qwc-eventstream-graph', QwcEventstreamGraph);
