/**
 * The program {@code eventstream}.
 */
package io.quarkiverse.eventstream.cli;
