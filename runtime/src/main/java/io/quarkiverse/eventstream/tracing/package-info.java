/**
 * Translates between OpenTelemetry and the envelope's {@code spanContext}, for services whose peers trace with Jaeger's format.
 * Needs OpenTelemetry's API, which the {@code quarkus-opentelemetry} extension brings.
 */
package io.quarkiverse.eventstream.tracing;
