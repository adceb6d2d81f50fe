/**
 * Dead letters: the desk that commands share, and what they select and print.
 */
package io.quarkiverse.eventstream.cli.letters;
