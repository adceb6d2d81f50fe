/**
 * Converts between OpenTelemetry's span context and the envelope's {@code spanContext}, for services whose peers use Jaeger's format.
 * Requires OpenTelemetry's API, a dependency of the extension {@code quarkus-opentelemetry}.
 */
package io.quarkiverse.eventstream.tracing;
