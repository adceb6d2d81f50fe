/**
 * What a cluster has: topics with their records, groups with their lag.
 */
package io.quarkiverse.eventstream.cli.cluster;
