import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { notifier } from 'notifier';
import '@vaadin/button';
import '@vaadin/icon';

export { html, css };

/** What the pages of eventstream look like. */
export const pageStyle = css`
    :host { display: block; height: 100%; overflow-y: auto; padding: 0 var(--lumo-space-m); box-sizing: border-box; }
    h3 { margin: var(--lumo-space-m) 0 var(--lumo-space-s); }
    .quiet { color: var(--lumo-secondary-text-color); font-size: var(--lumo-font-size-s); }
    .problem { color: var(--lumo-error-text-color); }
    .row { display: flex; flex-wrap: wrap; gap: var(--lumo-space-s); align-items: baseline; }
    .card { border: 1px solid var(--lumo-contrast-20pct); border-radius: var(--lumo-border-radius-m);
        padding: var(--lumo-space-s) var(--lumo-space-m); margin-bottom: var(--lumo-space-m); }
    table { border-collapse: collapse; font-size: var(--lumo-font-size-s); }
    th { text-align: left; font-weight: 600; color: var(--lumo-secondary-text-color); }
    th, td { padding: 2px var(--lumo-space-m) 2px 0; vertical-align: top; }
    td.number, th.number { text-align: right; }
    pre { font-family: var(--quarkus-mono-font, monospace); font-size: var(--lumo-font-size-s); margin: 0;
        white-space: pre-wrap; overflow-wrap: anywhere; }
    .badge { border-radius: var(--lumo-border-radius-m); padding: 1px 8px; font-size: var(--lumo-font-size-xs); font-weight: 600;
        background: var(--lumo-contrast-10pct); }
    .badge.good { background: var(--lumo-success-color-10pct); color: var(--lumo-success-text-color); }
    .badge.waiting { background: var(--lumo-primary-color-10pct); color: var(--lumo-primary-text-color); }
    .badge.bad { background: var(--lumo-error-color-10pct); color: var(--lumo-error-text-color); }
`;

/** A page that asks the application, and resumes after a live reload. */
export class EventstreamPage extends QwcHotReloadElement {

    /** An answer that a restart of the application has lost is not awaited for longer. */
    static LOST_AFTER = 5000;

    constructor() {
        super();
        this.jsonRpc = new JsonRpc(this, false);
        this._asked = 0;
    }

    /** How often the page loads, in milliseconds. */
    get interval() {
        return 1000;
    }

    connectedCallback() {
        super.connectedCallback();
        this._timer = setInterval(() => document.hidden || this.reload(), this.interval);
        this.reload();
    }

    disconnectedCallback() {
        clearInterval(this._timer);
        super.disconnectedCallback();
    }

    hotReload() {
        this._asked = 0;
        this.reload();
    }

    /** Loads, unless an answer is awaited. */
    async reload() {
        const now = Date.now();
        if (this._asked && now - this._asked < EventstreamPage.LOST_AFTER) {
            return;
        }
        this._asked = now;
        try {
            await this.load();
        } catch (failure) {
            console.warn(failure);
        }
        if (this._asked === now) {
            this._asked = 0;
        }
    }

    /** Asks the application, and returns the result. */
    async ask(method, parameters = {}) {
        try {
            return (await this.jsonRpc[method](parameters)).result;
        } catch (response) {
            throw new Error(response?.error?.message ?? String(response));
        }
    }

    /** Carries out an action, and shows its outcome. */
    async act(method, parameters) {
        try {
            const outcome = await this.ask(method, parameters);
            if (outcome.done) {
                notifier.showSuccessMessage(outcome.message, 'bottom-start');
            } else {
                notifier.showErrorMessage(outcome.message, 'bottom-start');
            }
            this.reload();
            return outcome.done;
        } catch (failure) {
            notifier.showErrorMessage(failure.message, 'bottom-start');
            return false;
        }
    }
}

/** The stream that has no name has an internal one. */
export function streamLabel(name) {
    return name.startsWith('<') ? 'default stream' : `stream ${name}`;
}

/** What is not known may be missing. */
export function duration(millis) {
    if (millis == null) {
        return '';
    }
    if (millis < 1000) {
        return `${millis} ms`;
    }
    const seconds = Math.floor(millis / 1000);
    if (seconds < 60) {
        return `${seconds} s`;
    }
    return seconds < 3600
        ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
        : `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
}

export function count(number) {
    return number == null ? '?' : number.toLocaleString('en');
}

/** A number per second, which is not known at first. */
export function rate(perSecond) {
    return perSecond == null ? '?' : perSecond.toLocaleString('en', { maximumFractionDigits: 1 });
}
