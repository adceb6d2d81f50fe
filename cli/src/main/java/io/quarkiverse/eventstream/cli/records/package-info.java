/**
 * Records of topics: reading them without a group, selecting and printing them.
 */
package io.quarkiverse.eventstream.cli.records;
