/**
 * What watches a stream at work: the places where tracing and metrics hook in. Whoever only wants to know what the bus does reads
 * past it.
 */
package io.quarkiverse.eventstream.runtime.observe;
