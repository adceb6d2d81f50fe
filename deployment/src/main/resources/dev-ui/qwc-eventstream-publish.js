import { EventstreamPage, html, css, pageStyle, streamLabel } from './eventstream-page.js';
import '@vaadin/combo-box';
import '@vaadin/details';
import '@vaadin/select';
import '@vaadin/text-area';
import '@vaadin/text-field';

const FIELDS = { id: 'Id', version: 'Version', userId: 'User id', clientId: 'Client id', sessionId: 'Session id', traceId: 'Trace id' };

/** A form that publishes an event through the application's own bean. */
export class QwcEventstreamPublish extends EventstreamPage {

    static styles = [pageStyle, css`
        .form { display: grid; grid-template-columns: repeat(4, minmax(10em, 1fr)); gap: 0 var(--lumo-space-m); max-width: 70em; }
        .wide { grid-column: 1 / -1; }
        vaadin-text-area { font-family: var(--quarkus-mono-font, monospace); }
        .result { margin: var(--lumo-space-m) 0; }
    `];

    static properties = {
        _streams: { state: true },
        _templates: { state: true },
        _event: { state: true },
        _result: { state: true },
    };

    constructor() {
        super();
        this._templates = [];
        this._event = { stream: '', topic: '', name: '', namespace: '', key: '', payload: '', headers: '', fields: {} };
    }

    async load() {
        if (!this._streams) {
            this._streams = (await this.ask('listeners')).map(stream => stream.name);
            if (!this._streams.includes(this._event.stream)) {
                this._set('stream', this._streams[0] ?? '');
            }
            await this._loadTemplates();
        }
    }

    hotReload() {
        // Listeners and their payloads may have changed.
        this._streams = undefined;
        super.hotReload();
    }

    async _loadTemplates() {
        this._templates = this._event.stream ? await this.ask('templates', { stream: this._event.stream }) : [];
        // Made once: the combo box forgets its filter with other items.
        this._items = this._templates.map(({ listener, topic, name }) => ({ value: listener,
            label: `${listener} (${topic}${name ? ', ' + name : ''})` }));
    }

    _set(name, value) {
        if (this._event[name] !== value) {
            this._event = { ...this._event, [name]: value };
        }
    }

    _useTemplate(listener) {
        const template = this._templates.find(template => template.listener === listener);
        if (template) {
            const { topic, name, namespace, payload } = template;
            this._event = { ...this._event, topic, name, namespace: namespace || this._event.namespace, payload };
            this._result = undefined;
        }
    }

    async _publish() {
        const headers = {};
        for (const line of this._event.headers.split('\n').filter(line => line.includes(':'))) {
            headers[line.slice(0, line.indexOf(':')).trim()] = line.slice(line.indexOf(':') + 1).trim();
        }
        try {
            this._result = await this.ask('publishEvent', { ...this._event, headers });
        } catch (failure) {
            this._result = { published: false, message: failure.message, violations: [] };
        }
    }

    /** What is wrong with a field: the rules name an element of a list, or a header, with more behind the name. */
    _rules(...names) {
        return (this._result?.violations ?? []).filter(violation => names.includes(violation.field.replace(/[[.].*/, '')))
            .map(violation => violation.rule).join('. ');
    }

    render() {
        const shown = ['topic', 'name', 'namespace', 'key', 'payload', 'header', ...Object.keys(FIELDS)];
        const others = (this._result?.violations ?? []).filter(violation => !shown.includes(violation.field.replace(/[[.].*/, '')));
        return html`
            <div class="form">
                ${(this._streams?.length ?? 0) > 1 ? html`
                    <vaadin-select class="wide" label="Stream" .value=${this._event.stream}
                        .items=${this._streams.map(stream => ({ label: streamLabel(stream), value: stream }))}
                        @value-changed=${event => {
                            this._set('stream', event.detail.value);
                            this._loadTemplates();
                        }}></vaadin-select>` : ''}
                <vaadin-combo-box class="wide template" label="Template" placeholder="Fill in what a listener expects"
                    .items=${this._items ?? []}
                    @value-changed=${event => this._useTemplate(event.detail.value)}></vaadin-combo-box>
                ${this._field('topic', 'Topic')} ${this._field('name', 'Name')} ${this._field('namespace', 'Namespace')}
                ${this._field('key', 'Key')}
                <vaadin-text-area class="wide field-payload" label="Payload" min-rows="6" max-rows="20" .value=${this._event.payload}
                    .invalid=${this._rules('payload') !== ''} .errorMessage=${this._rules('payload')} manual-validation
                    @value-changed=${event => this._set('payload', event.detail.value)}></vaadin-text-area>
                <vaadin-details class="wide" summary="More fields"><div class="form">
                    ${Object.entries(FIELDS).map(([name, label]) => this._moreField(name, label))}
                    <vaadin-text-area class="wide field-headers" label="Headers" placeholder="name: value" min-rows="2"
                        .value=${this._event.headers} .invalid=${this._rules('header') !== ''} manual-validation
                        .errorMessage=${this._rules('header')}
                        @value-changed=${event => this._set('headers', event.detail.value)}></vaadin-text-area>
                </div></vaadin-details>
            </div>
            <div class="row result">
                <vaadin-button theme="primary" class="publish" @click=${() => this._publish()}>Publish</vaadin-button>
                <span class="message ${this._result && !this._result.published ? 'problem' : ''}">${this._result?.message ?? ''}</span>
            </div>
            ${others.map(violation => html`<div class="problem">${violation.field}: ${violation.rule}</div>`)}`;
    }

    _field(name, label) {
        const rules = this._rules(name);
        return html`<vaadin-text-field class="field-${name}" label=${label} .value=${this._event[name]} manual-validation
            .invalid=${rules !== ''} .errorMessage=${rules}
            @value-changed=${event => this._set(name, event.detail.value)}></vaadin-text-field>`;
    }

    _moreField(name, label) {
        const rules = this._rules(name);
        return html`<vaadin-text-field class="field-${name}" label=${label} .value=${this._event.fields[name] ?? ''} manual-validation
            .invalid=${rules !== ''} .errorMessage=${rules}
            @value-changed=${event => this._set('fields', { ...this._event.fields, [name]: event.detail.value })}></vaadin-text-field>`;
    }
}
customElements.define('qwc-eventstream-publish', QwcEventstreamPublish);
