/**
 * Microbenchmarks of publishing and delivering one event, compared with Jackson alone.
 */
package io.quarkiverse.eventstream.benchmarks.micro;
