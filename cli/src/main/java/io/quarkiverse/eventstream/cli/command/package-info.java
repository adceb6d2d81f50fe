/**
 * The commands.
 */
package io.quarkiverse.eventstream.cli.command;
