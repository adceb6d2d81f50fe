/**
 * Metrics of Kafka's clients under the names of the Go SDK, for services that share dashboards with it. Requires Micrometer, a dependency
 * of the extension {@code quarkus-micrometer}.
 */
package io.quarkiverse.eventstream.metrics;
