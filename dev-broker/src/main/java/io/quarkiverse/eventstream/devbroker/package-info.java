/**
 * A real Kafka broker in its own JVM, for dev mode, tests and benchmarks; no Docker is needed.
 * {@link io.quarkiverse.eventstream.devbroker.DevBroker} starts it from Java,
 * {@link io.quarkiverse.eventstream.devbroker.DevBrokerMain} from the command line. Both need only the JDK: Kafka has to be on the class
 * path of the child process only.
 */
package io.quarkiverse.eventstream.devbroker;
