/**
 * A real Kafka broker in a JVM of its own, for dev mode, tests and benchmarks; no Docker is needed.
 * {@link io.quarkiverse.eventstream.devbroker.DevBroker} starts it from Java,
 * {@link io.quarkiverse.eventstream.devbroker.DevBrokerMain} by hand. Both use nothing but the JDK: only the class path
 * that the child gets must hold Kafka.
 */
package io.quarkiverse.eventstream.devbroker;
