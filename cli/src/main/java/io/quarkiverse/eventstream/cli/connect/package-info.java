/**
 * How a command reaches a broker: its options, the configuration of a stream, Kafka's clients, and why they fail.
 */
package io.quarkiverse.eventstream.cli.connect;
