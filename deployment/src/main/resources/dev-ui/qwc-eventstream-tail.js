import { EventstreamPage, html, css, pageStyle, streamLabel, count } from './eventstream-page.js';
import { notifier } from 'notifier';
import '@vaadin/combo-box';
import '@vaadin/select';
import '@vaadin/text-field';

/** The records of a topic as they come, read without a group. */
export class QwcEventstreamTail extends EventstreamPage {

    static styles = [pageStyle, css`
        .form { align-items: flex-end; }
        .form > * { width: 9em; }
        .form > .narrow { width: 5em; }
        .form > vaadin-button { width: auto; }
        .record { border-top: 1px solid var(--lumo-contrast-10pct); padding: var(--lumo-space-xs) 0; cursor: pointer; }
        .summary { display: flex; gap: var(--lumo-space-m); font-size: var(--lumo-font-size-s); white-space: nowrap; }
        .summary .text { overflow: hidden; text-overflow: ellipsis; color: var(--lumo-secondary-text-color); flex: 1; }
        .details { display: grid; grid-template-columns: 1fr 1fr; gap: var(--lumo-space-l); cursor: auto;
            padding: var(--lumo-space-s) var(--lumo-space-m); background: var(--lumo-contrast-5pct); }
        .state { margin: var(--lumo-space-s) 0; }
    `];

    static properties = {
        _streams: { state: true },
        _topics: { state: true },
        _settings: { state: true },
        _tail: { state: true },
        _records: { state: true },
        _opened: { state: true },
    };

    constructor() {
        super();
        this._settings = { stream: '', topic: '', from: 'latest', limit: '100', name: '', namespace: '', key: '' };
        this._records = [];
        this._topics = [];
        this._opened = new Set();
        this._count = 0;
        this._passedOver = 0;
    }

    get interval() {
        return 500;
    }

    connectedCallback() {
        super.connectedCallback();
        this._leave = () => this._close();
        window.addEventListener('pagehide', this._leave);
    }

    disconnectedCallback() {
        window.removeEventListener('pagehide', this._leave);
        this._close();
        super.disconnectedCallback();
    }

    hotReload() {
        // The tail ended with the application that was replaced.
        const wasOpen = this._tail && !this._tail.ended;
        this._streams = undefined;
        this._asked = 0;
        if (wasOpen) {
            this._start();
        } else {
            this.reload();
        }
    }

    async load() {
        if (!this._streams) {
            this._streams = (await this.ask('listeners')).map(stream => stream.name);
            if (!this._streams.includes(this._settings.stream)) {
                this._settings = { ...this._settings, stream: this._streams[0] ?? '' };
            }
            this._topics = await this.ask('topics', { stream: this._settings.stream });
        }
        if (this._tail && !this._tail.ended) {
            await this._read();
        }
    }

    async _read() {
        const tail = this._tail;
        const view = await this.ask('readTail', { id: tail.id, paused: tail.paused });
        if (tail !== this._tail) {
            return;
        }
        const limit = Number(this._settings.limit) || 100;
        for (const record of view.records) {
            record.number = this._count++;
        }
        this._passedOver += view.passedOver;
        // The newest first.
        this._records = [...view.records.reverse(), ...this._records].slice(0, limit);
        // From an older position, a reader wants to see all: the next ones come on demand.
        const isFull = this._settings.from !== 'latest' && view.records.length >= limit;
        this._tail = { ...tail, state: view.state, ended: view.ended, paused: tail.paused || isFull };
    }

    async _start(from = this._settings.from) {
        this._close();
        this._records = [];
        this._opened = new Set();
        this._count = 0;
        this._passedOver = 0;
        const outcome = await this.ask('openTail', { ...this._settings, from });
        if (outcome.done) {
            this._tail = { id: outcome.message, state: 'connecting', paused: false, ended: false };
            this.reload();
        } else {
            notifier.showErrorMessage(outcome.message, 'bottom-start');
        }
    }

    _close() {
        if (this._tail && !this._tail.ended) {
            this.jsonRpc.closeTail({ id: this._tail.id });
        }
        this._tail = null;
    }

    _pause(paused) {
        this._tail = { ...this._tail, paused };
        this.reload();
    }

    render() {
        return html`
            <div class="row form">
                ${(this._streams?.length ?? 0) > 1 ? this._streamChoice() : ''}
                <vaadin-combo-box theme="small" class="topic" label="Topic" allow-custom-value .items=${this._topics}
                    .value=${this._settings.topic}
                    @custom-value-set=${event => this._set('topic', event.detail)}
                    @value-changed=${event => this._set('topic', event.detail.value)}></vaadin-combo-box>
                ${this._field('from', 'From', 'latest, earliest, an offset or an instant')}
                ${this._field('name', 'Name contains')} ${this._field('namespace', 'Namespace contains')}
                ${this._field('key', 'Key contains')} ${this._field('limit', 'Last', '', 'narrow')}
                <vaadin-button theme="small primary" class="start" @click=${() => this._start()}>
                    ${this._tail ? 'Restart' : 'Start'}</vaadin-button>
                ${this._tail && !this._tail.ended ? html`
                    <vaadin-button theme="small" class="pause" @click=${() => this._pause(!this._tail.paused)}>
                        ${this._tail.paused ? 'Resume' : 'Pause'}</vaadin-button>
                    <vaadin-button theme="small" class="stop" @click=${() => this._close()}>Stop</vaadin-button>` : ''}
            </div>
            <div class="state quiet">${this._state()}</div>
            <div class="records">${this._records.map(record => this._record(record))}</div>`;
    }

    _streamChoice() {
        return html`<vaadin-select theme="small" label="Stream" .value=${this._settings.stream}
            .items=${this._streams.map(stream => ({ label: streamLabel(stream), value: stream }))}
            @value-changed=${async event => {
                this._set('stream', event.detail.value);
                this._topics = await this.ask('topics', { stream: event.detail.value });
            }}></vaadin-select>`;
    }

    _field(name, label, hint = '', type = '') {
        return html`<vaadin-text-field theme="small" class="field-${name} ${type}" label=${label} placeholder=${hint}
            .value=${this._settings[name]} @value-changed=${event => this._set(name, event.detail.value)}></vaadin-text-field>`;
    }

    _set(name, value) {
        if (this._settings[name] !== value) {
            this._settings = { ...this._settings, [name]: value };
        }
    }

    _state() {
        if (!this._tail) {
            return 'Choose a topic. It is read without a group: no offset is committed.';
        }
        const passedOver = this._passedOver ? `, ${count(this._passedOver)} older ones were not shown` : '';
        return `${this._tail.state}: ${count(this._count)} records so far${passedOver}`;
    }

    _record(record) {
        const isOpened = this._opened.has(record.number);
        return html`
            <div class="record" data-offset=${record.offset} @click=${() => this._toggle(record.number)}>
                <div class="summary">
                    <span>${record.partition}@${record.offset}</span>
                    <span class="quiet">${record.timestamp}</span>
                    <b>${record.name}</b>
                    ${record.kind === 'event' ? '' : html`<span class="badge ${record.kind === 'tombstone' ? '' : 'bad'}">
                        ${record.kind}</span>`}
                    ${record.key ? html`<span>key ${record.key}</span>` : ''}
                    <span class="text">${record.problem || record.payload.replace(/\s+/g, ' ').slice(0, 300)}</span>
                </div>
                ${isOpened ? this._details(record) : ''}
            </div>`;
    }

    _details(record) {
        return html`
            <div class="details" @click=${event => event.stopPropagation()}>
                <div>
                    ${record.problem ? html`<div class="problem">${record.problem}</div>` : ''}
                    <div class="quiet">${record.kind === 'event' ? 'payload' : 'value'}</div><pre>${record.payload}</pre>
                </div>
                <div>
                    ${record.envelope ? html`<div class="quiet">envelope</div><pre>${record.envelope}</pre>` : ''}
                    ${record.headers.length ? html`<div class="quiet">headers</div>
                        <pre>${record.headers.map(header => `${header.name}: ${header.value}\n`)}</pre>` : ''}
                </div>
            </div>`;
    }

    _toggle(number) {
        const opened = new Set(this._opened);
        if (!opened.delete(number)) {
            opened.add(number);
        }
        this._opened = opened;
    }
}
customElements.define('qwc-eventstream-tail', QwcEventstreamTail);
