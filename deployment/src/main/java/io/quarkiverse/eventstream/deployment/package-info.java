/**
 * Build steps of the extension, one processor a concern: the bus, its listeners, and the broker of dev mode and tests.
 */
package io.quarkiverse.eventstream.deployment;
