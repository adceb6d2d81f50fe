/**
 * The event bus as a service sees it: {@link io.quarkiverse.eventstream.EventStream} publishes,
 * {@link io.quarkiverse.eventstream.OnEvent} listens.
 * <p>
 * An event is a small named fact, <em>orderCreated</em>, in a namespace, with a payload that is a JSON object. It is published
 * to one or more topics; any number of services listen to the names that they care about. Where events really go (Kafka, the
 * console, nowhere) is chosen by {@code quarkus.eventstream.stream}.
 */
package io.quarkiverse.eventstream;
