/**
 * Build steps of the extension, with one processor for each concern: the bus, its listeners, and the broker of dev mode and tests.
 */
package io.quarkiverse.eventstream.deployment;
