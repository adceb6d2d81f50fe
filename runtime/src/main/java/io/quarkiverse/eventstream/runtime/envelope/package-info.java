/**
 * The wire format: events to bytes and back, and the rules that an event must keep. Knows neither streams nor listeners.
 */
package io.quarkiverse.eventstream.runtime.envelope;
