/**
 * Values that a test gets of the observed streams: events, records, invocations and their outcomes.
 */
package io.quarkiverse.eventstream.test.observed;
