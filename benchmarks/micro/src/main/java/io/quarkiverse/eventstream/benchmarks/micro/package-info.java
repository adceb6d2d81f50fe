/**
 * Microbenchmarks of the way of one event, out and in, beside the same with Jackson alone.
 */
package io.quarkiverse.eventstream.benchmarks.micro;
