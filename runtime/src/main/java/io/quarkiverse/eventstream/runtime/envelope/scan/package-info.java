/**
 * Byte-level shortcuts of the wire format, each with the JMH benchmark in {@code benchmarks/micro} that justifies it. Uses no other package
 * of the bus.
 */
package io.quarkiverse.eventstream.runtime.envelope.scan;
