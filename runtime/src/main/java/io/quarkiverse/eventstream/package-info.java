/**
 * The API of the event bus: {@link io.quarkiverse.eventstream.EventStream} publishes events,
 * {@link io.quarkiverse.eventstream.OnEvent} declares listeners.
 * <p>
 * An event is a named fact, such as <em>orderCreated</em>, in a namespace, with a JSON object as its payload. It is published to one or
 * more topics; any number of services listen to the names that concern them. The property {@code quarkus.eventstream.stream} selects the
 * kind of stream: Kafka, the console, or none.
 * <p>
 * No argument or result is null unless its description says so.
 */
package io.quarkiverse.eventstream;
