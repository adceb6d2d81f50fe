/**
 * Connectors for SmallRye Reactive Messaging: channels that the bus stands behind. Used only where a service has
 * {@code quarkus-messaging}.
 */
package io.quarkiverse.eventstream.runtime.channels;
