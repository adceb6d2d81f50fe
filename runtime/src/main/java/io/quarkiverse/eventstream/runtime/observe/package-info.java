/**
 * Observers of a stream, which tracing and metrics implement. They do not influence the bus, except for the headers and the span context
 * that they add to published events.
 */
package io.quarkiverse.eventstream.runtime.observe;
