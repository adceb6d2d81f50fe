/**
 * Connectors for SmallRye Reactive Messaging, which make channels of streams. Used only by applications with
 * {@code quarkus-messaging}.
 */
package io.quarkiverse.eventstream.runtime.channels;
