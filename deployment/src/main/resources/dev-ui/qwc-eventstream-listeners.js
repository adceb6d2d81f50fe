import { EventstreamPage, html, css, pageStyle, streamLabel, duration, count, rate } from './eventstream-page.js';
import '@vaadin/text-field';

const GOOD = { CONSUMING: 'good', PAUSED: 'waiting', UNREACHABLE: 'waiting' };

const OFFSETS = 'earliest, latest, an offset or an instant';

/** The actions that need more than a click. */
const FORMS = {
    seek: {
        fields: { offset: ['Offset', OFFSETS], partition: ['Partition', 'all'] },
        button: 'Move the group',
        note: 'The position is that of the group, and is committed. An instant: 2026-11-24T06:00:00Z',
    },
    replay: {
        fields: { from: ['From', OFFSETS], to: ['To', OFFSETS] },
        button: 'Replay to this listener',
        note: 'The position of the group stays as it is. The end is exclusive',
    },
    skip: {
        fields: { partition: ['Partition', ''], offset: ['Offset', ''], reason: ['Reason', 'for the log'] },
        button: 'Skip the event',
        note: 'The listener completes the event without another invocation',
    },
};

/** The listeners of the application, their partitions, and what an operator does with them. */
export class QwcEventstreamListeners extends EventstreamPage {

    static styles = [pageStyle, css`
        .id { font-weight: 600; font-size: var(--lumo-font-size-l); }
        .facts { display: flex; flex-wrap: wrap; gap: 0 var(--lumo-space-l); font-size: var(--lumo-font-size-s); }
        .facts b { font-weight: 600; }
        .form { background: var(--lumo-contrast-5pct); padding: 0 var(--lumo-space-s) var(--lumo-space-s);
            border-radius: var(--lumo-border-radius-m); align-items: flex-end; }
        .actions { margin-left: auto; }
        .reason { margin: var(--lumo-space-xs) 0; }
        .failing { max-width: 60em; overflow-wrap: anywhere; }
    `];

    static properties = {
        _streams: { state: true },
        _form: { state: true },
    };

    async load() {
        this._streams = await this.ask('listeners');
    }

    render() {
        if (!this._streams) {
            return html`<p class="quiet">Loading …</p>`;
        }
        return this._streams.map(stream => html`
            <h3>${streamLabel(stream.name)} <span class="quiet">${stream.state}</span></h3>
            ${stream.listeners.length === 0 ? html`<p class="quiet">This stream has no listener.</p>` : ''}
            ${stream.listeners.map(listener => this._listener(stream, listener))}
            ${Object.entries(stream.others).map(([name, state]) => html`
                <div class="card quiet"><b>${name}</b> ${state}</div>`)}`);
    }

    _listener(stream, listener) {
        const inTrouble = listener.trouble !== 'NONE' && listener.trouble !== 'BROKER_AWAY';
        return html`
            <div class="card listener" data-listener=${listener.id}>
                <div class="row">
                    <span class="id">${listener.id}</span>
                    <span class="badge ${GOOD[listener.state] ?? 'bad'}">${listener.state.toLowerCase()}</span>
                    <span class="row actions">${this._actions(stream, listener)}</span>
                </div>
                <div class="facts">
                    <span>topic <b>${listener.topic}</b></span>
                    <span>name <b>${listener.name || 'all'}</b></span>
                    ${listener.namespace ? html`<span>namespace <b>${listener.namespace}</b></span>` : ''}
                    <span>${listener.group ? html`group <b>${listener.group}</b>` : 'no group'}</span>
                    <span>lag <b class="lag">${count(listener.lag)}</b></span>
                    <span>oldest <b>${duration(listener.ageMillis) || '?'}</b></span>
                    <span>in flight <b>${listener.inFlight}</b></span>
                    <span>completed <b class="completed">${count(listener.completed)}</b></span>
                    <span>failed <b>${count(listener.failed)}</b></span>
                    <span>per second <b class="throughput">${rate(listener.throughput)}</b></span>
                    <span>order by <b>${listener.ordering.toLowerCase()}</b></span>
                </div>
                <div class="reason ${inTrouble ? 'problem' : 'quiet'}">${listener.health}</div>
                ${this._members(listener)}
                ${this._formOf(stream, listener)}
                ${listener.partitions.length ? this._partitions(listener) : ''}
            </div>`;
    }

    _actions(stream, listener) {
        const of = { stream: stream.name, listener: listener.id };
        const isHeld = listener.paused || listener.stopped;
        return html`
            ${isHeld
                ? html`<vaadin-button theme="small primary" class="resume" @click=${() => this.act('resumeListener', of)}>
                    ${listener.stopped ? 'Release' : 'Resume'}</vaadin-button>`
                : html`<vaadin-button theme="small" class="pause" @click=${() => this.act('pauseListener', of)}>
                    Pause</vaadin-button>`}
            <vaadin-button theme="small" class="seek" @click=${() => this._open('seek', listener,
                { offset: 'earliest', partition: '' })}>Seek …</vaadin-button>
            <vaadin-button theme="small" class="replay" @click=${() => this._open('replay', listener,
                { from: 'earliest', to: 'latest' })}>Replay …</vaadin-button>`;
    }

    _open(kind, listener, fields) {
        const isOpen = this._form?.kind === kind && this._form.listener === listener.id;
        this._form = isOpen ? null : { kind, listener: listener.id, ...fields };
    }

    _formOf(stream, listener) {
        const form = this._form;
        if (form?.listener !== listener.id) {
            return '';
        }
        const { fields, button, note } = FORMS[form.kind];
        return html`
            <div class="row form">
                ${Object.entries(fields).map(([name, [label, hint]]) => html`
                    <vaadin-text-field theme="small" class="field-${name}" label=${label} placeholder=${hint} .value=${form[name]}
                        @value-changed=${event => form[name] = event.detail.value}></vaadin-text-field>`)}
                <vaadin-button theme="small primary" class="submit" @click=${() => this._submit(stream)}>${button}</vaadin-button>
                <span class="quiet">${note}</span>
            </div>`;
    }

    async _submit(stream) {
        const { kind, ...fields } = this._form;
        if (await this.act(`${kind}Listener`, { stream: stream.name, ...fields })) {
            this._form = null;
        }
    }

    /** The partitions of the topic, by the members of the group: those of other instances, too. */
    _members({ group, topic, members }) {
        if (!group) {
            return '';
        }
        if (members.unknown) {
            return html`<div class="quiet members">The members of the group are not known: ${members.unknown}</div>`;
        }
        return html`
            <div class="quiet members">${members.known.length === 1 ? '1 member' : `${members.known.length} members`}
                ${members.known.map(member => html`<div>${member.clientId} on ${member.host}:
                    ${member.partitions.length ? `${topic} ${member.partitions.join(', ')}` : 'no partition'}</div>`)}
            </div>`;
    }

    _partitions(listener) {
        return html`
            <table>
                <tr><th>partition</th><th class="number">lag</th><th class="number">to deliver</th><th class="number">oldest</th>
                    <th class="number">in flight</th><th class="number">per second</th><th>event that fails</th></tr>
                ${listener.partitions.map(partition => html`
                    <tr>
                        <td>${partition.partition}${partition.blocked ? html` <span class="badge bad">blocked</span>` : ''}</td>
                        <td class="number">${count(partition.lag)}</td>
                        <td class="number">${count(partition.open)}</td>
                        <td class="number">${duration(partition.ageMillis)}</td>
                        <td class="number">${partition.inFlight}</td>
                        <td class="number">${rate(partition.throughput)}</td>
                        <td class="failing">${partition.failing ? this._failing(listener, partition.failing) : ''}</td>
                    </tr>`)}
            </table>`;
    }

    _failing(listener, event) {
        return html`offset <b>${event.offset}</b>, attempt <b>${event.attempts}</b>${event.invoked ? ' in flight' : ''},
            for ${duration(event.sinceMillis)}: <span class="problem">${event.failure}</span>
            <vaadin-button theme="small tertiary" class="skip" @click=${() => this._open('skip', listener,
                { partition: `${event.partition}`, offset: `${event.offset}`, reason: '' })}>Skip …</vaadin-button>`;
    }
}
customElements.define('qwc-eventstream-listeners', QwcEventstreamListeners);
