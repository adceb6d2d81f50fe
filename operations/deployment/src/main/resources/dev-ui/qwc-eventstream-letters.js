import { EventstreamPage, html, css, pageStyle, streamLabel, count } from '../quarkus-eventstream/eventstream-page.js';
import { notifier } from 'notifier';
import '@vaadin/select';
import '@vaadin/text-field';

const STATES = ['open', 'redriven', 'resolved', 'failed', 'discarded', 'all'];
const BADGES = { OPEN: 'bad', FAILED: 'bad', RESOLVED: 'good', REDRIVEN: 'waiting' };

/** The dead letters of the application: grouped by cause, inspected, redriven and discarded. */
export class QwcEventstreamLetters extends EventstreamPage {

    static styles = [pageStyle, css`
        .choices { align-items: flex-end; }
        .form { background: var(--lumo-contrast-5pct); padding: 0 var(--lumo-space-s) var(--lumo-space-s);
            border-radius: var(--lumo-border-radius-m); align-items: flex-end; }
        .actions { margin-left: auto; }
        .letter { cursor: pointer; }
        .details { display: grid; grid-template-columns: 1fr 1fr; gap: var(--lumo-space-l);
            padding: var(--lumo-space-s) var(--lumo-space-m); background: var(--lumo-contrast-5pct); }
        .details > * { min-width: 0; }
        .trace { white-space: pre; overflow: auto; max-height: 24em; }
    `];

    static properties = {
        _streams: { state: true },
        _topics: { state: true },
        _stream: { state: true },
        _topic: { state: true },
        _state: { state: true },
        _groups: { state: true },
        _opened: { state: true },
        _letters: { state: true },
        _letter: { state: true },
        _form: { state: true },
    };

    constructor() {
        super();
        this._state = 'open';
    }

    get interval() {
        return 2000;
    }

    async load() {
        this._streams = await this.ask('streams');
        this._stream = this._streams.includes(this._stream) ? this._stream : this._streams[0];
        if (!this._stream) {
            return;
        }
        this._topics = await this.ask('letterTopics', { stream: this._stream });
        const current = this._topics.find(topic => topic.topic === this._topic);
        if (!current || !this._chosen && !current.counts.OPEN) {
            // The one with work to do.
            this._topic = (this._topics.find(topic => topic.counts.OPEN) ?? current ?? this._topics[0])?.topic;
        }
        if (this._topic) {
            this._groups = await this.ask('letterGroups', this._of({}));
            if (this._opened) {
                await this._list(this._opened, this._letters?.position ?? '');
            }
        }
    }

    /** The parameters for the letters of a selection, in the chosen state. */
    _of(selection) {
        return { stream: this._stream, topic: this._topic, selection: { ...selection, state: this._state } };
    }

    async _list(group, position) {
        const page = await this.ask('letters', { ...this._of(group.selection), position });
        this._letters = { ...page, position };
    }

    async _open(group) {
        const isOpen = this._opened && same(this._opened, group);
        this._opened = isOpen ? undefined : group;
        this._letters = undefined;
        this._letter = undefined;
        if (this._opened) {
            await this._list(group, '');
        }
    }

    async _inspect(id) {
        this._letter = this._letter?.id === id ? undefined : await this.ask('letter', { stream: this._stream, id });
    }

    /** A dry run first: its result is part of the form. */
    async _plan(selection) {
        try {
            const plan = await this.ask('planRedrive', this._of(selection));
            this._form = { kind: 'redrive', selection, plan, by: this._form?.by ?? '', reason: '' };
        } catch (failure) {
            notifier.showErrorMessage(failure.message, 'bottom-start');
        }
    }

    async _submit() {
        const { kind, selection, by, reason } = this._form;
        if (await this.act(kind, { ...this._of(selection), by, reason })) {
            this._form = undefined;
        }
    }

    render() {
        if (!this._topics) {
            return html`<p class="quiet">Loading …</p>`;
        }
        const choice = (name, label, items) => html`<vaadin-select theme="small" class="choice-${name}" label=${label}
            .items=${items} .value=${this[`_${name}`]} @value-changed=${event => this._choose(name, event.detail.value)}></vaadin-select>`;
        return html`
            <div class="row choices">
                ${this._streams.length > 1 ? choice('stream', 'Stream',
                    this._streams.map(stream => ({ label: streamLabel(stream), value: stream }))) : ''}
                ${choice('topic', 'Dead-letter topic', this._topics.map(topic => ({ value: topic.topic,
                    label: `${topic.topic} (${count(topic.counts.OPEN ?? 0)} open)` })))}
                ${choice('state', 'State', STATES.map(state => ({ label: state, value: state })))}
            </div>
            ${this._groups?.length ? '' : html`<p class="quiet">There are no such letters.</p>`}
            ${this._groups?.map(group => this._group(group))}`;
    }

    _choose(name, value) {
        if (value && this[`_${name}`] !== value) {
            this[`_${name}`] = value;
            this._chosen = name === 'topic' || name === 'state' && this._chosen;
            this._opened = this._letters = this._letter = this._form = undefined;
            this.hotReload();
        }
    }

    _group(group) {
        const hasSelection = Object.keys(group.selection).length > 0;
        const isOpened = this._opened && same(this._opened, group);
        return html`
            <div class="card group">
                <div class="row">
                    <b>${group.exception || (hasSelection ? 'unknown exception' : 'all other letters')}</b>
                    <span class="quiet">${group.frame}</span>
                    <span class="row actions">
                        ${hasSelection ? html`<vaadin-button theme="small" class="list" @click=${() => this._open(group)}>
                            ${isOpened ? 'Hide' : 'Letters'}</vaadin-button>` : ''}
                        ${hasSelection && group.counts.OPEN ? this._actions(group.selection) : ''}
                    </span>
                </div>
                <div class="problem">${group.message}</div>
                <div class="quiet">${group.listener || 'unknown listener'}, ${group.first} to ${group.last}:
                    ${Object.entries(group.counts).map(([state, number]) => html`
                        <span class="badge ${BADGES[state] ?? ''}">${count(number)} ${state.toLowerCase()}</span> `)}</div>
                ${this._formOf(group.selection)}
                ${isOpened && this._letters ? this._listOf(group) : ''}
            </div>`;
    }

    _actions(selection) {
        return html`
            <vaadin-button theme="small" class="redrive" @click=${() => this._plan(selection)}>Redrive …</vaadin-button>
            <vaadin-button theme="small" class="discard" @click=${() => this._form = { kind: 'discard', selection,
                by: this._form?.by ?? '', reason: '' }}>Discard …</vaadin-button>`;
    }

    _formOf(selection) {
        const form = this._form;
        if (!form || JSON.stringify(form.selection) !== JSON.stringify(selection)) {
            return '';
        }
        const field = (name, label) => html`<vaadin-text-field theme="small" class="field-${name}" label=${label}
            .value=${form[name]} @value-changed=${event => form[name] = event.detail.value}></vaadin-text-field>`;
        return html`
            <div class="row form">
                ${form.kind === 'redrive' ? this._planned(form.plan) : ''}
                ${field('by', 'Your name')} ${form.kind === 'discard' ? field('reason', 'Reason') : ''}
                <vaadin-button theme="small primary" class="submit" @click=${() => this._submit()}>
                    ${form.kind === 'redrive' ? `Redrive ${count(form.plan.count)}` : 'Discard'}</vaadin-button>
                <vaadin-button theme="small" @click=${() => this._form = undefined}>Cancel</vaadin-button>
            </div>`;
    }

    _planned(plan) {
        return html`<div class="plan">
            ${Object.entries(plan.byListener).map(([listener, number]) => html`<div>${count(number)} to ${listener}</div>`)}
            ${Object.entries(plan.refused).map(([reason, number]) => html`
                <div class="problem">${count(number)} refused: ${reason}</div>`)}
            ${plan.count === 0 ? html`<div>nothing to redrive</div>` : ''}</div>`;
    }

    _listOf(group) {
        const { letters, next } = this._letters;
        return html`
            <table>
                <tr><th>letter</th><th>state</th><th>event</th><th>key</th><th>failed at</th><th>redrives</th></tr>
                ${letters.map(letter => html`
                    <tr class="letter" @click=${() => this._inspect(letter.id)}>
                        <td>${letter.id}</td>
                        <td><span class="badge ${BADGES[letter.state] ?? ''}">${letter.state.toLowerCase()}</span>
                            <span class="quiet">${letter.status}</span></td>
                        <td>${letter.event}</td><td>${letter.key}</td><td>${letter.failure.at}</td><td>${letter.redrives}</td>
                    </tr>
                    ${this._letter?.id === letter.id ? html`<tr><td colspan="6">${this._details(this._letter)}</td></tr>` : ''}`)}
            </table>
            ${next ? html`<vaadin-button theme="small" @click=${() => this._list(group, next)}>Older letters</vaadin-button>` : ''}`;
    }

    _details(letter) {
        const { failure } = letter;
        const facts = { origin: letter.origin, reason: failure.reason, message: failure.message, attempts: failure.attempts,
            group: failure.group, service: failure.service, trace: letter.traceId, previous: letter.previous, next: letter.next };
        return html`
            <div class="details">
                <div>
                    ${Object.entries(facts).filter(([, value]) => value).map(([name, value]) => html`
                        <div><span class="quiet">${name}</span> ${value}</div>`)}
                    ${letter.problem ? html`<div class="problem">${letter.problem}</div>` : ''}
                    <div class="quiet">payload</div><pre>${letter.payload}</pre>
                    ${letter.state === 'OPEN' ? html`<div class="row">${this._actions({ id: letter.id })}</div>` : ''}
                    ${this._formOf({ id: letter.id })}
                </div>
                <pre class="trace">${letter.stackTrace}</pre>
            </div>`;
    }
}

function same(one, other) {
    return JSON.stringify(one.selection) === JSON.stringify(other.selection);
}

customElements.define('qwc-eventstream-letters', QwcEventstreamLetters);
